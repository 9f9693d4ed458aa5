import type { TableColumnsType } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { figureText, index, power } from '../figures/numbers.ts';
import { activityStates, findingLevels } from '../language/field.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { useRootPx } from '../look/root-size.ts';
import { StateMark } from '../look/state-mark.tsx';
import css from './project-columns.module.css';
import { projectColumnNames } from './project-rows.ts';

export function useProjectColumns(): TableColumnsType<ProjectItem> {
  const words = useWords(projectColumnNames);
  const { state, kind, category, excused } = useWords(terms);
  const { language } = useLanguage();
  const rootPx = useRootPx();
  const narrow = window.innerWidth < 700;
  return useMemo(
    () => [
      {
        title: words.name,
        dataIndex: 'name',
        width: (narrow ? 12 : 20) * rootPx,
        ellipsis: true,
        ...(narrow ? {} : { fixed: 'left' as const }),
        sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
        render: (name: string, project) => (
          <Link to={`/projects/${encodeURIComponent(project.id)}`} className={css.name}>
            {name}
          </Link>
        ),
      },
      {
        title: words.state,
        width: 8.125 * rootPx,
        sorter: (a, b) => activityStates.indexOf(a.state) - activityStates.indexOf(b.state),
        render: (_, project) => (
          <span className={css.state} title={project.excused ?? undefined}>
            <StateMark state={project.state} excused={project.excused !== null} />
            {state[project.state]}
            {project.excused !== null && <small>{excused}</small>}
          </span>
        ),
      },
      {
        title: words.finding,
        width: 13.125 * rootPx,
        sorter: (a, b) => attention(a) - attention(b),
        render: (_, { findings: [worst, ...others] }) =>
          worst && (
            <span className={css.finding}>
              <LevelCard level={worst.level} /> {kind[worst.kind]}
              {others.length > 0 && <small>+{others.length}</small>}
            </span>
          ),
      },
      {
        title: words.index,
        dataIndex: 'index',
        align: 'right',
        width: 5.625 * rootPx,
        sorter: (a, b) => (a.index ?? -1) - (b.index ?? -1),
        render: (value: number | null) => index(value, language),
      },
      {
        title: words.power,
        dataIndex: 'powerKw',
        align: 'right',
        width: 7.5 * rootPx,
        sorter: (a, b) => (a.powerKw ?? -1) - (b.powerKw ?? -1),
        render: (kw: number | null) => figureText(power(kw, language)),
      },
      {
        title: words.meters,
        align: 'right',
        width: 7.5 * rootPx,
        sorter: (a, b) => a.metersLive - b.metersLive,
        render: (_, project) => `${project.metersLive} / ${project.meters}`,
      },
      {
        title: words.district,
        dataIndex: ['district', 'name'],
        width: 8.75 * rootPx,
        ellipsis: true,
        sorter: (a, b) => a.district.name.localeCompare(b.district.name, 'zh-CN'),
      },
      {
        title: words.department,
        dataIndex: ['department', 'name'],
        width: 11.25 * rootPx,
        ellipsis: true,
        sorter: (a, b) => a.department.name.localeCompare(b.department.name, 'zh-CN'),
      },
      {
        title: words.category,
        dataIndex: 'category',
        width: 6.875 * rootPx,
        render: (value: string) => category[value] ?? value,
      },
    ],
    [words, state, kind, category, excused, language, narrow],
  );
}

/** The reddest and oldest last, so that one click on the column brings them to the top. */
function attention({ findings: [worst] }: ProjectItem): number {
  return worst === undefined ? -1 : findingLevels.indexOf(worst.level) * 10_000 + worst.days;
}
