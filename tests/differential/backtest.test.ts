import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { backtest } from '../../app/commands/backtest.ts';
import { readActivity, readFindings, type SaidFinding } from '../../app/commands/evaluate-files.ts';
import { dayText } from '../../rules/city-days.ts';
import { generateCity } from '../../simulators/city/city.ts';
import { SiteRun } from '../../simulators/load/site-run.ts';
import { Frame } from '../../simulators/meters/frame.ts';
import { tellDay } from '../../simulators/meters/telling.ts';
import { Random } from '../../simulators/random.ts';
import { writeRegistry } from '../../simulators/runs/registry-files.ts';
import { dayStartMs } from '../../simulators/surroundings/days.ts';
import { LiveCity } from './live-city.ts';

const city = generateCity({
  seed: 613,
  projects: 13,
  startDay: '2026-08-20',
  asOf: '2026-10-05',
  stallShare: 0.4,
  with: 'late-backlog,out-of-order,duplicates,meter-swap,rain',
});
const lastDay = city.firstDay + 46;
const daysARound = 3;

/** One day of one meter, as text for a file and as a message. */
interface Sent {
  day: number;
  meter: string;
  lines: string[];
  readings: { time: number; energy_kwh: number; power_kw: number; voltage_v: number }[];
}

function sentOf(): Sent[] {
  const frame = new Frame();
  const all: Sent[] = [];
  for (const site of city.sites) {
    const run = new SiteRun(site, city.surroundings, city.firstDay);
    while (run.day < lastDay) {
      run.next();
      for (const load of run.loads) {
        const { id, count, timeMs, energyKwh, powerKw, voltageA } = tellDay(frame, run, load);
        const readings = Array.from({ length: count }, (_, i) => ({
          time: timeMs[i]!,
          energy_kwh: energyKwh[i]!,
          power_kw: Math.round(1000 * powerKw[i]!) / 1000,
          voltage_v: Math.round(voltageA[i]!),
        }));
        const lines = readings.map(
          ({ time, energy_kwh, power_kw, voltage_v }) =>
            `${id},${new Date(time).toISOString()},${energy_kwh},${power_kw},${voltage_v}`,
        );
        all.push({ day: run.day, meter: id, lines, readings });
      }
    }
  }
  return all;
}

const summary = ({ project, kind, level, since, opened, closed }: Omit<SaidFinding, 'yellowOn'>) =>
  [project, kind, level, since, opened, closed].join(' ');

test('a backtest of a city, in any order of its readings, says what it said while it ran', {
  timeout: 240_000,
}, async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'liangshai-backtest-'));
  const sent = sentOf();
  const live = await LiveCity.open(city.registry, dayStartMs(city.firstDay));
  try {
    const random = new Random(1);
    const arrival = new Map(
      sent.map((one) => [one, Math.min(lastDay, one.day + (random.chance(0.1) ? random.whole(1, 6) : 0))]),
    );
    for (let day = city.firstDay; day <= lastDay; day += 1) {
      live.clock.nowMs = dayStartMs(day + 1);
      const now = sent.filter((one) => arrival.get(one) === day && one.readings.length > 0);
      await live.send(
        now.map(({ meter, readings }) => ({
          topic: `meters/${meter}/readings`,
          payload: Buffer.from(JSON.stringify(readings)),
          sender: meter,
          receivedMs: live.clock.nowMs,
        })),
      );
      if (day % daysARound === 0 || day === lastDay) await live.evaluate();
    }

    await writeRegistry(city.registry, directory);
    const lines = sent.flatMap((one) => one.lines);
    for (let i = lines.length - 1; i > 0; i -= 1) {
      const j = random.whole(0, i);
      [lines[i], lines[j]] = [lines[j]!, lines[i]!];
    }
    const file = path.join(directory, 'readings.csv');
    await writeFile(file, `meter,time,energy_kwh,power_kw,voltage_v\n${lines.join('\n')}\n`);
    const out = path.join(directory, 'out');
    await backtest({ registry: directory, readings: [file], out, until: dayText(lastDay) });

    const findings = await live.parts.records.findings({});
    const told = await readFindings(path.join(out, 'findings.csv'));
    expect(told.length).toBeGreaterThan(3);
    expect(findings.map(summary).sort()).toEqual(told.map(summary).sort());
    const range = { fromMs: dayStartMs(city.firstDay), toMs: dayStartMs(lastDay + 1) };
    const days = await live.parts.readings.activity(null, range, 'day');
    const states = days.map(
      ({ project, timeMs, state }) =>
        `${project} ${dayText(Math.round((timeMs + 8 * 3_600_000) / 86_400_000))} ${state}`,
    );
    const activity = await readActivity(path.join(out, 'activity.csv'));
    expect(states.sort()).toEqual(
      activity.map(({ project, date, state }) => `${project} ${date} ${state}`).sort(),
    );
    expect(await readFile(path.join(out, 'standings.csv'), 'utf8')).toContain(',project,');
  } finally {
    await live.close();
    await rm(directory, { recursive: true, force: true });
  }
});
