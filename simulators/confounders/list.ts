import { LiangshaiError } from '../../model/error.ts';
import { cityWide } from './city-wide.ts';
import type { Confounder } from './confounder.ts';
import { falseActivity } from './false-activity.ts';
import { happenings } from './happenings.ts';
import { meterFaults } from './meter-faults.ts';
import { network } from './network.ts';
import { supply } from './supply.ts';

/** Every confounder by its room; a new one is added to the list of its file. */
export const confounders: readonly Confounder[] = [
  ...happenings,
  ...supply,
  ...falseActivity,
  ...meterFaults,
  ...network,
  ...cityWide,
];

/** Confounders with the chance that a site meets each in a quarter of a year. */
export type Mix = ReadonlyMap<Confounder, number>;

/** What any real city has a little of. */
const everyday: Record<string, number> = {
  'lost-gateway': 0.03,
  'late-backlog': 0.02,
  'dead-gateway': 0.012,
  duplicates: 0.02,
  'out-of-order': 0.01,
  'gateway-reboot': 0.02,
  garbage: 0.01,
  'lost-phase': 0.012,
  spikes: 0.01,
  'zero-glitch': 0.01,
  'coarse-steps': 0.02,
  'clock-drift': 0.015,
  reset: 0.006,
  'diesel-phase': 0.03,
  generator: 0.02,
  pv: 0.02,
  outage: 0.02,
  curing: 0.05,
  inspection: 0.03,
  'slow-crew': 0.04,
  'night-shift': 0.02,
  'cutter-change': 0.15,
  breakthrough: 0.06,
  'camp-heating': 0.04,
  'ev-charging': 0.03,
  pumps: 0.03,
  'other-tenant': 0.02,
  'dummy-load': 0.15,
};

/** A name alone meets half of the sites that it fits; the more names, the rarer each. */
function chanceAmong(names: number): number {
  return Math.min(0.5, 0.9 / names);
}

/**
 * Reads `--with`: `everyday`, `none`, `all`, or names with commas.
 * @throws LiangshaiError `unknown-confounder` that lists every name there is
 */
export function mixOf(words: string): Mix {
  if (words === 'none') return new Map();
  const byName = new Map(confounders.map((each) => [each.name, each]));
  if (words === 'everyday') {
    return new Map(Object.entries(everyday).map(([name, chance]) => [byName.get(name)!, chance]));
  }
  const names = words === 'all' ? [...byName.keys()] : words.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !byName.has(name));
  if (unknown.length > 0) {
    throw new LiangshaiError(
      'unknown-confounder',
      `there is no confounder called ${unknown.join(', ')}`,
      `choose from everyday, none, all, ${[...byName.keys()].join(', ')}`,
    );
  }
  return new Map(names.map((name) => [byName.get(name)!, chanceAmong(names.length)]));
}
