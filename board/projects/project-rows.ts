import type { ProjectItem } from '../../api/schemas/project.ts';
import type { CsvTable } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';

export const projectColumnNames = {
  zh: {
    id: '编号',
    name: '项目',
    state: '状态',
    finding: '问题',
    index: '指数',
    power: '此刻功率',
    meters: '电表在线',
    district: '区县与园区',
    department: '责任部门',
    category: '类别',
    excused: '免责事由',
    stateDay: '评价日',
  },
  en: {
    id: 'Number',
    name: 'Project',
    state: 'State',
    finding: 'Finding',
    index: 'Index',
    power: 'Power now',
    meters: 'Meters live',
    district: 'District or park',
    department: 'Department',
    category: 'Category',
    excused: 'Excused for',
    stateDay: 'Evaluated day',
  },
};

/** The list of projects as a table of plain cells: units in the headers, figures unrounded. */
export function useProjectRows(): (projects: readonly ProjectItem[]) => CsvTable {
  const words = useWords(projectColumnNames);
  const { state, kind, level, category } = useWords(terms);
  return (projects) => ({
    columns: [
      words.id,
      words.name,
      words.district,
      words.department,
      words.category,
      words.state,
      words.stateDay,
      words.excused,
      words.index,
      `${words.power} kW`,
      words.meters,
      words.finding,
    ],
    rows: projects.map((project) => [
      project.id,
      project.name,
      project.district.name,
      project.department.name,
      category[project.category] ?? project.category,
      state[project.state],
      project.stateDay,
      project.excused,
      project.index,
      project.powerKw,
      `${project.metersLive}/${project.meters}`,
      project.findings.map((mark) => `${level[mark.level]} ${kind[mark.kind]}`).join('; '),
    ]),
  });
}
