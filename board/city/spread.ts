import type { Spot } from './territory.ts';

/**
 * Moves sites that lie on top of each other just so far apart that each can be seen and hit. Nothing moves where
 * there is room, and the same places give the same picture.
 */
export function spread(spots: readonly Spot[], distance: number, rounds = 60): Spot[] {
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < rounds; round++) {
    let touched = false;
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++)
        touched = apart(moved[i]!, moved[j]!, distance, i + j) || touched;
    }
    if (!touched) break;
  }
  return moved;
}

/** Pushes two that are too close along the line between them; those on the very same place, in a direction of their own. */
function apart(a: Spot, b: Spot, distance: number, turn: number): boolean {
  let [across, down] = [b.x - a.x, b.y - a.y];
  if (Math.abs(across) >= distance || Math.abs(down) >= distance) return false;
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
