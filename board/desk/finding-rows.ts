import type { FindingView } from '../../api/schemas/finding.ts';
import type { CsvTable } from '../figures/csv.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';

export const findingColumnNames = {
  zh: {
    level: '级别',
    kind: '种类',
    project: '项目',
    district: '区县与园区',
    department: '责任部门',
    since: '起始',
    days: '天数',
    sentence: '依据',
    answer: '答复',
    closed: '关闭',
  },
  en: {
    level: 'Level',
    kind: 'Kind',
    project: 'Project',
    district: 'District or park',
    department: 'Department',
    since: 'Since',
    days: 'Days',
    sentence: 'Evidence',
    answer: 'Answer',
    closed: 'Closed',
  },
};

/** The last thing that a person did about a finding; null: nobody yet. */
export function lastAnswer({ events }: Pick<FindingView, 'events'>): FindingView['events'][number] | null {
  return events.findLast(({ what }) => what === 'acknowledged' || what === 'explained') ?? null;
}

/** The findings as a table of plain cells. */
export function useFindingRows(): (findings: readonly FindingView[]) => CsvTable {
  const words = useWords(findingColumnNames);
  const { level, kind } = useWords(terms);
  const { language } = useLanguage();
  return (findings) => ({
    columns: Object.values(words),
    rows: findings.map((finding) => [
      level[finding.level],
      kind[finding.kind],
      finding.project.name,
      finding.district.name,
      finding.department.name,
      finding.since,
      finding.days,
      finding.evidence.sentence[language],
      lastAnswer(finding)?.note ?? null,
      finding.closed,
    ]),
  });
}
