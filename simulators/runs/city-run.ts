import type { City } from '../city/city.ts';
import { SiteRun } from '../load/site-run.ts';
import { inPlace } from '../meters/register.ts';
import { dayAt } from '../surroundings/days.ts';
import { sendBacklog } from './backlog.ts';
import type { InvestmentReports } from './investment-reports.ts';
import { LiveCity, linkOf } from './live.ts';
import { MeterLinks } from './meter-links.ts';
import type { TruthFile } from './truth.ts';

/** What a run tells of itself while it goes on; one line of JSON each when nobody watches a terminal. */
export type RunEvent =
  | { event: 'backlog'; readings: number; ofReadings: number; projects: number; ofProjects: number }
  | { event: 'backlog-done'; readings: number; seconds: number }
  | { event: 'connected'; meters: number; ofMeters: number }
  | { event: 'live'; readings: number; perSecond: number }
  | { event: 'stopped'; readings: number; live: number; liveSeconds: number };

export interface CityRunOptions {
  city: City;
  /** `mqtt://host:port`; null: the backlog only. */
  broker: string | null;
  /** Where the backlog goes; null: nowhere, and `sinceMs` does not matter. */
  http: string | null;
  secrets: ReadonlyMap<string, string>;
  /** The backlog begins here; null: there is none. */
  sinceMs: number | null;
  /** Reports investments as they become known; null: nobody does. */
  reports: InvestmentReports | null;
  /** Takes down what really happens, a day at a time; null: nobody does. */
  truth: TruthFile | null;
  intervalS: number;
  cityNowMs: () => number;
  report: (event: RunEvent) => void;
  onError: (message: string) => void;
  signal: AbortSignal;
}

const reportMs = 15_000;
const progressMs = 250;

/** At most one call in so many milliseconds, the first at once. */
function atMostEvery<T>(ms: number, call: (argument: T) => void): (argument: T) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (argument) => {
    if (performance.now() - last < ms) return;
    last = performance.now();
    call(argument);
  };
}

/** Sends the backlog, then lets every meter speak until the signal. */
export async function runCity(options: CityRunOptions): Promise<void> {
  const { city, report, signal } = options;
  const runs = city.sites.map((site) => new SiteRun(site, city.surroundings, city.firstDay));
  const sent = await backlog(options, runs);
  await newDay(options);
  const spoken =
    options.broker === null || signal.aborted ? nothing : await live(options, options.broker, runs);
  report({ event: 'stopped', readings: sent + spoken.live, ...spoken });
}

/** What is told once a day: investments that have become known, and what happens today. */
async function newDay({ reports, truth, cityNowMs }: CityRunOptions): Promise<void> {
  const today = dayAt(cityNowMs());
  await truth?.upTo(today);
  await reports?.upTo(today);
}

async function backlog(options: CityRunOptions, runs: readonly SiteRun[]): Promise<number> {
  const { http, sinceMs, secrets, cityNowMs, report, signal } = options;
  const untilMs = cityNowMs();
  const wanted = http !== null && sinceMs !== null;
  const began = performance.now();
  const sent = await sendBacklog({
    runs,
    target: wanted ? { http, secret: secrets.get('GW-CITY') ?? '' } : null,
    sinceMs: sinceMs ?? untilMs,
    untilMs,
    onProgress: atMostEvery(progressMs, (progress) => report({ event: 'backlog', ...progress })),
    signal,
  });
  const seconds = Math.round(performance.now() - began) / 1000;
  if (wanted && !signal.aborted) report({ event: 'backlog-done', readings: sent, seconds });
  return sent;
}

/** Readings that the broker has acknowledged, and the seconds over which meters spoke. */
interface Spoken {
  live: number;
  liveSeconds: number;
}

const nothing: Spoken = { live: 0, liveSeconds: 0 };

async function live(options: CityRunOptions, broker: string, runs: readonly SiteRun[]): Promise<Spoken> {
  const { secrets, report, onError, signal } = options;
  const complain = atMostEvery(5000, onError);
  const senders = runs.flatMap((run) =>
    run.loads
      .filter((load) => [null, 'breaks'].includes(linkOf(run, load)))
      .map(({ meter }) => meter.gateway ?? inPlace(meter, run.day).id),
  );
  const links = new MeterLinks(senders, {
    broker,
    secrets,
    onError: (id, error) => complain(`${id} at ${broker}: ${error.message}`),
  });
  const city = new LiveCity({ runs, links, intervalS: options.intervalS, cityNowMs: options.cityNowMs });
  const opening = setInterval(
    () => report({ event: 'connected', meters: links.connected, ofMeters: links.senders }),
    500,
  );
  await links.open(signal);
  clearInterval(opening);
  const began = performance.now();
  if (!signal.aborted) {
    report({ event: 'connected', meters: links.connected, ofMeters: links.senders });
    city.start();
    await untilAborted(signal, () => {
      report({ event: 'live', ...links.rate() });
      newDay(options).catch((error: Error) => complain(error.message));
    });
  }
  city.stop();
  const liveSeconds = Math.round(performance.now() - began) / 1000;
  await links.close();
  return { live: links.acknowledged, liveSeconds };
}

function untilAborted(signal: AbortSignal, onReport: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(onReport, reportMs);
    const done = () => {
      clearInterval(timer);
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}
