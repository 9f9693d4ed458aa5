import { expect, test } from 'vitest';
import { confounderNames, runAlone } from './alone.ts';

/** Cities that were tuned on: this keeps the promise; how well it carries over to others is measured by `--alone`. */
const city = { seed: 611, projects: 24, days: 100, until: '2026-10-31', mostSites: 2 };
/** With months of work before it, as a festival has. */
const festival = { seed: 731, days: 150, until: '2026-03-31' };

test.each(confounderNames)('%s alone makes nobody stalled who is not', (names) => {
  const span = names === 'spring-festival' ? festival : {};
  expect(runAlone({ ...city, names, ...span }).falseStalls).toEqual([]);
});
