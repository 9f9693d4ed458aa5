import type { Frame } from '../meters/frame.ts';

export interface Publication {
  topic: string;
  payload: string | Uint8Array;
}

/**
 * The form in which a device speaks. Only `canonical` can carry several readings, with their times, in one message;
 * the others say what the meter shows now, so of a backlog they tell the newest reading alone.
 */
export type PayloadProfile = (meter: string, frame: Frame) => Publication[];

export function newest(frame: Frame): number {
  return frame.count - 1;
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** The phases of an entry, one decimal; null when no voltage was sent. */
export function phases(frame: Frame, i: number): [a: number, b: number, c: number] | null {
  if (Number.isNaN(frame.voltageA[i]!)) return null;
  return [rounded(frame.voltageA[i]!, 1), rounded(frame.voltageB[i]!, 1), rounded(frame.voltageC[i]!, 1)];
}
