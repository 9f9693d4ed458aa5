import { expect, test } from 'vitest';
import { Frame } from '../meters/frame.ts';
import { stepMs } from '../surroundings/days.ts';
import { HeldReadings } from './held-readings.ts';

function reading(id: string, timeMs: number): Frame {
  const frame = new Frame();
  frame.id = id;
  frame.count = 1;
  frame.timeMs[0] = timeMs;
  frame.energyKwh[0] = timeMs / 1000;
  return frame;
}

function held(times: readonly number[], id = 'P0001-M1'): HeldReadings {
  const memory = new HeldReadings();
  for (const time of times) memory.hold(reading(id, time));
  return memory;
}

/** The times of each message that goes out, as long as there is room for so many. */
function released(memory: HeldReadings, most = Number.POSITIVE_INFINITY): number[][] {
  const messages: number[][] = [];
  memory.release(({ timeMs, count }) => {
    if (messages.length >= most) return false;
    messages.push([...timeMs.subarray(0, count)]);
    return true;
  });
  return messages;
}

test('of each quarter of an hour the last reading is kept', () => {
  const times = [0, 15_000, stepMs - 1, stepMs, stepMs + 15_000, 4 * stepMs];
  expect(released(held(times))).toEqual([[stepMs - 1, stepMs + 15_000, 4 * stepMs]]);
});

test('two weeks are kept, the oldest go first, and a message holds a day', () => {
  const quarters = Array.from({ length: 96 * 15 }, (_, i) => i * stepMs);
  const messages = released(held(quarters));
  expect(messages.map(({ length }) => length)).toEqual(Array.from({ length: 14 }, () => 96));
  expect(messages.flat()).toEqual(quarters.slice(96));
});

test('what is not taken stays, and is sent in its order the next time', () => {
  const quarters = Array.from({ length: 200 }, (_, i) => i * stepMs);
  const memory = held(quarters);
  expect([...released(memory, 1), ...released(memory)].flat()).toEqual(quarters);
});

test('a new meter knows nothing of what the one before it kept', () => {
  const memory = held([0, stepMs]);
  memory.hold(reading('P0001-M1-2', 2 * stepMs));
  expect(released(memory)).toEqual([[2 * stepMs]]);
});
