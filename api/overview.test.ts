import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityStates } from '../model/activity.ts';
import { namesOf } from './names.ts';
import { countStates, overviewOf } from './overview.ts';
import type { ProjectItem } from './schemas/project.ts';
import { smallRegistry } from './small-registry.fixture.ts';

const names = namesOf(smallRegistry());
const city = { name: { zh: '宁波', en: 'Ningbo' }, zone: 'Asia/Shanghai', simulated: true };

function item(over: Partial<ProjectItem>): ProjectItem {
  return {
    id: 'P1',
    name: '项目P1',
    district: names.district('HS'),
    department: names.department('HB'),
    category: 'housing',
    stage: 'construction',
    longitude: null,
    latitude: null,
    state: 'working',
    stateDay: '2026-11-23',
    index: 100,
    excused: null,
    powerKw: null,
    energyTodayKwh: null,
    lastHeardMs: null,
    meters: 1,
    metersLive: 1,
    findings: [],
    ...over,
  };
}

const anyItem = fc
  .record({
    state: fc.constantFrom(...activityStates),
    excused: fc.constantFrom(null, '春节'),
    district: fc.constantFrom('HS', 'GX').map((id) => names.district(id)),
    powerKw: fc.option(fc.nat(10_000).map((watts) => watts / 1000)),
  })
  .map(item);

test.each([
  ['nothing is known', ['unknown', 'unknown'], null],
  ['unknown counts neither way', ['working', 'idle', 'unknown'], 0.5],
  ['without electricity is not working', ['working', 'off', 'off', 'off'], 0.25],
] as const)('working share: %s', (_, states, share) => {
  expect(countStates(states.map((state) => item({ state }))).workingShare).toBe(share);
});

test('an excused stop counts neither way, excused work counts as work', () => {
  const counts = countStates([
    item({ state: 'working', excused: '春节' }),
    item({ state: 'idle', excused: '春节' }),
    item({ state: 'off' }),
  ]);
  expect(counts).toMatchObject({ excused: 1, workingShare: 0.5 });
});

test('the districts add up to the city, and the states to the projects', () => {
  fc.assert(
    fc.property(fc.array(anyItem), (items) => {
      const sight = { asOfMs: 0, items, findings: [], names, standings: new Map(), evaluatedMs: null };
      const { counts, districts, powerKw } = overviewOf(sight, city, null);
      expect(counts.working + counts.idle + counts.off + counts.unknown).toBe(counts.projects);
      for (const figure of ['projects', 'working', 'idle', 'off', 'unknown', 'excused'] as const) {
        expect(districts.reduce((sum, district) => sum + district[figure], 0)).toBe(counts[figure]);
      }
      expect(districts.reduce((sum, district) => sum + district.powerKw, 0)).toBeCloseTo(powerKw, 6);
    }),
  );
});
