import { pictureParameters, profile, sequenceParameters } from './h264.ts';
import { picture } from './pixels.ts';

/** Ticks of a second in the streams. */
export const timescale = 1000;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function u16(...values: number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]));
}

function u32(...values: number[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap((value) => [value >>> 24, value >>> 16, value >>> 8, value].map((v) => v & 255)),
  );
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A box of ISO/IEC 14496-12: size, four letters, content. */
function box(name: string, ...content: Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  return joined([u32(size), ascii(name), ...content]);
}

/** A box with a version and flags. */
function fullBox(name: string, version: number, flags: number, ...content: Uint8Array[]): Uint8Array {
  return box(name, u32((version << 24) | flags), ...content);
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const zeros = (words: number) => new Uint8Array(words * 4);

/** avcC, ISO/IEC 14496-15: the parameter sets, and NAL units with a length of four bytes. */
function decoderConfiguration(): Uint8Array {
  const [sequence, pictures] = [sequenceParameters(), pictureParameters()];
  return box(
    'avcC',
    Uint8Array.from([1, ...profile, 0xff, 0xe1]),
    u16(sequence.length),
    sequence,
    Uint8Array.from([1]),
    u16(pictures.length),
    pictures,
  );
}

function sampleDescription(): Uint8Array {
  const visual = joined([
    zeros(1),
    u16(0, 1),
    zeros(4),
    u16(picture.width, picture.height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
  ]);
  return fullBox('stsd', 0, 0, u32(1), box('avc1', visual, decoderConfiguration()));
}

function sampleTable(): Uint8Array {
  return box(
    'stbl',
    sampleDescription(),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  );
}

function track(): Uint8Array {
  const header = fullBox(
    'tkhd',
    0,
    3,
    u32(0, 0, 1, 0, 0, 0, 0, 0, 0),
    matrix,
    u32(picture.width << 16, picture.height << 16),
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, timescale, 0), u16(0x55c4, 0)),
    fullBox('hdlr', 0, 0, u32(0), ascii('vide'), zeros(3), ascii('camera\0')),
    box(
      'minf',
      fullBox('vmhd', 0, 1, zeros(2)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      sampleTable(),
    ),
  );
  return box('trak', header, media);
}

/** What a player needs before the first segment. */
export function initialisation(): Uint8Array {
  const movie = fullBox(
    'mvhd',
    0,
    0,
    u32(0, 0, timescale, 0, 0x10000),
    u16(0x100, 0),
    zeros(2),
    matrix,
    zeros(6),
    u32(2),
  );
  const extends_ = box('mvex', fullBox('trex', 0, 0, u32(1, 1, 0, 0, 0)));
  return joined([
    box('ftyp', ascii('iso6'), u32(1), ascii('iso6'), ascii('avc1'), ascii('mp41')),
    box('moov', movie, track(), extends_),
  ]);
}

/** One media segment of pictures, each shown for so many ticks. */
export function mediaSegment(
  sequence: number,
  startTicks: number,
  ticks: number,
  pictures: readonly Uint8Array[],
): Uint8Array {
  const samples = pictures.map((nal) => joined([u32(nal.length), nal]));
  const fragment = (dataOffset: number) =>
    box(
      'moof',
      fullBox('mfhd', 0, 0, u32(sequence)),
      box(
        'traf',
        fullBox('tfhd', 0, 0x020000, u32(1)), // default-base-is-moof
        fullBox('tfdt', 1, 0, u32(Math.floor(startTicks / 2 ** 32), startTicks % 2 ** 32)),
        // data-offset, and of each sample duration, size and flags (a picture that depends on no other)
        fullBox(
          'trun',
          0,
          0x000701,
          u32(samples.length, dataOffset),
          ...samples.map((sample) => u32(ticks, sample.length, 0x02000000)),
        ),
      ),
    );
  const { length } = fragment(0);
  return joined([fragment(length + 8), box('mdat', ...samples)]);
}
