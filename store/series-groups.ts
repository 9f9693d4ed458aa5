/** Cuts ids, in their order, into groups that have at most so many rows together, so that memory stays bounded. */
export function* seriesGroups(
  ids: readonly string[],
  counts: ReadonlyMap<string, number>,
  rowsAtOnce: number,
): Iterable<string[]> {
  let group: string[] = [];
  let rows = 0;
  for (const id of ids) {
    const count = counts.get(id) ?? 0;
    if (group.length > 0 && rows + count > rowsAtOnce) {
      yield group;
      group = [];
      rows = 0;
    }
    group.push(id);
    rows += count;
  }
  if (group.length > 0) yield group;
}
