import type { Activity, ActivityState } from '../../model/activity.ts';
import type { Project } from '../../model/project.ts';
import { siteFacts } from '../cases/site.fixture.ts';
import { StandingsConfiguration } from './configuration.ts';
import type { StandingsInputs } from './inputs.ts';

export const rules = StandingsConfiguration.parse({});

export function project(id: string, district: string, different: Partial<Project> = {}): Project {
  return { ...siteFacts({}).project, id, district, ...different };
}

/** `W` worked, `i` idle, `o` off, `?` unknown, `e` excused: the first days of March. */
export function days(project: string, text: string): Activity[] {
  const states: Record<string, ActivityState> = {
    W: 'working',
    i: 'idle',
    o: 'off',
    '?': 'unknown',
    e: 'idle',
  };
  return [...text].map((letter, i) => ({
    project,
    step: 'day',
    timeMs: Date.parse('2026-03-01T00:00+08:00') + i * 86_400_000,
    state: states[letter]!,
    index: null,
    energyKwh: null,
    measured: 1,
    baselineKwh: null,
    excused: letter === 'e' ? '台风' : null,
    confidence: 1,
    why: null,
  }));
}

/** The first half of March 2026, read on the day after it; what a test names is different. */
export function inputsOf(different: Partial<StandingsInputs>): StandingsInputs {
  return {
    period: '2026-03H1',
    timeZone: 'Asia/Shanghai',
    asOfMs: Date.parse('2026-03-21T08:00+08:00'),
    districts: [],
    projects: [],
    days: [],
    investments: [],
    reports: [],
    plans: [],
    milestones: [],
    suspensions: [],
    production: [],
    answers: [],
    waiting: [],
    snails: [],
    ...different,
  };
}
