import { LiangshaiError } from '../../model/error.ts';

/** Another process has the lock; it may soon let go. */
export const lockedCode = 'store-locked';

// Result codes: https://sqlite.org/rescode.html
const known: Record<number, { code: string; message: string; hint: string }> = {
  5: {
    code: lockedCode,
    message: 'is being written by another process',
    hint: 'wait until that command is done and try again',
  },
  8: {
    code: 'store-unwritable',
    message: 'cannot be written',
    hint: 'give the user that runs liangshai the right to write to the data directory',
  },
  11: {
    code: 'store-corrupt',
    message: 'is damaged',
    hint: 'it was left untouched: move it away and run `liangshai restore` from a backup',
  },
  13: {
    code: 'store-full',
    message: 'has no room on its disk',
    hint: 'make room; a running service goes on by itself',
  },
  14: {
    code: 'store-unwritable',
    message: 'cannot be opened',
    hint: 'check that the data directory is there and may be written',
  },
  26: {
    code: 'store-corrupt',
    message: 'is no SQLite file',
    hint: 'it was left untouched: move it away and run `liangshai restore` from a backup',
  },
};

const unwritable = ['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** The error as one clear line where its cause is known; any other as it is. */
export function sqliteError(path: string, error: unknown): unknown {
  if (error instanceof Error && 'code' in error && unwritable.includes(String(error.code))) {
    return new LiangshaiError('store-unwritable', `${path} cannot be made`, known[14]!.hint, {
      cause: error,
    });
  }
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  // The low byte is the primary code, the rest tells it more precisely.
  const cause = known[error.errcode & 0xff];
  if (cause === undefined) return error;
  return new LiangshaiError(cause.code, `${path} ${cause.message}`, cause.hint, { cause: error });
}
