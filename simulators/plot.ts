import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Category, categories } from './city/categories.ts';
import { type City, generateCity } from './city/city.ts';
import type { Site } from './city/site.ts';
import { liveDay } from './life/day.ts';
import type { PhaseKind } from './life/phases.ts';
import { SiteRun } from './load/site-run.ts';
import { type DayNumber, dayText, stepsPerDay, weekday } from './surroundings/days.ts';

/** Draws a week of one site of each category into `docs/load`: `node simulators/plot.ts [directory]`. */

const shown: Record<Category, { phase: PhaseKind; title: string }> = {
  rail: { phase: 'tunnelling', title: '轨道交通 · 盾构掘进 — rail, shield driving' },
  housing: { phase: 'structure', title: '住房 · 主体结构 — housing, structure' },
  public: { phase: 'fit-out', title: '医院学校 · 装饰装修 — hospital and school, fit-out' },
  road: { phase: 'earthworks', title: '路桥 · 路基土方（柴油机械） — road, earthworks with diesel machines' },
  water: { phase: 'foundation', title: '水利 · 基坑降水 — water works, foundation with dewatering' },
  factory: { phase: 'structure', title: '厂房 · 钢结构 — factory, steel frame' },
  energy: { phase: 'commissioning', title: '能源 · 设备调试 — energy, commissioning' },
  port: { phase: 'piling', title: '港口 · 水工桩基 — port, piling' },
};

const width = 960;
const height = 286;
const frame = { left: 62, right: 14, top: 46, bottom: 58 };
const week = 7;

const weekdays = [
  '周一 Mon',
  '周二 Tue',
  '周三 Wed',
  '周四 Thu',
  '周五 Fri',
  '周六 Sat',
  '周日 Sun',
] as const;

/** What a day was, for its note below the axis; anything rarer stands as truth calls it. */
const reasons: Readonly<Record<string, string>> = {
  work: '施工 work',
  weekend: '休息 rest',
  rain: '雨停 rain',
  'short-break': '短停 break',
  holiday: '假日 holiday',
};

interface Week {
  site: Site;
  from: DayNumber;
  workKw: Float64Array;
  totalKw: Float64Array;
  notes: { date: string; weekday: string; why: string }[];
}

/** The first Monday on which a site of the category stands in the wanted phase for a week and mostly works. */
function findWeek(city: City, category: Category): { site: Site; from: DayNumber } {
  const lastDay = city.firstDay + city.sites.length;
  for (let from = city.firstDay + 21; from < lastDay; from++) {
    if (weekday(from) !== 1) continue;
    const site = city.sites.find((each) => {
      if (each.category !== category || (category === 'rail' && !each.roundTheClock)) return false;
      if (category === 'road' && !each.diesel) return false;
      const days = Array.from({ length: week }, (_, i) => liveDay(each, city.surroundings.on(from + i)));
      const working = days.filter((day) => day.state === 'working').length;
      return working >= 5 && days.every((day) => day.phase === shown[category].phase);
    });
    if (site !== undefined) return { site, from };
  }
  throw new RangeError(`no ${category} site in ${shown[category].phase}`);
}

function weekOf(city: City, category: Category): Week {
  const { site, from } = findWeek(city, category);
  const run = new SiteRun(site, city.surroundings, city.firstDay);
  const workKw = new Float64Array(week * stepsPerDay);
  const totalKw = new Float64Array(week * stepsPerDay);
  const notes: Week['notes'] = [];
  while (run.day < from + week - 1) {
    const day = run.next();
    const at = (run.day - from) * stepsPerDay;
    if (at < 0) continue;
    notes.push({
      date: dayText(run.day).slice(5),
      weekday: weekdays[weekday(run.day) - 1]!,
      why: reasons[day.why] ?? day.why,
    });
    for (const load of run.loads) {
      for (let step = 0; step < stepsPerDay; step++) {
        workKw[at + step]! += load.workKw[step]!;
        totalKw[at + step]! += load.kw[step]!;
      }
    }
  }
  return { site, from, workKw, totalKw, notes };
}

/** A number not below the value whose quarters are round too. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factors = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10];
  return factors.map((factor) => Math.round(factor * power)).find((each) => each >= value) ?? value;
}

function area(values: Float64Array, most: number): string {
  const plotWidth = width - frame.left - frame.right;
  const plotHeight = height - frame.top - frame.bottom;
  const floor = height - frame.bottom;
  const points = [...values].map((value, i) => {
    const x = frame.left + (plotWidth * i) / values.length;
    return `${x.toFixed(1)},${(floor - (plotHeight * value) / most).toFixed(1)}`;
  });
  return `${frame.left},${floor} ${points.join(' ')} ${width - frame.right},${floor}`;
}

function draw(title: string, { site, workKw, totalKw, notes }: Week): string {
  const most = roundUp(Math.max(...totalKw));
  const standing = totalKw.map((total, i) => total - workKw[i]!);
  const dayWidth = (width - frame.left - frame.right) / week;
  const plotHeight = height - frame.top - frame.bottom;
  const floor = height - frame.bottom;
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = floor - plotHeight * share;
    return `<path d="M${frame.left} ${y}H${width - frame.right}" stroke="#e2e6ed"/><text x="${frame.left - 7}" y="${y + 4}" text-anchor="end">${(most * share).toLocaleString('en')}</text>`;
  });
  const days = notes.map(({ date, weekday: name, why }, i) => {
    const x = frame.left + dayWidth * i;
    const middle = x + dayWidth / 2;
    return `<path d="M${x} ${frame.top}V${floor + 6}" stroke="#c3cad6"/><path d="M${middle} ${floor}V${floor + 4}" stroke="#c3cad6"/>
<text x="${middle}" y="${floor + 15}" text-anchor="middle" font-size="9.5" fill="#8792a4">12:00</text>
<text x="${middle}" y="${floor + 30}" text-anchor="middle">${date} ${name}</text><text x="${middle}" y="${floor + 46}" text-anchor="middle" fill="${why.endsWith('work') ? '#b4691f' : '#5f6f88'}">${why}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#4a5568">
<title>${title}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${frame.left}" y="18" font-size="14" fill="#1a202c">${title}</text>
<text x="${width - frame.right}" y="18" text-anchor="end">${site.name}（模拟 simulated）</text>
<text x="${frame.left - 48}" y="36">功率 power, kW — 15 分钟平均 15-minute mean</text>
<text x="${width - frame.right}" y="36" text-anchor="end"><tspan fill="#d9822b">■ 施工 work</tspan>  <tspan fill="#7b8ca6">■ 值守 standing load</tspan></text>
${lines.join('')}${days.join('')}
<polygon points="${area(totalKw, most)}" fill="#f0a35a"/>
<polygon points="${area(standing, most)}" fill="#9fb0c8"/>
</svg>
`;
}

const directory = process.argv[2] ?? path.join(import.meta.dirname, '..', 'docs', 'load');
const city = generateCity({
  seed: 7,
  projects: 420,
  startDay: '2026-10-12',
  asOf: '2026-11-23',
  with: 'none',
});
await mkdir(directory, { recursive: true });
for (const category of categories) {
  await writeFile(
    path.join(directory, `${category}.svg`),
    draw(shown[category].title, weekOf(city, category)),
  );
}
