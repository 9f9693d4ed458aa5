import { expect, test } from 'vitest';
import { codePicture, pictureParameters, sequenceParameters } from './h264.ts';
import { firstSegmentMs, playlist, segment } from './hls.ts';
import { initialisation } from './mp4.ts';
import { paintPicture, picture } from './pixels.ts';
import { box } from './shape.ts';

const white = [box(0, 0, 640, 360, [255, 255, 255])];

/** Names of boxes in the order they open, into those that hold others. */
function boxNames(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes);
  const names: string[] = [];
  for (let at = 0; at < view.length; ) {
    const size = view.readUInt32BE(at);
    const name = view.toString('latin1', at + 4, at + 8);
    names.push(name);
    if (['moov', 'trak', 'mdia', 'minf', 'dinf', 'stbl', 'mvex', 'moof', 'traf'].includes(name)) {
      names.push(...boxNames(view.subarray(at + 8, at + size)));
    }
    at += size;
  }
  return names;
}

test('a white picture is white within the rows that are shown, in limited range', () => {
  const { luma, blue, red } = paintPicture(white);
  expect(luma.subarray(0, picture.width * picture.height).every((sample) => sample === 235)).toBe(true);
  expect(blue[0]).toBe(128);
  expect(red[0]).toBe(128);
});

test('no start code can appear in a picture or its parameters: three bytes 0, 0, up to 3 never follow each other', () => {
  for (const bytes of [
    codePicture(paintPicture(white), 0),
    codePicture(paintPicture([]), 1),
    sequenceParameters(),
    pictureParameters(),
  ]) {
    for (const last of [0, 1, 2, 3]) expect(Buffer.from(bytes).indexOf(Buffer.from([0, 0, last]))).toBe(-1);
  }
});

test('a player finds five complete segments at once, and the list moves on with time', () => {
  const firstMs = firstSegmentMs(100_000_500);
  expect(playlist(firstMs, 100_000_500)).toContain('#EXT-X-MEDIA-SEQUENCE:0\n');
  expect(playlist(firstMs, 100_000_500).match(/m4s/g)).toHaveLength(5);
  expect(playlist(firstMs, 100_004_500)).toContain('#EXT-X-MEDIA-SEQUENCE:2\n');
});

test('the boxes are those that a player of fragmented MP4 asks for', () => {
  expect(boxNames(initialisation())).toEqual(
    'ftyp moov mvhd trak tkhd mdia mdhd hdlr minf vmhd dinf dref stbl stsd stts stsc stsz stco mvex trex'.split(
      ' ',
    ),
  );
  expect(boxNames(segment(3, 0, () => white))).toEqual([
    'moof',
    'mfhd',
    'traf',
    'tfhd',
    'tfdt',
    'trun',
    'mdat',
  ]);
});

test('a segment shows what the camera sees at its own instants', () => {
  const asked: number[] = [];
  segment(7, 50_000, (wallMs) => {
    asked.push(wallMs);
    return white;
  });
  expect(asked).toEqual([64_000, 65_000]);
});
