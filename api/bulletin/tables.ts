import type { Bulletin, BulletinFigures, BulletinStanding } from '../../model/bulletin.ts';
import type { FindingKind, FindingLevel } from '../../model/finding.ts';
import type { SnailState } from '../../model/snail.ts';
import { type ScorePartName, type StandingSubject, scoreParts } from '../../model/standing.ts';
import { type Figure, type FigureKind, printable } from './shown.ts';

export interface BulletinColumn {
  title: string;
  kind: FigureKind;
  /** Left out where a table must fit a page. */
  wide?: true;
}

/** One table of a bulletin, the same in every form. */
export interface BulletinTable {
  name: string;
  columns: readonly BulletinColumn[];
  rows: readonly (readonly Figure[])[];
}

const kindWords: Partial<Record<FindingKind, string>> = { stalled: '停工', 'not-resumed': '节后未复工' };
const levelWords: Record<FindingLevel, string> = { watch: '关注', yellow: '黄牌', red: '红牌' };
const subjectWords: Record<StandingSubject, string> = {
  district: '区县园区',
  department: '责任部门',
  project: '项目',
};
const snailWords: Record<SnailState, string> = {
  proposed: '拟认定',
  confirmed: '已认定',
  declined: '不予认定',
  wiped: '已摘牌',
  withdrawn: '已撤回',
  revoked: '已撤销',
};
const partWords: Record<ScorePartName, string> = {
  investment: '投资分',
  milestones: '节点分',
  electricity: '用电分',
  answers: '答复分',
};

interface FigureColumn extends BulletinColumn {
  of: (figures: BulletinFigures) => Figure;
}

const figureColumns: readonly FigureColumn[] = [
  { title: '项目数', kind: 'count', of: (figures) => figures.projects },
  { title: '施工', kind: 'count', of: (figures) => figures.working },
  { title: '值守', kind: 'count', of: (figures) => figures.idle },
  { title: '断电', kind: 'count', of: (figures) => figures.off },
  { title: '未知', kind: 'count', of: (figures) => figures.unknown },
  { title: '免责', kind: 'count', of: (figures) => figures.excused, wide: true },
  { title: '施工日占比', kind: 'share', of: (figures) => figures.workingShare, wide: true },
  { title: '年度完成投资（万元）', kind: 'wan', of: (figures) => figures.investedWan },
  { title: '年度计划（万元）', kind: 'wan', of: (figures) => figures.planWan, wide: true },
  { title: '年度计划完成率', kind: 'share', of: (figures) => figures.doneShare },
  { title: '时间进度', kind: 'share', of: (figures) => figures.timeShare, wide: true },
  { title: '按时报送', kind: 'count', of: (figures) => figures.reports.inTime, wide: true },
  { title: '迟报', kind: 'count', of: (figures) => figures.reports.late, wide: true },
  { title: '未报', kind: 'count', of: (figures) => figures.reports.missing, wide: true },
];

interface StandingColumn extends BulletinColumn {
  of: (standing: BulletinStanding) => Figure;
}

const standingColumns: readonly StandingColumn[] = [
  { title: '名次', kind: 'count', of: ({ rank }) => rank },
  { title: '上期名次', kind: 'count', of: ({ rankBefore }) => rankBefore, wide: true },
  { title: '编号', kind: 'text', of: ({ subject }) => subject, wide: true },
  { title: '名称', kind: 'text', of: ({ name }) => name },
  { title: '得分', kind: 'score', of: ({ score }) => score },
  ...scoreParts.map(
    (part): StandingColumn => ({
      title: partWords[part],
      kind: 'score',
      of: ({ parts }) => parts.find((each) => each.part === part)?.score ?? null,
      wide: true,
    }),
  ),
  ...figureColumns.map(
    ({ of, ...column }): StandingColumn => ({ ...column, of: ({ figures }) => of(figures) }),
  ),
  { title: '金蜗牛', kind: 'text', of: ({ snail }) => (snail ? '是' : ''), wide: true },
];

/** The figures of the city, one to a line. */
export function cityTable({ city }: Bulletin): BulletinTable {
  return {
    name: '总体情况',
    columns: figureColumns.map(({ title, kind }) => ({ title, kind })),
    rows: [figureColumns.map(({ of }) => of(city))],
  };
}

export function standingTable({ standings }: Bulletin, by: StandingSubject): BulletinTable {
  return {
    name: `${subjectWords[by]}排名`,
    columns: standingColumns,
    rows: standings[by].map((standing) => standingColumns.map(({ of }) => clean(of(standing)))),
  };
}

export function findingTable(bulletin: Bulletin): BulletinTable {
  const names = (by: StandingSubject) =>
    new Map(bulletin.standings[by].map(({ subject, name }) => [subject, name]));
  const [districts, departments] = [names('district'), names('department')];
  return {
    name: '停工和未复工项目',
    columns: [
      { title: '项目编号', kind: 'text', wide: true },
      { title: '项目名称', kind: 'text' },
      { title: '属地', kind: 'text' },
      { title: '责任部门', kind: 'text' },
      { title: '问题', kind: 'text' },
      { title: '等级', kind: 'text' },
      { title: '起始日期', kind: 'text' },
      { title: '天数', kind: 'count' },
      { title: '依据', kind: 'text', wide: true },
    ],
    rows: bulletin.findings.map((finding) =>
      [
        finding.project,
        finding.name,
        districts.get(finding.district) ?? finding.district,
        departments.get(finding.department) ?? finding.department,
        kindWords[finding.kind] ?? finding.kind,
        levelWords[finding.level],
        finding.since,
        finding.days,
        finding.sentence,
      ].map(clean),
    ),
  };
}

export function snailTable({ snails }: Bulletin): BulletinTable {
  return {
    name: '金蜗牛',
    columns: [
      { title: '对象', kind: 'text' },
      { title: '名称', kind: 'text' },
      { title: '状态', kind: 'text' },
      { title: '末位期数', kind: 'count' },
      { title: '理由', kind: 'text' },
    ],
    rows: snails.map((snail) => {
      const counted = snail.places.filter(({ excused }) => !excused).length;
      const reason = snail.history.at(-1)?.reason ?? '';
      return [subjectWords[snail.by], snail.name, snailWords[snail.state], counted, reason].map(clean);
    }),
  };
}

/** A table without the columns that a page has no room for. */
export function narrowed({ name, columns, rows }: BulletinTable): BulletinTable {
  const kept = columns.flatMap(({ wide }, index) => (wide ? [] : [index]));
  return {
    name,
    columns: kept.map((index) => columns[index]!),
    rows: rows.map((row) => kept.map((index) => row[index]!)),
  };
}

export function clean(figure: Figure): Figure {
  return typeof figure === 'string' ? printable(figure) : figure;
}
