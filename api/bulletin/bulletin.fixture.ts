import type { Bulletin, BulletinFigures, BulletinStanding } from '../../model/bulletin.ts';
import type { StandingSubject } from '../../model/standing.ts';

export const bulletinZone = 'Asia/Shanghai';

/** The published figures of Ningbo's first quarter of 2022, and invented counts beside them. */
export function cityFigures(over: Partial<BulletinFigures> = {}): BulletinFigures {
  return {
    ...{ projects: 420, working: 361, idle: 22, off: 9, unknown: 17, excused: 11, workingShare: 0.91235 },
    ...{
      investedWan: 4_276_000,
      planWan: 16_411_700,
      doneShare: 4_276_000 / 16_411_700,
      timeShare: 90 / 365,
    },
    ...{ reports: { inTime: 380, late: 25, missing: 4 }, ...over },
  };
}

export function bulletinStanding(
  by: StandingSubject,
  subject: string,
  name: string,
  over: Partial<BulletinStanding> = {},
): BulletinStanding {
  const counts = { projects: 31, working: 25, idle: 3, off: 1, unknown: 1, excused: 1 };
  return {
    ...{ period: '2026-11H1', by, subject, name, kind: by === 'district' ? 'county' : null },
    ...{ rank: 1, rankBefore: 2, score: 88.25, snail: false, ...counts },
    parts: [
      { part: 'investment', score: 93.5, weight: 50, quality: 1, inputs: { investedWan: 1234.56 } },
      { part: 'milestones', score: null, weight: 20, quality: 0, inputs: {} },
      { part: 'electricity', score: 71.05, weight: 20, quality: 0.97, inputs: { workingDays: 38 } },
      { part: 'answers', score: 100, weight: 10, quality: 1, inputs: {} },
    ],
    figures: cityFigures({ ...counts, investedWan: 1234.56, planWan: 4321.09, doneShare: 1234.56 / 4321.09 }),
    ...over,
  };
}

export function bulletinOf(over: Partial<Bulletin> = {}): Bulletin {
  const closedMs = Date.parse('2026-11-17T01:00:00+08:00');
  return {
    ...{ period: '2026-11H1', revision: 1, state: 'published', from: '2026-11-01', to: '2026-11-15' },
    ...{ closedMs, publishedMs: closedMs + 3_600_000, inputsHash: 'ab'.repeat(32), simulated: true },
    issuer: '宁波市重大项目建设工作专班',
    number: '甬重建〔2026〕12号',
    title: '宁波重大项目建设情况晾晒通报（2026年11月上半月）',
    city: cityFigures(),
    standings: {
      district: [
        bulletinStanding('district', 'HS', '海曙区'),
        bulletinStanding('district', 'GX', '=高新区', {
          kind: 'park',
          rank: 2,
          rankBefore: null,
          score: 61.55,
        }),
        bulletinStanding('district', 'XS', '象山县', { rank: null, score: null, snail: true }),
      ],
      department: [bulletinStanding('department', 'HB', '住建局')],
      project: [
        bulletinStanding('project', 'P1', '轨道交通6号线', {
          figures: cityFigures({ projects: 1, investedWan: null }),
        }),
      ],
    },
    findings: [
      {
        ...{
          id: 'P1.stalled.2026-11-05',
          project: 'P1',
          name: '轨道交通6号线',
          district: 'HS',
          department: 'HB',
        },
        ...{ kind: 'stalled', level: 'red', since: '2026-10-12', opened: '2026-11-05', days: 35 },
        sentence: '连续 25 个工作日\u0007用电低于基准 20%',
      },
    ],
    snails: [
      {
        ...{ period: '2026-11H1', by: 'district', subject: 'XS', name: '象山县', state: 'proposed' },
        places: [{ period: '2026-11H1', rank: 10, ranked: 10, score: 41.2, excused: false }],
        history: [{ what: 'proposed', reason: null, closing: '2026-11H1', actor: 'system', atMs: closedMs }],
      },
    ],
    ...over,
  };
}
