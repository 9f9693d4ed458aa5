import type { RecordEntry } from '../../api/schemas/record.ts';

/** What had been invested by the end of a day of this year, 万元. */
export interface InvestedPoint {
  day: string;
  totalWan: number;
}

/** The reports of one year added up, oldest first; it begins with nothing on New Year's Day. */
export function investedCurve(entries: readonly RecordEntry[], year: string): InvestedPoint[] {
  const curve: InvestedPoint[] = [{ day: `${year}-01-01`, totalWan: 0 }];
  const reports = entries
    .filter(({ kind, day }) => kind === 'investment' && day.startsWith(year))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  for (const { day, figures } of reports) {
    if (typeof figures.amountWan !== 'number') continue;
    // Cents, so that twenty-four sums stay exact.
    const cents = Math.round(curve.at(-1)!.totalWan * 100) + Math.round(figures.amountWan * 100);
    curve.push({ day, totalWan: cents / 100 });
  }
  return curve;
}
