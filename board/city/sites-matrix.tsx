import { memo, type PointerEvent } from 'react';
import type { DistrictState } from '../../api/schemas/overview.ts';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { activityStates } from '../language/field.ts';
import { StateMark } from '../look/state-mark.tsx';
import { siteAlarm } from './site-alarm.ts';
import css from './sites-matrix.module.css';
import type { SitesProps } from './sites-panel.tsx';

/** The sites of each district in file, the working ones first, so that a row reads like a bar of single projects. */
export const SitesMatrix = memo(function SitesMatrix({
  projects,
  districts,
  district,
  onOpen,
  onPoint,
}: SitesProps & { districts: readonly DistrictState[] }) {
  const point = (event: PointerEvent<HTMLElement>) => {
    const site = (event.target as Element).closest<HTMLElement>('[data-site]');
    if (site === null) return onPoint(null);
    const frame = event.currentTarget.getBoundingClientRect();
    const spot = site.getBoundingClientRect();
    onPoint({
      id: site.dataset.site!,
      x: (spot.left + spot.width / 2 - frame.left) / frame.width,
      y: (spot.top + spot.height / 2 - frame.top) / frame.height,
    });
  };
  return (
    <ol className={css.matrix} onPointerMove={point} onPointerLeave={() => onPoint(null)}>
      {districts.map((row) => (
        <li key={row.district.id} data-faint={district !== null && district !== row.district.id}>
          <span className={css.name}>{row.district.name}</span>
          <span className={css.file}>
            {projects
              .filter((project) => project.district.id === row.district.id)
              .sort(byState)
              .map((project) => (
                <button
                  key={project.id}
                  type="button"
                  tabIndex={-1}
                  className={css.site}
                  data-site={project.id}
                  data-level={siteAlarm(project)}
                  aria-label={project.name}
                  onClick={() => onOpen(project.id)}
                >
                  <StateMark state={project.state} excused={project.excused !== null} />
                </button>
              ))}
          </span>
        </li>
      ))}
    </ol>
  );
});

function byState(a: ProjectItem, b: ProjectItem): number {
  return activityStates.indexOf(a.state) - activityStates.indexOf(b.state) || (a.id < b.id ? -1 : 1);
}
