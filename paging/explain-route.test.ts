import { expect, test } from 'vitest';
import { plainDepartment } from '../model/registry.fixture.ts';
import { explainRoute } from './explain-route.ts';
import { paging, project, World } from './plan/world.fixture.ts';
import { registryFaults } from './registry-faults.ts';

const time = Temporal.PlainDateTime.from('2026-11-24T10:00').toZonedDateTime('Asia/Shanghai');

test('who would be told is said with the route, the line and the hours', () => {
  const world = new World('2026-11-24T10:00', [project('P1')]);
  const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
  expect(explainRoute(world.configuration, world.registry, finding, time)).toEqual([
    'stalled yellow, since 2026-11-24: 项目 P1 (district YZ, department JT)',
    'route 2 → department/JT, at once',
    '  1. zhang (department/JT) by mail zhang@example.org, not from 22:00 to 07:00, the next after 4 h',
    '  2. li (department/JT) by mail li@example.org, not from 22:00 to 07:00, the next after 4 h',
    '  3. fan (department/FG) by mail fan@example.org, not from 22:00 to 07:00',
  ]);
});

test('why nobody is told now, who has acknowledged, and how it ended is said beside the audience', () => {
  const world = new World('2026-11-24T10:00', [project('P1')]);
  const finding = world.find('P1', 'stalled', 'yellow', '2026-11-24');
  world.excused.add('P1');
  world.until('2026-11-24T11:00');
  const last = () =>
    explainRoute(world.configuration, world.registry, finding, time, [...world.pages.values()]).slice(5);
  expect(last()).toEqual(['  nobody is told now: excused']);
  world.note(finding.id, 'acknowledged', '张三');
  world.run();
  expect(last()).toEqual(['  nobody is told now: excused', '  acknowledged by 张三']);
  world.end(finding);
  world.run();
  expect(last()).toEqual(['  over by measurement']);
});

test('a department without a duty is reached as the registry says', () => {
  const world = new World('2026-11-24T10:00', [project('P1', 'YZ', 'FG')], { ...paging, duties: {} });
  Object.assign(world.registry.departments[1]!, { dutyChannel: 'mail', dutyTarget: 'duty@fg.example.org' });
  const finding = world.find('P1', 'stalled', 'red', '2026-11-24');
  expect(explainRoute(world.configuration, world.registry, finding, time).at(-1)).toBe(
    '  1. FG (department/FG) by mail duty@fg.example.org, not from 22:00 to 07:00',
  );
});

test('what the registry and the configuration say of each other is checked', () => {
  const world = new World('2026-11-24T10:00', [], {
    ...paging,
    duties: {
      ...paging.duties,
      'department/XX': {
        shifts: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', people: ['zhang'] }],
        escalatesTo: 'district/YY',
      },
    },
    routes: [{ districts: ['ZZ'], to: 'department' }],
  });
  world.registry.departments.push(
    plainDepartment({ id: 'SL', name: '水利局', dutyChannel: 'fax', dutyTarget: '1' }),
  );
  world.registry.departments.push({ ...world.registry.departments.at(-1)!, id: 'WL', dutyChannel: null });
  const faults = registryFaults(world.configuration, world.registry);
  expect(faults.map(({ place, message }) => `${place.column}: ${message}`)).toEqual([
    'duties.department/XX: the registry has no department "XX"',
    'duties.department/XX.escalatesTo: the registry has no district "YY"',
    'duties.department/XX.shifts: nobody is on duty from mon 00:00 on; those above are told then',
    'routes.0.districts: the registry has no district "ZZ"',
    'duty_channel of SL: there is no channel "fax"',
    'duty_channel of WL: there is none, and paging.duties has no department/WL: its pages go up at once',
  ]);
});

test('a configuration without an operator is told at the start', () => {
  const { operator: _none, ...duties } = paging.duties;
  const world = new World('2026-11-24T10:00', [], { ...paging, duties });
  expect(registryFaults(world.configuration, world.registry).map(({ message }) => message)).toEqual([
    'nobody is the operator: what does not arrive, and storms, stand on the board only',
  ]);
});
