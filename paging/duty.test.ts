import { expect, test } from 'vitest';
import { Duty, gapOf, lineAt } from './duty.ts';

const duty = Duty.parse({
  shifts: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30', people: ['zhang', 'li'] },
    { days: ['fri'], from: '17:30', to: '09:00', people: ['wang'] },
    { days: ['sat', 'sun'], people: ['zhao'] },
  ],
  exceptions: [
    { from: '2026-10-01', to: '2026-10-07', people: ['qian'] },
    { from: '2026-10-03', to: '2026-10-03', people: ['sun'] },
  ],
});

// 2026-11-27 is a Friday.
test.each([
  ['2026-11-27T09:00', ['zhang', 'li'], 'the week, in its order'],
  ['2026-11-27T17:30', ['wang'], 'the next shift at its first minute'],
  ['2026-11-28T03:00', ['wang'], "Friday's night goes on into Saturday, and is the first that holds it"],
  ['2026-11-28T09:00', ['zhao'], 'the weekend'],
  ['2026-11-25T20:00', [], 'nobody, where no shift holds it'],
  ['2026-10-01T10:00', ['qian'], 'an exception instead of the week'],
  ['2026-10-03T10:00', ['sun'], 'the exception that was written later'],
  ['2026-10-08T10:00', ['zhang', 'li'], 'the week again'],
])('at %s in the city there are %j: %s', (time, people) => {
  const inCity = Temporal.PlainDateTime.from(time).toZonedDateTime('Asia/Shanghai');
  expect(lineAt(duty, inCity)).toEqual(people);
});

test('the zone of the city decides, not that of the machine', () => {
  const instant = Temporal.Instant.from('2026-11-27T01:00:00Z');
  expect(lineAt(duty, instant.toZonedDateTimeISO('Asia/Shanghai'))).toEqual(['zhang', 'li']);
  expect(lineAt(duty, instant.toZonedDateTimeISO('UTC'))).toEqual([]);
});

test.each([
  [[{ people: ['a'] }], null],
  [[{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], people: ['a'] }], 'sat 00:00'],
  [[{ from: '08:00', to: '20:00', people: ['a'] }], 'mon 00:00'],
  [
    [
      { from: '08:00', to: '20:00', people: ['a'] },
      { from: '20:00', to: '08:00', people: ['b'] },
    ],
    null,
  ],
  [
    [
      { days: ['sun'], from: '18:00', to: '06:00', people: ['a'] },
      { from: '06:00', people: ['b'] },
    ],
    'tue 00:00',
  ],
])('the hours that a roster leaves open are found: %j, %s', (shifts, gap) => {
  expect(gapOf(Duty.parse({ shifts }))).toBe(gap);
});
