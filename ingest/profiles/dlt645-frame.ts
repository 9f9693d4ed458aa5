/** A frame of DL/T 645 that is whole and whose checksum is right. */
export interface Frame {
  /** 12 digits. `AAAAAAAAAAAA` and `999999999999` are wildcards and no meter's. */
  address: string;
  control: number;
  /** What the meter sent, 33h already taken off each byte. */
  data: Uint8Array;
}

export interface FrameScan {
  frames: Frame[];
  /** Why bytes that looked like a frame are none; null: nothing looked like one. */
  fault: 'checksum' | 'truncated' | null;
}

const start = 0x68;
const end = 0x16;
/** 68, six bytes of address, 68, control, length; then the data, checksum and 16. */
const headBytes = 10;

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

/** Some DTUs send the frame as hexadecimal text. A frame in binary has a 68h, which is no hexadecimal digit. */
export function frameBytes(payload: Uint8Array): Uint8Array {
  const digits: number[] = [];
  for (const byte of payload) {
    if (isHexDigit(byte)) digits.push(byte);
    else if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return payload;
  }
  return Buffer.from(Buffer.from(digits).toString('latin1'), 'hex');
}

/** Sums of the bytes before each place, so that a checksum costs the same whatever it spans. */
function prefixSums(bytes: Uint8Array): Uint32Array {
  const sums = new Uint32Array(bytes.length + 1);
  for (let i = 0; i < bytes.length; i++) sums[i + 1] = sums[i]! + bytes[i]!;
  return sums;
}

function addressAt(bytes: Uint8Array, at: number): string {
  let address = '';
  for (let i = 6; i >= 1; i--) address += bytes[at + i]!.toString(16).padStart(2, '0');
  return address.toUpperCase();
}

/**
 * Every frame in the bytes, whatever stands between: FE wake-up bytes, a DTU's prefix, the frame of Q/GDW 376.1
 * around it. Linear: each byte is looked at as a beginning once, and the sums are made once.
 */
export function scanFrames(bytes: Uint8Array): FrameScan {
  const sums = prefixSums(bytes);
  const scan: FrameScan = { frames: [], fault: null };
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== start || (at + 7 < bytes.length && bytes[at + 7] !== start)) {
      at++;
      continue;
    }
    const checksumAt = at + headBytes + (bytes[at + 9] ?? 0);
    if (at + headBytes > bytes.length || checksumAt + 1 >= bytes.length) {
      scan.fault ??= 'truncated';
      at++;
    } else if (
      bytes[checksumAt + 1] !== end ||
      ((sums[checksumAt]! - sums[at]!) & 0xff) !== bytes[checksumAt]
    ) {
      scan.fault ??= 'checksum';
      at++;
    } else {
      const data = bytes.slice(at + headBytes, checksumAt).map((byte) => byte - 0x33);
      scan.frames.push({ address: addressAt(bytes, at), control: bytes[at + 8]!, data });
      at = checksumAt + 2;
    }
  }
  return scan;
}

/** DL/T 698.45: `68 L L C …`, the length in 14 bits and `16` where it says. */
export function looksLike698(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(start);
  if (at < 0 || at + 2 >= bytes.length) return false;
  const length = (bytes[at + 1]! | (bytes[at + 2]! << 8)) & 0x3fff;
  return length >= 12 && bytes[at + length + 1] === end;
}
