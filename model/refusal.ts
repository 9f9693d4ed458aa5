/** Why a message or a reading was not taken. Stable: operators filter by it and installers look it up. */
export const refusalCodes = [
  'unknown-topic',
  'unknown-profile',
  'unreadable',
  'bad-checksum',
  'device-error',
  'unsupported',
  'no-reading',
  'unknown-meter',
  'foreign-meter',
  'no-time',
  'before-installation',
  'after-removal',
  'in-the-future',
  'too-late',
  'negative-register',
  'beyond-register',
  'over-capacity',
  'too-large',
  'store-refused',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** An expected "no" as a value: a stable code and one line for a human. */
export interface Refusal {
  code: RefusalCode;
  detail: string;
}
