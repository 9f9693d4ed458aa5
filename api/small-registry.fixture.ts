import { type Finding, findingId } from '../model/finding.ts';
import type { Meter } from '../model/meter.ts';
import type { Project } from '../model/project.ts';
import { plainDepartment, plainMeter, plainProject } from '../model/registry.fixture.ts';
import { emptyRegistry, type Registry } from '../model/registry.ts';
import type { ActivityRow } from '../store/readings.ts';

export const zone = 'Asia/Shanghai';
/** Tuesday, 24 November 2026, 10:00 in Shanghai. */
export const tenOClock = Date.parse('2026-11-24T10:00:00+08:00');
export const hour = 3_600_000;
export const day = 24 * hour;
export const midnight = tenOClock - 10 * hour;

function project(id: string, district: string, department: string): Project {
  return plainProject({
    id,
    district,
    department,
    totalInvestmentWan: 10_000,
    annualPlanWan: 1200,
    plannedStart: '2026-01-01',
    plannedFinish: '2027-12-31',
    longitude: 121.5,
    latitude: 29.9,
    camera: id === 'P1' ? 'https://cameras.example/P1' : null,
  });
}

function meter(id: string, of: string): Meter {
  return plainMeter({
    id,
    project: of,
    multiplier: 60,
    registerMaxKwh: 999_999.99,
    capacityKva: 630,
    from: '2026-01-01',
  });
}

/** Two districts, two departments, four projects: each pair of them meets in one project. */
export function smallRegistry(): Registry {
  return {
    ...emptyRegistry(),
    districts: [
      { id: 'HS', name: '海曙区', kind: 'county' },
      { id: 'GX', name: '高新区', kind: 'park' },
    ],
    departments: ['HB', 'JT'].map((id) => plainDepartment({ id, name: id === 'HB' ? '住建局' : '交通局' })),
    projects: [
      project('P1', 'HS', 'HB'),
      project('P2', 'HS', 'JT'),
      project('P3', 'GX', 'HB'),
      project('P4', 'GX', 'JT'),
    ],
    meters: ['1', '2', '3', '4'].map((n) => meter(`M${n}`, `P${n}`)),
    investments: [{ project: 'P1', period: '2026-10', amountWan: 100.1 }],
    milestones: [{ project: 'P1', name: '开工', planned: '2026-01-01', actual: '2026-01-08' }],
    suspensions: [{ project: 'P3', from: '2026-11-20', to: null, reason: '考古', document: null }],
  };
}

export function dayActivity(
  projectId: string,
  registry: Registry,
  over: Partial<ActivityRow> = {},
): ActivityRow {
  const { district, department } = registry.projects.find(({ id }) => id === projectId)!;
  return {
    project: projectId,
    district,
    department,
    step: 'day',
    timeMs: midnight - day,
    state: 'working',
    index: 100,
    energyKwh: 800,
    measured: 1,
    baselineKwh: 800,
    excused: null,
    confidence: 0.9,
    why: { zh: '用电正常', en: 'Normal load' },
    ...over,
  };
}

export function stalledFinding(projectId: string, over: Partial<Finding> = {}): Finding {
  const opened = '2026-11-20';
  return {
    id: findingId(projectId, 'stalled', opened),
    project: projectId,
    kind: 'stalled',
    level: 'watch',
    since: '2026-11-18',
    opened,
    closed: null,
    evidence: {
      sentence: { zh: '连续三个工作日停工', en: 'Three working days without work' },
      figures: { baselineKwh: 800 },
      days: ['2026-11-18', '2026-11-19', '2026-11-20'],
    },
    ...over,
  };
}
