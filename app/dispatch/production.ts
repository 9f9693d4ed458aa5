import { type EnergySeries, intervalMs } from '../../model/energy.ts';
import type { ProductionDay } from '../../model/period-inputs.ts';
import type { Registry } from '../../model/registry.ts';
import type { ReadingsStore } from '../../store/readings.ts';
import { dayAt } from './due.ts';

/** What the production meters of completed projects drew a day, from the last milestone they reached to a moment. */
export async function productionDays(
  readings: Pick<ReadingsStore, 'energy'>,
  { projects, meters, milestones }: Registry,
  zone: string,
  toMs: number,
): Promise<ProductionDay[]> {
  const days: ProductionDay[] = [];
  for (const { id, stage } of projects) {
    if (stage !== 'completed' && stage !== 'production') continue;
    const own = meters.filter(({ project, role }) => project === id && role === 'production');
    const reached = milestones.flatMap(({ project, actual }) =>
      project === id && actual !== null ? [actual] : [],
    );
    const from = reached.sort().at(-1);
    if (own.length === 0 || from === undefined) continue;
    const fromMs = Temporal.PlainDate.from(from).toZonedDateTime(zone).epochMilliseconds;
    if (fromMs >= toMs) continue;
    const capacityKva = own.every((meter) => meter.capacityKva !== null)
      ? own.reduce((sum, meter) => sum + (meter.capacityKva ?? 0), 0)
      : null;
    const ids = [...new Set(own.map((meter) => meter.id))];
    const sums = new Map<string, number>();
    for await (const series of readings.energy(ids, { fromMs, toMs })) addDays(sums, series, zone);
    for (const [date, energyKwh] of sums) days.push({ project: id, date, energyKwh, capacityKva });
  }
  return days;
}

function addDays(sums: Map<string, number>, { startMs, kwh }: EnergySeries, zone: string): void {
  let [date, endMs] = ['', startMs];
  for (const [index, energyKwh] of kwh.entries()) {
    const timeMs = startMs + index * intervalMs;
    if (timeMs >= endMs) {
      const day = dayAt(timeMs, zone);
      [date, endMs] = [day.toString(), day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds];
    }
    if (!Number.isNaN(energyKwh)) sums.set(date, (sums.get(date) ?? 0) + energyKwh);
  }
}
