import { expect, test } from 'vitest';
import { type Finding, type FindingLevel, findingId } from '../../model/finding.ts';
import { compareFindings } from './compare.ts';

/** `stalled/yellow 10-05..10-20`: a finding of that kind and level that stood then; `..` alone: it is open. */
function finding(text: string): Finding {
  const [, kind, level, opened, closed] = /^([a-z-]+)\/(\w+) (\S{5})\.\.(\S*)$/.exec(text)!;
  const day = (monthDay: string) => `2026-${monthDay}`;
  return {
    id: findingId('P1', kind as Finding['kind'], day(opened!)),
    project: 'P1',
    kind: kind as Finding['kind'],
    level: level as FindingLevel,
    since: day(opened!),
    opened: day(opened!),
    closed: closed === '' ? null : day(closed!),
    evidence: { sentence: { zh: '', en: '' }, figures: {}, days: [] },
  };
}

const told = ({ kind, level }: Finding) => `${kind}/${level}`;

test.each([
  ['nothing changes', ['stalled/red 10-05..'], ['stalled/red 10-05..'], [], [], [], 1],
  ['a stricter rule says more', [], ['stalled/watch 10-05..'], ['stalled/watch'], [], [], 0],
  ['a milder rule says less', ['slowing/watch 10-05..10-20'], [], [], ['slowing/watch'], [], 0],
  [
    'a later opening is the same matter',
    ['stalled/red 10-05..'],
    ['stalled/red 10-09..'],
    [],
    [],
    ['stalled/red'],
    0,
  ],
  [
    'another level is a shift',
    ['stalled/red 10-05..'],
    ['stalled/yellow 10-05..'],
    [],
    [],
    ['stalled/yellow'],
    0,
  ],
  [
    'two stops that no day has in common are two matters',
    ['stalled/red 10-05..10-08'],
    ['stalled/red 10-12..'],
    ['stalled/red'],
    ['stalled/red'],
    [],
    0,
  ],
  [
    'another kind is another matter',
    ['slowing/watch 10-05..'],
    ['stalled/watch 10-05..'],
    ['stalled/watch'],
    ['slowing/watch'],
    [],
    0,
  ],
  [
    'one long stop in place of two has one partner',
    ['stalled/red 10-05..10-08', 'stalled/red 10-12..'],
    ['stalled/red 10-05..'],
    [],
    ['stalled/red'],
    ['stalled/red'],
    0,
  ],
  ['what ended before the days that count is not looked at', ['stalled/red 09-01..09-20'], [], [], [], [], 0],
] as const)('%s', (_name, before, after, appear, vanish, shift, same) => {
  const difference = compareFindings(before.map(finding), after.map(finding), '2026-10-01');
  expect({
    appear: difference.appear.map(told),
    vanish: difference.vanish.map(told),
    shift: difference.shift.map(({ after }) => told(after)),
    same: difference.same,
  }).toEqual({ appear, vanish, shift, same });
});
