import { expect, test } from 'vitest';
import { Route, type Routed, routesOf } from './route.ts';

const routes = [
  { kinds: ['meter-silent', 'meter-fault'], to: 'operator', digest: true },
  { districts: ['secret'], to: 'nobody' },
  { levels: ['red'], to: 'district', continue: true },
  { departments: ['rail'], levels: ['watch'], to: 'department', digest: true },
  { departments: ['rail'], to: 'department', continue: true },
  { departments: ['rail'], to: 'operator' },
  { to: 'department' },
].map((route) => Route.parse(route));

test.each([
  [{ kind: 'meter-silent' }, ['operator digest'], 'meters go to those who mend them'],
  [{ level: 'yellow' }, ['department/JT'], 'the last route takes the rest'],
  [{ level: 'red' }, ['district/YZ', 'department/JT'], '`continue` goes on to the next that matches'],
  [{ department: 'rail', level: 'watch' }, ['department/rail digest'], 'all conditions must hold'],
  [
    { department: 'rail', level: 'red' },
    ['district/YZ', 'department/rail', 'operator'],
    'a route without `continue` ends it',
  ],
  [{ district: 'secret', level: 'red' }, [], '`nobody` ends it too'],
] as [Partial<Routed>, string[], string][])('%j goes to %j: %s', (given, audiences) => {
  const routed: Routed = { kind: 'stalled', level: 'yellow', district: 'YZ', department: 'JT', ...given };
  const answers = routesOf(routes, routed);
  expect(answers.map(({ audience, digest }) => `${audience}${digest ? ' digest' : ''}`)).toEqual(audiences);
});

test('an audience that two routes name is told once, as the first of them says', () => {
  const twice = [{ to: 'department', digest: true, continue: true }, { to: 'department' }].map((route) =>
    Route.parse(route),
  );
  const routed: Routed = { kind: 'stalled', level: 'red', district: 'YZ', department: 'JT' };
  expect(routesOf(twice, routed)).toEqual([{ route: 0, audience: 'department/JT', digest: true }]);
});
