/**
 * All writes are on disk, or it throws. LMDB's own account of a failed commit is another promise, one a commit, and writes of one
 * call may lie in several commits: none of these may go unheard.
 */
export async function committed(writes: readonly Promise<boolean>[]): Promise<void> {
  for (const write of writes) write.catch(hear);
  await Promise.all(writes);
}

function hear(error: unknown): void {
  const { commitError } = error as { commitError?: Promise<never> };
  commitError?.catch(() => undefined);
}
