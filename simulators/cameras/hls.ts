import { codePicture } from './h264.ts';
import { mediaSegment, timescale } from './mp4.ts';
import { paintPicture } from './pixels.ts';
import type { Shape } from './shape.ts';

const segmentS = 2;
const picturesPerSegment = 2;
const segmentsListed = 5;

/** Segments are counted from a little before the server started, so that a player finds some at once. */
export function firstSegmentMs(startedMs: number): number {
  return (Math.floor(startedMs / (segmentS * 1000)) - segmentsListed) * segmentS * 1000;
}

/** The playlist of a live stream (RFC 8216) whose newest segment is complete. */
export function playlist(firstMs: number, nowMs: number): string {
  const complete = Math.floor((nowMs - firstMs) / (segmentS * 1000));
  const from = Math.max(0, complete - segmentsListed);
  const segments = Array.from(
    { length: complete - from },
    (_, i) => `#EXTINF:${segmentS}.0,\n${from + i}.m4s\n`,
  );
  return `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:${segmentS}
#EXT-X-MEDIA-SEQUENCE:${from}
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="init.mp4"
${segments.join('')}`;
}

/** A segment out of what the camera sees at an instant; nothing is kept between segments. */
export function segment(number: number, firstMs: number, seenAt: (wallMs: number) => Shape[]): Uint8Array {
  const startMs = number * segmentS * 1000;
  const pictureMs = (segmentS * 1000) / picturesPerSegment;
  const pictures = Array.from({ length: picturesPerSegment }, (_, i) =>
    codePicture(paintPicture(seenAt(firstMs + startMs + i * pictureMs)), number * picturesPerSegment + i),
  );
  return mediaSegment(number + 1, (startMs * timescale) / 1000, (pictureMs * timescale) / 1000, pictures);
}
