import type { Frame } from '../meters/frame.ts';
import type { Random } from '../random.ts';
import { anySite, type Confounder } from './confounder.ts';

const registerEndKwh = 1_000_000;

/** Changes the register of single readings. */
function glitches(
  name: string,
  about: string,
  perDay: number,
  change: (frame: Frame, entry: number, random: Random) => void,
): Confounder {
  return {
    name,
    about,
    days: [10, 60],
    fits: anySite,
    reach: 'one',
    tells(frame, telling) {
      const { random } = telling;
      for (let i = 0; i < frame.count; i++)
        if (random.chance(perDay / telling.perDay)) change(frame, i, random);
    },
  };
}

function shiftRegister(frame: Frame, by: number): void {
  for (let i = 0; i < frame.count; i++) {
    frame.energyKwh[i] = Math.round((frame.energyKwh[i]! + by) * 100) / 100;
  }
}

/** What goes wrong in the meter itself. */
export const meterFaults: readonly Confounder[] = [
  {
    name: 'meter-swap',
    about: 'the meter is changed and the registry knows it: another id, another register',
    days: null,
    fits: anySite,
    reach: 'one',
    shapes(site, spell, random) {
      const meter = site.meters[spell.seed % site.meters.length]!;
      meter.successor ??= {
        id: `${meter.id}-2`,
        from: spell.from,
        multiplier: meter.multiplier,
        initialKwh: random.whole(0, 900) / 100,
      };
    },
  },
  {
    name: 'rollover',
    about: 'the register passes its last digit and begins again at nothing',
    days: null,
    fits: anySite,
    reach: 'one',
    shapes(site, _spell, random) {
      for (const meter of site.meters) {
        if (meter.registerMaxKwh === null) continue;
        meter.initialKwh = registerEndKwh - Math.round(random.between(30, 2200) * 100) / 100;
      }
    },
  },
  {
    name: 'reset',
    about: 'somebody sets the register back to nothing',
    days: null,
    fits: anySite,
    reach: 'one',
    tells(frame, { shownAtFrom }) {
      shiftRegister(frame, -shownAtFrom);
    },
  },
  {
    name: 'multiplier-change',
    about: 'the current transformers were changed and nobody told the registry: twice or half the energy',
    days: null,
    fits: anySite,
    reach: 'one',
    counts: ({ seed }) => (seed % 2 === 0 ? 0.5 : 2),
  },
  {
    name: 'lost-phase',
    about:
      'a fuse of the voltage circuit is gone: one phase reads 0 V and a third of the energy is not counted',
    days: [4, 25],
    fits: anySite,
    reach: 'one',
    counts: () => 2 / 3,
    tells(frame, { spell }) {
      const column = [frame.voltageA, frame.voltageB, frame.voltageC][spell.seed % 3]!;
      for (let i = 0; i < frame.count; i++) column[i] = 0;
    },
  },
  glitches('spikes', 'single readings with an absurd register and power', 0.5, (frame, i, random) => {
    frame.energyKwh[i] = Math.round((frame.energyKwh[i]! + random.between(300, 90_000)) * 100) / 100;
    frame.powerKw[i] = frame.powerKw[i]! * random.between(15, 60);
  }),
  glitches('zero-glitch', 'single readings with a register of 0 between sound ones', 0.6, (frame, i) => {
    frame.energyKwh[i] = 0;
  }),
  {
    name: 'coarse-steps',
    about: 'the register shows whole kilowatt hours only, before the multiplier',
    days: null,
    fits: anySite,
    reach: 'one',
    tells(frame) {
      for (let i = 0; i < frame.count; i++) frame.energyKwh[i] = Math.floor(frame.energyKwh[i]!);
    },
  },
  {
    name: 'clock-drift',
    about: 'the clock of the meter loses half a minute a day until somebody sets it',
    days: [25, 70],
    fits: anySite,
    reach: 'one',
    tells(frame, { spell, day }) {
      const behindMs = (day - spell.from) * 31_000;
      for (let i = 0; i < frame.count; i++) frame.timeMs[i]! -= behindMs;
    },
  },
  {
    name: 'zone-drift',
    about: 'the meter takes local time for UTC: all times are eight hours early',
    days: [5, 20],
    fits: anySite,
    reach: 'one',
    tells(frame) {
      for (let i = 0; i < frame.count; i++) frame.timeMs[i]! -= 8 * 3_600_000;
    },
  },
];
