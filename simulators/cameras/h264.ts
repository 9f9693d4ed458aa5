import { type Planes, picture } from './pixels.ts';

/** Bits of a raw byte sequence payload, with the codes of ITU-T H.264, 9.1. */
class BitWriter {
  readonly #bytes: number[] = [];
  #filled = 0;

  bits(value: number, count: number): this {
    for (let i = count - 1; i >= 0; i--) {
      if (this.#filled % 8 === 0) this.#bytes.push(0);
      this.#bytes[this.#bytes.length - 1]! |= ((value >> i) & 1) << (7 - (this.#filled % 8));
      this.#filled += 1;
    }
    return this;
  }

  /** ue(v): unsigned Exp-Golomb. */
  unsigned(value: number): this {
    const length = Math.floor(Math.log2(value + 1));
    return this.bits(0, length).bits(value + 1, length + 1);
  }

  align(): this {
    return this.bits(0, (8 - (this.#filled % 8)) % 8);
  }

  /** rbsp_trailing_bits: a one, then zeros to the end of the byte. */
  trailing(): this {
    return this.bits(1, 1).align();
  }

  take(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

const macroblocks = { across: picture.width / 16, down: picture.codedHeight / 16 } as const;
const nalTypes = { slice: 0x65, sequence: 0x67, picture: 0x68 } as const;
/** Constrained Baseline (66 with constraint sets 0 and 1), level 3. */
export const profile = [66, 0xc0, 30] as const;

/** Sequence parameter set, 7.3.2.1: one size, no reordering, the surplus rows cropped. */
export function sequenceParameters(): Uint8Array {
  const writer = new BitWriter();
  for (const byte of [nalTypes.sequence, ...profile]) writer.bits(byte, 8);
  return writer
    .unsigned(0) // seq_parameter_set_id
    .unsigned(0) // log2_max_frame_num_minus4
    .unsigned(2) // pic_order_cnt_type: output order is decoding order
    .unsigned(1) // max_num_ref_frames
    .bits(0, 1) // gaps_in_frame_num_value_allowed_flag
    .unsigned(macroblocks.across - 1)
    .unsigned(macroblocks.down - 1)
    .bits(1, 1) // frame_mbs_only_flag
    .bits(1, 1) // direct_8x8_inference_flag
    .bits(1, 1) // frame_cropping_flag: left, right, top, bottom in units of two rows
    .unsigned(0)
    .unsigned(0)
    .unsigned(0)
    .unsigned((picture.codedHeight - picture.height) / 2)
    .bits(0, 1) // vui_parameters_present_flag
    .trailing()
    .take();
}

/** Picture parameter set, 7.3.2.2: CAVLC, the deblocking filter switched off in the slices. */
export function pictureParameters(): Uint8Array {
  return new BitWriter()
    .bits(nalTypes.picture, 8)
    .unsigned(0)
    .unsigned(0)
    .bits(0, 2) // entropy_coding_mode_flag, bottom_field_pic_order_in_frame_present_flag
    .unsigned(0) // num_slice_groups_minus1
    .unsigned(0)
    .unsigned(0)
    .bits(0, 3) // weighted_pred_flag, weighted_bipred_idc
    .unsigned(0) // pic_init_qp_minus26, pic_init_qs_minus26, chroma_qp_index_offset
    .unsigned(0)
    .unsigned(0)
    .bits(0b100, 3) // deblocking_filter_control_present_flag, constrained_intra_pred, redundant_pic_cnt_present
    .trailing()
    .take();
}

/** Slice header, 7.3.3, of an IDR picture; two in a row differ in idr_pic_id. */
function sliceHeader(number: number): Uint8Array {
  const writer = new BitWriter()
    .bits(nalTypes.slice, 8)
    .unsigned(0) // first_mb_in_slice
    .unsigned(7) // slice_type: I
    .unsigned(0) // pic_parameter_set_id
    .bits(0, 4) // frame_num
    .unsigned(number % 2) // idr_pic_id
    .bits(0, 2) // no_output_of_prior_pics_flag, long_term_reference_flag
    .unsigned(0) // slice_qp_delta
    .unsigned(1); // disable_deblocking_filter_idc
  return writer.unsigned(pcm).align().take();
}

/** mb_type I_PCM in an I slice (table 7-11): samples follow uncompressed, so a picture needs no encoder. */
const pcm = 25;
/** The same code when it begins on a whole byte, aligned. */
const pcmAligned = new BitWriter().unsigned(pcm).align().take();

function copyBlock(
  out: Uint8Array,
  at: number,
  plane: Uint8Array,
  stride: number,
  x: number,
  y: number,
  size: number,
): number {
  for (let row = 0; row < size; row++) {
    out.set(plane.subarray((y + row) * stride + x, (y + row) * stride + x + size), at + row * size);
  }
  return at + size * size;
}

/** A picture as one access unit: the NAL unit of an IDR slice, without start code. */
export function codePicture(planes: Planes, number: number): Uint8Array {
  const header = sliceHeader(number);
  const blocks = macroblocks.across * macroblocks.down;
  const out = new Uint8Array(header.length + blocks * 384 + (blocks - 1) * pcmAligned.length + 1);
  out.set(header);
  let at = header.length;
  for (let block = 0; block < blocks; block++) {
    if (block > 0) {
      out.set(pcmAligned, at);
      at += pcmAligned.length;
    }
    const x = block % macroblocks.across;
    const y = Math.floor(block / macroblocks.across);
    at = copyBlock(out, at, planes.luma, picture.width, x * 16, y * 16, 16);
    at = copyBlock(out, at, planes.blue, picture.width / 2, x * 8, y * 8, 8);
    at = copyBlock(out, at, planes.red, picture.width / 2, x * 8, y * 8, 8);
  }
  out[at] = 0x80;
  return out;
}
