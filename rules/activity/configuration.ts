import { z } from 'zod';

const share = z.number().min(0).max(1);

const band = (stopped: number, working: number) =>
  z
    .strictObject({ stopped: share.default(stopped), working: share.default(working) })
    .refine((b) => b.stopped <= b.working, {
      message: 'stopped must not be above working',
      path: ['stopped'],
    })
    .prefault({});

/** Parameters of activity; sources and measured effect in docs/method.md. */
export const ActivityConfiguration = z
  .strictObject({
    /**
     * At or above `working` of a normal working day's energy above the standing load a day is worked, below
     * `stopped` it is not; in between the state before goes on.
     */
    aboveFloor: band(0.2, 0.3),
    /** The same for all energy, where the meters do not show the shape of the day. */
    wholeEnergy: band(0.1, 0.15),
    /** At or below this share of a normal day's energy the supply is off. */
    offShare: share.default(0.005),
    /** How many working days a baseline looks back on, and how many it needs. */
    baselineDays: z.int().min(7).max(120).default(40),
    baselineLeastDays: z.int().min(1).default(5),
    /** A day measured less than this is unknown. */
    leastMeasured: share.default(0.5),
    /** A day measured less than this is no evidence for a finding, and teaches the baseline nothing. */
    leastMeasuredForVerdict: share.default(0.8),
  })
  .prefault({});
export type ActivityConfiguration = z.infer<typeof ActivityConfiguration>;
export type ShareBand = ActivityConfiguration['aboveFloor'];
