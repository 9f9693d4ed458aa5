import { LiangshaiError } from '../model/error.ts';

/** The time of a city that may run faster than the wall: `epochMs + (wall − epochMs) × speed`. */
export interface CityClock {
  epochMs: number;
  speed: number;
  nowMs: () => number;
}

/**
 * A clock that goes on where the city's time was left and never stands behind the wall's.
 * @param lastMs the city's time when it last ran; null: it never did
 * @throws LiangshaiError `city-ahead` when the city had run ahead and is now to run at the wall's speed
 */
export function cityClock(speed: number, lastMs: number | null, wallMs: () => number): CityClock {
  const startMs = wallMs();
  const resumeMs = Math.max(lastMs ?? startMs, startMs);
  if (speed === 1) {
    if (resumeMs > startMs) {
      const ahead = Temporal.Instant.fromEpochMilliseconds(resumeMs).toString({ smallestUnit: 'second' });
      throw new LiangshaiError(
        'city-ahead',
        `this city ran faster than the wall and is at ${ahead} already`,
        'keep a --speed above 1, or begin a new city with another --data',
      );
    }
    return { epochMs: startMs, speed, nowMs: wallMs };
  }
  const epochMs = (speed * startMs - resumeMs) / (speed - 1);
  return { epochMs, speed, nowMs: () => Math.round(epochMs + (wallMs() - epochMs) * speed) };
}
