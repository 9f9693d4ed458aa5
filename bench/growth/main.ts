import { execFileSync } from 'node:child_process';
import { LiveCity } from '../../tests/differential/live-city.ts';
import { cityOf, instant, meter } from '../../tests/differential/registry.ts';

/*
 * `npm run bench:growth [-- meters…]`: what a meter-hour costs as the city grows. Three meters a project, a register every
 * 15 minutes, an evaluation every hour, on the embedded engines; each size in a process of its own.
 */
const minute = 60_000;
const hour = 60 * minute;
/** A longer run only repeats them, and at 42,000 meters each takes its time. */
const hours = 4;
const beginMs = instant('2026-11-23T00:00');
const messagesAtOnce = 500;

interface Cost {
  meters: number;
  ingestMicros: number;
  evaluationMicros: number;
  residentMb: number;
}

async function measure(count: number): Promise<Cost> {
  const meters = Array.from({ length: count }, (_, n) =>
    meter(`M${n}`, { project: `P${Math.floor(n / 3)}` }),
  );
  const city = await LiveCity.open(cityOf(meters), beginMs);
  const used = { ingest: 0, evaluation: 0 };
  const timed = async (what: keyof typeof used, act: () => Promise<void>): Promise<void> => {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    used[what] += user + system;
  };
  try {
    for (let passed = 1; passed <= hours; passed++) {
      city.clock.nowMs = beginMs + passed * hour + minute;
      await timed('ingest', () => sendHour(city, count, passed));
      await timed('evaluation', () => city.evaluate());
    }
    return {
      meters: count,
      ingestMicros: used.ingest / (count * hours),
      evaluationMicros: used.evaluation / (count * hours),
      residentMb: process.memoryUsage().rss / 2 ** 20,
    };
  } finally {
    await city.close();
  }
}

async function sendHour(city: LiveCity, count: number, passed: number): Promise<void> {
  const receivedMs = city.clock.nowMs;
  for (let quarter = 3; quarter >= 0; quarter--) {
    const time = beginMs + passed * hour - quarter * 15 * minute;
    for (let first = 0; first < count; first += messagesAtOnce) {
      const messages = Array.from({ length: Math.min(messagesAtOnce, count - first) }, (_, index) => {
        const id = `M${first + index}`;
        const payload = Buffer.from(JSON.stringify({ time, energy_kwh: 1000 + (time - beginMs) / hour }));
        return { topic: `meters/${id}/readings`, payload, sender: id, receivedMs };
      });
      await city.send(messages);
    }
  }
  await city.stored();
}

const [first = '', ...rest] = process.argv.slice(2);
if (first === 'one') {
  process.stdout.write(JSON.stringify(await measure(Number(rest[0]))));
} else {
  const sizes = first === '' ? ['420', '4200', '42000'] : [first, ...rest];
  process.stdout.write(
    '| meters | ingest, CPU µs a meter-hour | evaluation, CPU µs a meter-hour | the whole city, CPU s an hour | resident MB |\n',
  );
  process.stdout.write('|---|---|---|---|---|\n');
  const costs: Cost[] = [];
  for (const size of sizes) {
    const words = [import.meta.filename, 'one', size];
    const cost = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as Cost;
    costs.push(cost);
    const both = cost.ingestMicros + cost.evaluationMicros;
    const [ingest, evaluation, resident] = [cost.ingestMicros, cost.evaluationMicros, cost.residentMb].map(
      (figure) => Math.round(figure).toLocaleString('en'),
    );
    const whole = ((both * cost.meters) / 1e6).toFixed(1);
    const cells = [cost.meters.toLocaleString('en'), ingest, evaluation, whole, resident];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
  const [small, large] = [costs[0]!, costs.at(-1)!];
  const ratio = (name: 'ingestMicros' | 'evaluationMicros') => (large[name] / small[name]).toFixed(2);
  process.stdout.write(
    `\na meter-hour at ${large.meters.toLocaleString('en')} / at ${small.meters.toLocaleString('en')} meters: ingest ${ratio('ingestMicros')}, evaluation ${ratio('evaluationMicros')}\n`,
  );
}
