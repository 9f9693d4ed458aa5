import { expect, test } from 'vitest';
import { chineseCalendar } from '../registry/calendar.ts';
import { readingsOf, wordsOf } from './cases/short-form.ts';
import { siteFacts } from './cases/site.fixture.ts';
import { evaluateCity } from './city.ts';
import { cityDays, dayNumber } from './city-days.ts';
import { RulesConfiguration } from './configuration.ts';
import type { City, ProjectQuestion } from './evaluate.ts';
import { evaluateProject } from './project.ts';
import { standstill } from './standstill.ts';

const city: City = {
  timeZone: 'Asia/Shanghai',
  calendar: chineseCalendar(),
  rules: RulesConfiguration.parse({}),
};
const days = cityDays(city.timeZone);
/** A Monday; three weeks later it pours, from Monday to Wednesday. */
const first = dayNumber('2026-07-06');
const downpour = [21, 22, 23].map((after) => first + after);

const question = (id: string, text: string): ProjectQuestion => {
  const words = wordsOf(text);
  return {
    facts: siteFacts({ project: { id } }),
    start: null,
    readings: [readingsOf('M1', words, days.beginOf(first))],
    untilMs: days.beginOf(first + words.length),
    checkpointsFrom: null,
  };
};
const questions = [
  ...Array.from({ length: 9 }, (_, i) => question(`worked-${i}`, 'work*34')),
  ...Array.from({ length: 5 }, (_, i) => question(`stood-${i}`, 'work*21 idle*3 work*10')),
  question('stalled', 'work*19 idle*15'),
  question('silent', 'work*20 silent*14'),
];

test('a city is judged as if its standstills had been known before, and only who stood on them is excused', () => {
  const standstills = new Set(downpour);
  const known = questions.map((one) => evaluateProject(city, { ...one, standstills }));
  const answers = [...evaluateCity(city, questions)];
  expect(answers).toEqual(known.map(({ days: all, findings }) => ({ days: all, findings })));
  const excused = answers.map((answer) => answer.days.filter((day) => day.excused === standstill).length);
  expect(excused).toEqual([...new Array(9).fill(0), ...new Array(5).fill(3), 3, 0]);
});

test('too few projects are no city, and nobody is excused', () => {
  const few = questions.slice(9);
  const known = few.map((one) => evaluateProject(city, one));
  expect([...evaluateCity(city, few)]).toEqual(
    known.map(({ days: all, findings }) => ({ days: all, findings })),
  );
});
