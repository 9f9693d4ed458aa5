/** `picture` is asked for again and again, `stream` is played, `link` is opened elsewhere, `device` no browser can show. */
export type CameraKind = 'picture' | 'stream' | 'link' | 'device';

/**
 * A page that came by TLS gets no picture without it (W3C Mixed Content); this machine itself is trusted all the same.
 * A link is opened in a window of its own, where that does not hold.
 */
export function isMixedContent(address: string, pageProtocol: string): boolean {
  if (pageProtocol !== 'https:' || !/^http:/i.test(address)) return false;
  return !/^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(address);
}

/** What a camera's address in the registry leads to, told by the address alone. */
export function cameraKind(address: string): CameraKind {
  if (!/^https?:/i.test(address)) return 'device';
  const path = address.split(/[?#]/, 1)[0]!;
  if (/\.(svg|jpe?g|png|webp)$/i.test(path)) return 'picture';
  return /\.m3u8$/i.test(path) ? 'stream' : 'link';
}
