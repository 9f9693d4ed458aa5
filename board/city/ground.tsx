import { useMemo } from 'react';
import { type Boundary, boundaryPath } from './boundaries.ts';
import css from './ground.module.css';
import type { Box, Place, Point } from './projection.ts';
import { type Spot, territories } from './territory.ts';

/** How far the ground reaches around a project, and how much its shore is smoothed. */
const reach = 70;
const smoothing = 22;

/** The districts of the operator's map. */
export function MapGround({
  boundaries,
  project,
}: {
  boundaries: readonly Boundary[];
  project: (place: Place) => Point;
}) {
  return boundaries.map((boundary) => (
    <path key={boundary.name} className={css.outline} d={boundaryPath(boundary, project)} />
  ));
}

/** A ground drawn from the sites themselves: each district's as far as its sites are the nearest. */
export function OwnGround({
  spots,
  box,
  district,
}: {
  spots: readonly Spot[];
  box: Box;
  district: string | null;
}) {
  const land = useMemo(() => territories(spots, box), [spots, box]);
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
