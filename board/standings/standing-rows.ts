import type { StandingList } from '../../api/schemas/standing.ts';
import type { CsvTable } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';

export const standingColumnNames = {
  zh: {
    rank: '名次',
    before: '上期',
    subject: '对象',
    score: '得分',
    states: '期末状态',
    projects: '项目',
    cards: '黄牌 / 红牌',
    plan: '年度计划完成率',
    snail: '金蜗牛',
  },
  en: {
    rank: 'Rank',
    before: 'Before',
    subject: 'Who',
    score: 'Score',
    states: 'State at the end',
    projects: 'Projects',
    cards: 'Yellow / red',
    plan: 'Annual plan done',
    snail: 'Golden snail',
  },
};

/** The standings as a table of plain cells. */
export function useStandingRows(): (list: StandingList) => CsvTable {
  const words = useWords(standingColumnNames);
  const { state, excused } = useWords(terms);
  return (list) => ({
    columns: [
      words.rank,
      words.before,
      words.subject,
      words.score,
      words.projects,
      state.working,
      state.idle,
      state.off,
      state.unknown,
      excused,
      words.snail,
    ],
    rows: list.standings.map((row) => [
      row.rank,
      row.rankBefore,
      row.subject.name,
      row.score,
      row.projects,
      row.working,
      row.idle,
      row.off,
      row.unknown,
      row.excused,
      row.snail ? words.snail : null,
    ]),
  });
}
