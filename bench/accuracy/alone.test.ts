import { expect, test } from 'vitest';
import { scoreStalls } from '../../app/commands/evaluate-score.ts';
import { chineseCalendar } from '../../registry/calendar.ts';
import { confounderNames, runAlone } from './alone.ts';
import { judge } from './folder.ts';
import { cityToJudge, simulate } from './simulated-city.ts';

/** Cities that were tuned on: this keeps the promise; how well it carries over to others is measured by `--alone`. */
const city = { seed: 611, projects: 24, days: 100, until: '2026-10-31', mostSites: 2 };
/** With months of work before it, as a festival has. */
const festival = { seed: 731, days: 150, until: '2026-03-31' };

test.each(confounderNames)('%s alone makes nobody stalled who is not', (names) => {
  const span = names === 'spring-festival' ? festival : {};
  expect(runAlone({ ...city, names, ...span }).falseStalls).toEqual([]);
});

/** Road sites whose meter carries a heated camp as well, and crews with diesel machines that are a tenth of it. */
const diesel = { names: 'diesel-phase', projects: 30, days: 120, until: '2026-10-31' };
/** Of such a city only sites that used to be called stalled: the whole of it is measured by `--alone`. */
test.each([
  [731, ['P0010', 'P0018', 'P0019', 'P0030']],
  [735, ['P0021']],
  [736, ['P0022']],
])('a crew with diesel machines is not stalled, city %d', (seed, wanted) => {
  const city = cityToJudge({ ...diesel, seed });
  const sites = city.sites.filter(({ id }) => wanted.includes(id));
  const { truth, days, findings } = judge(simulate(city, sites));
  expect(scoreStalls(truth, days, findings, chineseCalendar()).wrong).toEqual([]);
});
