import { stringify } from 'csv-stringify/sync';
import { LiangshaiError } from '../../model/error.ts';
import type { Investment } from '../../model/progress.ts';
import type { City } from '../city/city.ts';
import { periodsUpTo } from '../city/plan-curve.ts';
import { investmentsOf } from '../city/progress.ts';
import type { DayNumber } from '../surroundings/days.ts';

export interface Reporter {
  /** The service's address without a path. */
  http: string;
  /** A user who may report investments. */
  user: string;
  password: string;
}

async function refusedBy(answer: Response, what: string): Promise<LiangshaiError> {
  const text = (await answer.text()).slice(0, 300);
  const hint = 'give a user who may report investments, and the password in LIANGSHAI_PASSWORD';
  return new LiangshaiError('reports-refused', `${what} answered ${answer.status}: ${text}`, hint);
}

async function signIn({ http, user, password }: Reporter): Promise<string> {
  const answer = await fetch(`${http}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  if (!answer.ok) throw await refusedBy(answer, `${http}/api/v1/session`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');
}

/** Sends reports as a person would: signed in, as one CSV file. */
async function send(reporter: Reporter, rows: readonly Investment[]): Promise<void> {
  const url = `${reporter.http}/api/v1/investments`;
  const body = stringify(
    rows.map(({ project, period, amountWan }) => [project, period, amountWan]),
    { header: true, columns: ['project', 'period', 'amount_wan'] },
  );
  const headers = { 'content-type': 'text/csv', cookie: await signIn(reporter) };
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw await refusedBy(answer, url);
}

/** Reports what the sites of a city have invested, each half month once, late ones when they come. */
export class InvestmentReports {
  readonly #city: City;
  readonly #reporter: Reporter;
  readonly #sent = new Set<string>();
  #day: DayNumber | null = null;

  constructor(city: City, reporter: Reporter) {
    this.#city = city;
    this.#reporter = reporter;
  }

  /** Sends what has become known by a day and was not sent yet; how many rows those were. */
  async upTo(day: DayNumber): Promise<number> {
    if (day === this.#day) return 0;
    const { sites, surroundings } = this.#city;
    const halfMonths = periodsUpTo(day, 'half-month');
    const keyOf = ({ project, period }: Investment) => `${project} ${period}`;
    const rows = sites
      .flatMap((site) => investmentsOf(site, surroundings, halfMonths))
      .filter((row) => !this.#sent.has(keyOf(row)));
    if (rows.length > 0) await send(this.#reporter, rows);
    for (const row of rows) this.#sent.add(keyOf(row));
    this.#day = day;
    return rows.length;
  }
}
