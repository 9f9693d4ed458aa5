import { memo, type PointerEvent, useMemo } from 'react';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { useWords } from '../language/language.tsx';
import { StateShape } from '../look/state-mark.tsx';
import { type PlaceName, placeNames } from './place-names.ts';
import css from './sites-map.module.css';
import type { SitesProps } from './sites-panel.tsx';
import { spread } from './spread.ts';
import { placed, type Spot, territories } from './territory.ts';

const dictionary = {
  zh: { map: (sites: number) => `地图：${sites} 个项目按所在位置与状态显示；同样的内容见右侧列表与项目页` },
  en: { map: (sites: number) => `Map of ${sites} projects by place and state; the lists say the same` },
};

const box = { width: 1000, height: 1000, margin: 100 };
const radius = 6.5;
/** How far the ground reaches around a project, and how much its shore is smoothed. */
const reach = 70;
const smoothing = 22;
const nameSize = 21;

/** The sites where they lie. The ground is drawn from the sites themselves; no outside map is needed. */
export const SitesMap = memo(function SitesMap({ projects, district, onOpen, onPoint }: SitesProps) {
  const words = useWords(dictionary);
  const spots = useMemo(() => spread(placed(projects, box), radius * 2.5), [projects]);
  const names = useMemo(() => districtNames(projects), [projects]);
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
      <Ground spots={spots} district={district} />
      {inDrawingOrder(spots, byId).map(({ spot, project }) => (
        <Site
          key={spot.id}
          spot={spot}
          project={project}
          faint={district !== null && spot.district !== district}
        />
      ))}
      {placeNames(names, spots, nameSize).map(({ district: id, text, x, y }) => (
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

function weight({ findings }: ProjectItem): number {
  const level = findings[0]?.level;
  return level === 'red' ? 3 : level === 'yellow' ? 2 : level === 'watch' ? 1 : 0;
}

function Site({ spot, project, faint }: { spot: Spot; project: ProjectItem; faint: boolean }) {
  const level = project.findings[0]?.level;
  return (
    <g className={css.site} data-site={spot.id} data-faint={faint}>
      <circle className={css.target} cx={spot.x} cy={spot.y} r={radius * 1.9} />
      {level && <circle className={css.ring} data-level={level} cx={spot.x} cy={spot.y} r={radius * 1.55} />}
      <StateShape state={project.state} x={spot.x} y={spot.y} radius={radius} />
    </g>
  );
}

function Ground({ spots, district }: { spots: readonly Spot[]; district: string | null }) {
  const land = useMemo(() => territories(spots, box), [spots]);
  const discs = spots.map(({ id, x, y }) => <circle key={id} cx={x} cy={y} r={reach} />);
  return (
    <g>
      <SmoothShore />
      <mask id="land">
        <g fill="#fff" filter="url(#smooth)">
          {discs}
        </g>
      </mask>
      <g className={css.shore} filter="url(#smooth-wider)">
        {discs}
      </g>
      <g mask="url(#land)">
        {land.grounds.map((ground) => (
          <path
            key={ground.district}
            className={css.ground}
            data-chosen={ground.district === district}
            d={ground.path}
          />
        ))}
        <path className={css.border} d={land.borders} />
      </g>
    </g>
  );
}

/** Discs become one land: blurred, then cut at half the height; once more a little wider for the shore's line. */
function SmoothShore() {
  const cut = '1 0 0 0 0  0 1 0 0 0  0 0 1 0 0  0 0 0 40 -19.5';
  return (
    <>
      <filter id="smooth">
        <feGaussianBlur stdDeviation={smoothing} />
        <feColorMatrix values={cut} />
      </filter>
      <filter id="smooth-wider">
        <feGaussianBlur stdDeviation={smoothing} />
        <feColorMatrix values={cut} />
        <feMorphology operator="dilate" radius="1.5" />
      </filter>
    </>
  );
}
