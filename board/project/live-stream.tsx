import { useEffect, useRef, useState } from 'react';
import css from './live-view.module.css';

const retryMs = 15_000;

/** A camera that streams by HLS (RFC 8216); the player comes with the first stream that is looked at. */
export function LiveStream({ address, label, none }: { address: string; label: string; none: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let left = false;
    let stop = () => {};
    let retry: ReturnType<typeof setTimeout> | undefined;
    const onFailure = () => {
      if (left) return;
      setFailed(true);
      stop();
      retry = setTimeout(() => setAttempt((count) => count + 1), retryMs);
    };
    void import('./hls.ts').then(({ play }) => {
      if (!left) stop = play(video.current!, `${address}#${attempt}`, onFailure);
    }, onFailure);
    return () => {
      left = true;
      clearTimeout(retry);
      stop();
    };
  }, [address, attempt]);

  return (
    <div className={css.frame}>
      {failed && <p>{none}</p>}
      <video
        ref={video}
        aria-label={label}
        hidden={failed}
        muted
        playsInline
        controls
        onPlaying={() => setFailed(false)}
        data-testid="live-stream"
      />
    </div>
  );
}
