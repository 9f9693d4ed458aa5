// Transformations that put the answers of several queries side by side.
{
  // Rows that both answers have, by the column of that name.
  inner(column): { id: 'joinByField', options: { byField: column, mode: 'inner' } },
  // The same, and rows that only one has.
  outer(column): { id: 'joinByField', options: { byField: column, mode: 'outer' } },
  // Gives a column of one answer the name under which it is joined.
  rename(refId, from, to): {
    id: 'organize',
    filter: { id: 'byRefId', options: refId },
    options: { renameByName: { [from]: to } },
  },
}
