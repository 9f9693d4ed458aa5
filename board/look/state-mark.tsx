import type { ActivityState } from '../language/field.ts';
import css from './state-mark.module.css';

/**
 * A state as a form: full disc working, half disc idle, empty ring off, dashed ring unknown. A bar through it says
 * that the stop is excused. Drawn beside its word, so it is silent for a screen reader.
 */
export function StateMark({ state, excused = false }: { state: ActivityState; excused?: boolean }) {
  return (
    <svg className={css.mark} data-state={state} viewBox="0 0 16 16" aria-hidden="true">
      <StateShape state={state} x={8} y={8} radius={6} />
      {excused && <path className={css.excused} d="M2 14 14 2" />}
    </svg>
  );
}

/** The same form inside a larger drawing; `radius` in the drawing's own units. */
export function StateShape({
  state,
  x,
  y,
  radius,
}: {
  state: ActivityState;
  x: number;
  y: number;
  radius: number;
}) {
  const className = css.shape;
  const width = radius / 3;
  const ring = radius - width / 2;
  if (state === 'working')
    return <circle className={className} data-state={state} cx={x} cy={y} r={radius} />;
  if (state === 'idle') {
    return (
      <g className={className} data-state={state}>
        <circle cx={x} cy={y} r={ring} strokeWidth={width} />
        <path d={`M${x - ring} ${y}a${ring} ${ring} 0 0 0 ${2 * ring} 0z`} />
      </g>
    );
  }
  return (
    <circle
      className={className}
      data-state={state}
      cx={x}
      cy={y}
      r={ring}
      strokeWidth={width}
      {...(state === 'unknown' ? { strokeDasharray: `${ring * 0.9} ${ring * 0.67}` } : {})}
    />
  );
}
