/**
 * The columns after the first by the numbers in the first, in whose order the rows come. Only the number that is under
 * way is gathered: with the columns as a whole, memory would hold a city's day twice.
 */
export async function cutByNumber(
  chunks: AsyncIterable<Float64Array[]>,
): Promise<Map<number, Float64Array[]>> {
  const cuts = new Map<number, Float64Array[]>();
  let gathered: Float64Array[] = [];
  let count = 0;
  let current: number | null = null;
  const cut = () => {
    if (current !== null)
      cuts.set(
        current,
        gathered.map((column) => column.slice(0, count)),
      );
    count = 0;
  };
  for await (const [numbers, ...rest] of chunks) {
    for (let from = 0; from < numbers!.length; ) {
      const number = numbers![from]!;
      let to = from + 1;
      while (to < numbers!.length && numbers![to] === number) to++;
      if (number !== current) cut();
      current = number;
      gathered = withRoom(gathered, rest.length, count + to - from);
      for (const [index, column] of rest.entries()) gathered[index]!.set(column.subarray(from, to), count);
      count += to - from;
      from = to;
    }
  }
  cut();
  return cuts;
}

/** The same columns, or longer ones with what they hold. */
function withRoom(columns: Float64Array[], width: number, length: number): Float64Array[] {
  if (columns.length === width && columns[0]!.length >= length) return columns;
  return Array.from({ length: width }, (_, index) => {
    const longer = new Float64Array(2 * length);
    longer.set(columns[index] ?? []);
    return longer;
  });
}
