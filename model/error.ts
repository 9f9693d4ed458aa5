/** Where a fault lies: a file or a named source, counted from 1. */
export interface Place {
  source: string;
  /** Of a workbook. */
  sheet?: string;
  line?: number;
  /** The column by its title. */
  column?: string;
  /** The cell in the notation of spreadsheets, `D7`. */
  cell?: string;
}

/** One thing that is wrong in a file, a configuration or an argument, in words a user can act on. */
export interface Fault {
  place: Place;
  message: string;
  /** The message in Chinese, where an office reads it. */
  zh?: string;
}

/** What is wrong, in both languages. */
export type Wrong = Required<Pick<Fault, 'message' | 'zh'>>;

/**
 * `projects.csv:3 district: …`, `report.xlsx 投资!D7 完成投资: …`; the form in which every fault reaches a terminal,
 * a log and an API answer.
 */
export function faultText(fault: Fault): string {
  const { source, sheet, line, column, cell } = fault.place;
  const file = sheet === undefined ? source : `${source} ${sheet}`;
  const lined = line === undefined ? file : `${file}:${line}`;
  const at = cell === undefined ? lined : `${file}!${cell}`;
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
