/** Where a fault lies: a file or a named source, counted from 1. */
export interface Place {
  source: string;
  line?: number;
  column?: string;
}

/** One thing that is wrong in a file, a configuration or an argument, in words a user can act on. */
export interface Fault {
  place: Place;
  message: string;
}

/** `projects.csv:3 district: …`; the form in which every fault reaches a terminal, a log and an API answer. */
export function faultText(fault: Fault): string {
  const { source, line, column } = fault.place;
  const at = line === undefined ? source : `${source}:${line}`;
  return column === undefined ? `${at}: ${fault.message}` : `${at} ${column}: ${fault.message}`;
}

/**
 * An error that a user can cause and mend. `code` is stable and for machines; `hint` says what to do;
 * `faults` lists every fault at once where there are several.
 */
export class LiangshaiError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly faults: readonly Fault[];

  constructor(
    code: string,
    message: string,
    hint: string,
    options: { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'LiangshaiError';
    this.code = code;
    this.hint = hint;
    this.faults = options.faults ?? [];
  }
}
