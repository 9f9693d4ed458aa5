import { Frame } from '../meters/frame.ts';
import { stepMs, stepsPerDay } from '../surroundings/days.ts';

const roomDays = 14;

/** Readings that go out in one message: a day's. */
const readingsPerMessage = stepsPerDay;

/**
 * What a meter keeps while it has no link: the last reading of each quarter of an hour, for two weeks, as meters keep
 * a load profile. The memory belongs to the meter: its successor begins with an empty one.
 */
export class HeldReadings {
  readonly #frame = new Frame(stepsPerDay * roomDays);

  hold(frame: Frame): void {
    const kept = this.#frame;
    if (kept.id !== frame.id) kept.count = 0;
    kept.id = frame.id;
    for (let i = 0; i < frame.count; i++) {
      const last = kept.timeMs[kept.count - 1];
      const isSameQuarter =
        kept.count > 0 && Math.floor(last! / stepMs) === Math.floor(frame.timeMs[i]! / stepMs);
      if (isSameQuarter) kept.count -= 1;
      kept.append(frame, i, i + 1);
    }
  }

  /** A message after the other, the oldest readings first, as long as `send` takes them; whether all are gone. */
  release(send: (frame: Frame) => boolean): boolean {
    const kept = this.#frame;
    const message = new Frame();
    message.id = kept.id;
    while (kept.count > 0) {
      message.count = 0;
      message.append(kept, 0, Math.min(kept.count, readingsPerMessage));
      if (!send(message)) return false;
      const { count } = message;
      kept.keep((index) => index >= count);
    }
    return true;
  }
}
