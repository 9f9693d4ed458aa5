import { LiangshaiError } from '../../model/error.ts';

/** What DuckDB says when a file cannot be opened, and what a user can do about it. */
const known: { pattern: RegExp; code: string; message: string; hint: string }[] = [
  {
    pattern: /could not set lock/i,
    code: 'store-locked',
    message: 'is in use by another process',
    hint: 'stop the other liangshai on this data directory, or give this one a data directory of its own',
  },
  {
    pattern: /newer version of duckdb|unsupported.*version|version number.*read/i,
    code: 'store-newer',
    message: 'was written by a newer version',
    hint: 'run the newer liangshai again, or restore a backup made with this version',
  },
  {
    pattern: /not a valid duckdb database|corrupt|checksum|serialization error|deserializ|could not read/i,
    code: 'store-corrupt',
    message: 'is damaged or no DuckDB file',
    hint: 'it was left untouched: move it away and run `liangshai restore` from a backup',
  },
  {
    pattern: /permission denied|read-only|EACCES|EROFS|ENOTDIR|EEXIST/i,
    code: 'store-unwritable',
    message: 'cannot be written',
    hint: 'give the user that runs liangshai the right to write to the data directory',
  },
];

/** The error as one clear line where its cause is known; else with DuckDB's own first line. */
export function duckDbError(path: string, error: unknown): LiangshaiError {
  if (error instanceof LiangshaiError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const cause = known.find((entry) => entry.pattern.test(text));
  if (cause) return new LiangshaiError(cause.code, `${path} ${cause.message}`, cause.hint, { cause: error });
  return new LiangshaiError(
    'store-failed',
    `${path} cannot be opened: ${text.split('\n')[0]}`,
    'check the disk and the rights on the data directory',
    { cause: error },
  );
}
