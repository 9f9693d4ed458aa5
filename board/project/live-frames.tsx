import { useEffect, useRef, useState } from 'react';
import css from './live-view.module.css';

const frameMs = 2_000;
const retryMs = 15_000;

/** A camera that answers with one picture at a time. */
export function LiveFrames({ address, label, none }: { address: string; label: string; none: string }) {
  const picture = useRef<HTMLImageElement>(null);
  const [frame, setFrame] = useState(0);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    // The next is asked for when this one has come, never faster; a page that nobody sees asks for none.
    const next = () => {
      if (document.visibilityState === 'visible' && picture.current?.complete) setFrame((count) => count + 1);
    };
    const timer = setInterval(next, failed ? retryMs : frameMs);
    return () => clearInterval(timer);
  }, [failed]);

  return (
    <div className={css.frame}>
      {failed && <p>{none}</p>}
      <img
        ref={picture}
        alt={label}
        hidden={failed}
        src={`${address}${address.includes('?') ? '&' : '?'}t=${frame}`}
        onLoad={() => setFailed(false)}
        onError={() => setFailed(true)}
      />
    </div>
  );
}
