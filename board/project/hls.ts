import Hls from 'hls.js';

/** Plays the newest of a stream, and answers how to stop. `onFailure` is called once, when it cannot go on. */
export function play(video: HTMLVideoElement, address: string, onFailure: () => void): () => void {
  if (!Hls.isSupported()) {
    // A phone's own player.
    video.src = address;
    video.onerror = onFailure;
    void video.play().catch(() => undefined);
    return () => {
      video.onerror = null;
      video.removeAttribute('src');
    };
  }
  const hls = new Hls({
    // Its worker would be a script of no file, which the content security policy forbids; a camera's stream is thin.
    enableWorker: false,
    // A page that stays open for days keeps no film of what has gone by.
    backBufferLength: 10,
  });
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    // A browser that lets nothing play by itself shows the first picture and its own button.
    void video.play().catch(() => undefined);
  });
  hls.on(Hls.Events.ERROR, (_event, { fatal }) => {
    if (fatal) onFailure();
  });
  hls.loadSource(address);
  hls.attachMedia(video);
  return () => hls.destroy();
}
