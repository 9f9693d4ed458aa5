import type { Frame } from '../meters/frame.ts';
import { anySite, type Confounder } from './confounder.ts';

function noVoltage(frame: Frame, i: number): void {
  frame.voltageA[i] = Number.NaN;
  frame.voltageB[i] = Number.NaN;
  frame.voltageC[i] = Number.NaN;
}

/** What goes wrong between the meter and us. */
export const network: readonly Confounder[] = [
  {
    name: 'lost-gateway',
    about: 'a SIM card or a gateway is dead: nothing comes, and it never will',
    days: [3, 30],
    fits: anySite,
    tells(frame) {
      frame.count = 0;
    },
    link: 'dead',
  },
  {
    name: 'late-backlog',
    about: 'nothing comes for days, then everything at once with its own times',
    days: [1, 12],
    fits: anySite,
    link: 'holds',
  },
  {
    name: 'zeros-for-missing',
    about: 'the gateway sends zeros, without voltage, for a meter that it cannot read',
    days: [2, 8],
    fits: anySite,
    tells(frame) {
      for (let i = 0; i < frame.count; i++) {
        frame.energyKwh[i] = 0;
        frame.powerKw[i] = 0;
        noVoltage(frame, i);
      }
    },
  },
  {
    name: 'dead-gateway',
    about:
      'the gateway repeats the last register without power or voltage, then the whole backlog falls into one day',
    days: [3, 15],
    fits: anySite,
    tells(frame, { shownAtFrom }) {
      for (let i = 0; i < frame.count; i++) {
        frame.energyKwh[i] = shownAtFrom;
        frame.powerKw[i] = 0;
        noVoltage(frame, i);
      }
    },
  },
  {
    name: 'estimated',
    about: 'the head end fills days it could not read with an even line, without power or voltage',
    days: [2, 6],
    fits: anySite,
    tells(frame) {
      const first = frame.energyKwh[0]!;
      const last = frame.energyKwh[frame.count - 1]!;
      for (let i = 0; i < frame.count; i++) {
        const share = i / Math.max(1, frame.count - 1);
        frame.energyKwh[i] = Math.round((first + (last - first) * share) * 100) / 100;
        frame.powerKw[i] = Number.NaN;
        noVoltage(frame, i);
      }
    },
  },
  {
    name: 'duplicates',
    about: 'every third reading comes twice',
    days: [10, 60],
    fits: anySite,
    tells(frame, { random }) {
      const sound = frame.count;
      for (let i = 0; i < sound; i++) if (random.chance(0.33)) frame.copyEntry(i, frame.count++);
    },
  },
  {
    name: 'replayed',
    about: 'after a restart the gateway sends the last hours once more',
    days: [5, 30],
    fits: anySite,
    tells(frame, { random }) {
      if (frame.count < 40 || !random.chance(0.4)) return;
      const from = random.whole(0, frame.count - 30);
      for (let i = from; i < from + 24; i++) frame.copyEntry(i, frame.count++);
    },
  },
  {
    name: 'out-of-order',
    about: 'readings overtake each other on their way',
    days: [10, 60],
    fits: anySite,
    tells(frame, { random }) {
      const spare = frame.count;
      for (let i = 0; i + 8 < frame.count; i += 4) {
        const other = i + random.whole(1, 8);
        frame.copyEntry(i, spare);
        frame.copyEntry(other, i);
        frame.copyEntry(spare, other);
      }
    },
  },
  {
    name: 'gateway-reboot',
    about: 'the gateway starts anew every other day: an hour is lost, the first register after it is 0',
    days: [10, 50],
    fits: anySite,
    tells(frame, { random }) {
      if (frame.count < 20 || !random.chance(0.5)) return;
      const from = random.whole(2, frame.count - 10);
      const lost = random.whole(2, 5);
      frame.energyKwh[from + lost] = 0;
      frame.keep((i) => i < from || i >= from + lost);
    },
  },
  {
    name: 'garbage',
    about: 'one message in twenty is cut or mangled on its way and cannot be read',
    days: [10, 60],
    fits: anySite,
    tells(frame, { random }) {
      frame.keep(() => !random.chance(0.05));
    },
    link: 'breaks',
  },
];
