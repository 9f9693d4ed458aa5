/** Steps through parsed JSON; `undefined` where it leads nowhere. */
export type Pluck = (root: unknown, item: unknown) => unknown;

type Step = (value: unknown) => unknown;

/** A key, `[3]`, `[id=28]`; keys may hold anything but dots and brackets. */
const stepForm = /^(?:\.?([^.[\]]+)|\[(\d+)\]|\[([^.[\]=]+)=([^[\]]*)\])/;

function keyStep(key: string): Step {
  return (value) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
}

function filterStep(key: string, wanted: string): Step {
  const pluck = keyStep(key);
  return (value) =>
    Array.isArray(value) ? value.find((entry) => String(pluck(entry)) === wanted) : undefined;
}

/**
 * `a.b[0].c` from the item; `$` and `$.a.b` from the whole payload; `points[id=28].val` takes the entry of an array
 * whose field has that value. null: the text is no path.
 */
export function compilePath(text: string): Pluck | null {
  const fromRoot = text.startsWith('$');
  const steps: Step[] = [];
  let rest = fromRoot ? text.slice(1) : text;
  if (rest === '' && !fromRoot) return null;
  while (rest !== '') {
    const step = stepForm.exec(rest);
    if (step === null) return null;
    const [whole, key, index, filterKey, filterValue] = step;
    if (key !== undefined) steps.push(keyStep(key));
    else if (index !== undefined) steps.push(keyStep(index));
    else steps.push(filterStep(filterKey!, filterValue!));
    rest = rest.slice(whole.length);
  }
  return (root, item) =>
    steps.reduce((value, step) => (value === undefined ? value : step(value)), fromRoot ? root : item);
}
