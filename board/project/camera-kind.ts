/** `picture` is asked for again and again, `stream` is played, `link` is opened elsewhere, `device` no browser can show. */
export type CameraKind = 'picture' | 'stream' | 'link' | 'device';

/** What a camera's address in the registry leads to, told by the address alone. */
export function cameraKind(address: string): CameraKind {
  if (!/^https?:/i.test(address)) return 'device';
  const path = address.split(/[?#]/, 1)[0]!;
  if (/\.(svg|jpe?g|png|webp)$/i.test(path)) return 'picture';
  return /\.m3u8$/i.test(path) ? 'stream' : 'link';
}
