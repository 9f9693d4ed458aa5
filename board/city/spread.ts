import type { Spot } from './territory.ts';

/**
 * Moves sites that lie on top of each other just so far apart that each can be seen and hit. Nothing moves where
 * there is room, and the same places give the same picture.
 */
export function spread(spots: readonly Spot[], distance: number, rounds = 60): Spot[] {
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < rounds; round++) {
    if (!spreadOnce(moved, distance)) break;
  }
  return moved;
}

/** One round over all pairs that can be too close: those in the same or in neighbouring squares of that size. */
function spreadOnce(spots: Spot[], distance: number): boolean {
  const squares = new Map<string, number[]>();
  let touched = false;
  spots.forEach((spot, i) => {
    const [column, row] = [Math.floor(spot.x / distance), Math.floor(spot.y / distance)];
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) {
        for (const j of squares.get(`${x},${y}`) ?? []) {
          touched = apart(spots[j]!, spot, distance, i + j) || touched;
        }
      }
    }
    const square = squares.get(`${column},${row}`);
    if (square === undefined) squares.set(`${column},${row}`, [i]);
    else square.push(i);
  });
  return touched;
}

/** Pushes two that are too close along the line between them; those on the very same place, in a direction of their own. */
function apart(a: Spot, b: Spot, distance: number, turn: number): boolean {
  let [across, down] = [b.x - a.x, b.y - a.y];
  let length = Math.hypot(across, down);
  if (length >= distance) return false;
  if (length === 0) [across, down, length] = [Math.cos(turn), Math.sin(turn), 1];
  const push = (distance - Math.min(length, distance)) / 2 + 0.05;
  a.x -= (across / length) * push;
  a.y -= (down / length) * push;
  b.x += (across / length) * push;
  b.y += (down / length) * push;
  return true;
}
