// SQLite takes 32,766 parameters in a statement.
const idsAtOnce = 10_000;

/** The ids in lists that are short enough for one statement. */
export function* parts(ids: readonly string[]): Iterable<string[]> {
  for (let from = 0; from < ids.length; from += idsAtOnce) yield ids.slice(from, from + idsAtOnce);
}
