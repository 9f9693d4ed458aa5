import { periodOf } from '../../model/period.ts';
import type { Registry } from '../../model/registry.ts';
import { type Forecast, forecastOf } from '../../rules/forecast/forecast.ts';
import { dayAt } from './due.ts';
import type { InputParts } from './read-inputs.ts';

/** So much activity is looked at: with a year behind it the errors of the past are known. */
const daysBack = 365;

/** Forecasts from the stores; the same question is answered from memory while the day and the registry are the same. */
export class Forecasts {
  readonly #parts: InputParts;
  #registry: Registry | null = null;
  #day = '';
  readonly #answers = new Map<string, Promise<Forecast[]>>();

  constructor(parts: InputParts) {
    this.#parts = parts;
  }

  of(projects: readonly string[] | null, nowMs: number): Promise<Forecast[]> {
    const { registry, zone } = this.#parts;
    const [known, day] = [registry(), dayAt(nowMs, zone).toString()];
    if (this.#registry !== known || this.#day !== day) this.#answers.clear();
    [this.#registry, this.#day] = [known, day];
    const key = JSON.stringify(projects);
    const answer = this.#answers.get(key) ?? forecastNow(this.#parts, projects, nowMs);
    this.#answers.set(key, answer);
    // What failed is asked again.
    answer.catch(() => this.#answers.delete(key));
    return answer;
  }
}

/** The investment of the month, the quarter and the year that run, with an interval and the errors of the past. */
async function forecastNow(
  { readings, registry, zone, calendar, rules }: InputParts,
  projects: readonly string[] | null,
  nowMs: number,
): Promise<Forecast[]> {
  const today = dayAt(nowMs, zone);
  const asOf = today.subtract({ days: 1 });
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  const range = { fromMs: midnight(today.subtract({ days: daysBack })), toMs: midnight(today) };
  const days = await readings.activity(projects, range, 'day');
  const chosen = projects === null ? null : new Set(projects);
  const isChosen = (row: { project: string }) => chosen?.has(row.project) ?? true;
  const known = registry();
  const { forecast, standings } = await rules();
  return forecastOf(
    (['month', 'quarter', 'year'] as const).map((kind) => periodOf(today, kind)),
    {
      timeZone: zone,
      asOf: asOf.toString(),
      calendar,
      projects: known.projects.filter(({ id }) => chosen?.has(id) ?? true),
      investments: known.investments.filter(isChosen),
      plans: known.plans.filter(isChosen),
      suspensions: known.suspensions.filter((row) => row.project === '*' || isChosen(row)),
      days,
    },
    { ...forecast, reportDays: standings.reportDays },
  );
}
