import { memo, type PointerEvent, useMemo } from 'react';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { useWords } from '../language/language.tsx';
import { StateShape } from '../look/state-mark.tsx';
import { useCityMap } from '../server/answers.ts';
import { boundariesOf } from './boundaries.ts';
import { MapGround, OwnGround } from './ground.tsx';
import { type PlaceName, placeNames } from './place-names.ts';
import { projectionOf } from './projection.ts';
import { siteAlarm } from './site-alarm.ts';
import css from './sites-map.module.css';
import type { SitesProps } from './sites-panel.tsx';
import { spread } from './spread.ts';
import { placed, placesOf, type Spot } from './territory.ts';

const dictionary = {
  zh: { map: (sites: number) => `地图：${sites} 个项目按所在位置与状态显示；同样的内容见右侧列表与项目页` },
  en: { map: (sites: number) => `Map of ${sites} projects by place and state; the lists say the same` },
};

const box = { width: 1000, height: 1000, margin: 100 };
const radius = 6.5;
const nameSize = 21;

/** The sites where they lie, on the operator's map where there is one, else on a ground drawn from the sites themselves. */
export const SitesMap = memo(function SitesMap({ projects, district, onOpen, onPoint }: SitesProps) {
  const words = useWords(dictionary);
  const map = useCityMap().data ?? null;
  const boundaries = useMemo(() => (map === null ? [] : boundariesOf(map)), [map]);
  const project = useMemo(
    () => projectionOf([...placesOf(projects), ...boundaries.flatMap(({ rings }) => rings.flat())], box),
    [projects, boundaries],
  );
  const spots = useMemo(() => spread(placed(projects, project), radius * 2.5), [projects, project]);
  const names = useMemo(() => placeNames(districtNames(projects), spots, nameSize), [projects, spots]);
  const byId = useMemo(() => new Map(projects.map((project) => [project.id, project])), [projects]);

  const siteAt = (event: PointerEvent<SVGSVGElement>) =>
    (event.target as Element).closest('[data-site]')?.getAttribute('data-site') ?? null;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const id = siteAt(event);
    if (id === null) return onPoint(null);
    const frame = event.currentTarget.getBoundingClientRect();
    onPoint({
      id,
      x: (event.clientX - frame.left) / frame.width,
      y: (event.clientY - frame.top) / frame.height,
    });
  };

  return (
    <svg
      className={css.map}
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={words.map(spots.length)}
      onPointerMove={point}
      onPointerLeave={() => onPoint(null)}
      onPointerUp={(event) => {
        const id = siteAt(event);
        if (id !== null) onOpen(id);
      }}
    >
      {boundaries.length > 0 ? (
        <MapGround boundaries={boundaries} project={project} />
      ) : (
        <OwnGround spots={spots} box={box} district={district} />
      )}
      {inDrawingOrder(spots, byId).map(({ spot, project }) => (
        <Site
          key={spot.id}
          spot={spot}
          project={project}
          faint={district !== null && spot.district !== district}
        />
      ))}
      {names.map(({ district: id, text, x, y }) => (
        <text key={id} className={css.name} x={x} y={y} fontSize={nameSize}>
          {text}
        </text>
      ))}
    </svg>
  );
});

function districtNames(projects: readonly ProjectItem[]): PlaceName[] {
  const names = new Map(projects.map(({ district }) => [district.id, district.name]));
  return [...names].map(([district, text]) => ({ district, text }));
}

/** Those with a finding are drawn last, so that nothing covers them. */
function inDrawingOrder(spots: readonly Spot[], byId: ReadonlyMap<string, ProjectItem>) {
  return spots
    .map((spot) => ({ spot, project: byId.get(spot.id)! }))
    .sort((a, b) => weight(a.project) - weight(b.project));
}

function weight(project: ProjectItem): number {
  const level = siteAlarm(project);
  return level === 'red' ? 3 : level === 'yellow' ? 2 : level === 'watch' ? 1 : 0;
}

function Site({ spot, project, faint }: { spot: Spot; project: ProjectItem; faint: boolean }) {
  const level = siteAlarm(project);
  return (
    <g className={css.site} data-site={spot.id} data-faint={faint}>
      <circle className={css.target} cx={spot.x} cy={spot.y} r={radius * 1.9} />
      {level && <circle className={css.ring} data-level={level} cx={spot.x} cy={spot.y} r={radius * 1.55} />}
      <StateShape state={project.state} x={spot.x} y={spot.y} radius={radius} />
    </g>
  );
}
