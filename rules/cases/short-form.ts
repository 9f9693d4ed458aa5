import type { ReadingSeries } from '../../model/reading.ts';

/** `work*2 (idle off)*2` → work, work, idle, off, idle, off. */
export function wordsOf(text: string): string[] {
  const tokens = text.match(/\(|\)(?:\*\d+)?|[^\s()]+/g) ?? [];
  const stack: string[][] = [[]];
  for (const token of tokens) {
    if (token === '(') {
      stack.push([]);
    } else if (token.startsWith(')')) {
      const group = stack.pop()!;
      const times = Number(token.slice(2) || 1);
      for (let i = 0; i < times; i += 1) stack.at(-1)!.push(...group);
    } else {
      const [word, times] = token.split('*');
      for (let i = 0; i < Number(times ?? 1); i += 1) stack.at(-1)!.push(word!);
    }
  }
  return stack[0]!;
}

const quarterMs = 15 * 60_000;
const quarters = 96;

/** Lamps and guards, and a pump that comes and goes without regard to the clock. */
function standingKw(quarter: number, day: number): number {
  const pump = (quarter * 7 + day * 13) % 11 < 4 ? 4 : 0;
  return 5 + pump;
}

/** 0 to 1, always the same for a quarter and a day: no two days of machines are alike. */
function chanceOf(quarter: number, day: number): number {
  const mixed = Math.sin(quarter * 12.9898 + day * 78.233) * 43758.5453;
  return mixed - Math.floor(mixed);
}

function isShift(quarter: number, shiftFrom: number): boolean {
  const hour = (quarter / 4 - shiftFrom + 24) % 24;
  return hour < 10 && !(hour >= 4 && hour < 5);
}

/** Power by word in one quarter of an hour, kW; null: the meter sends nothing. */
function powerKw(word: string, quarter: number, day: number): number | null {
  const uneven = 0.7 + 0.6 * chanceOf(quarter, day);
  const standing = standingKw(quarter, day);
  switch (word) {
    case 'work':
      return standing + (isShift(quarter, 7) ? 80 * uneven : 0);
    case 'weak':
      return standing + (isShift(quarter, 7) ? 9 * uneven : 0);
    case 'night':
      return standing + (isShift(quarter, 20) ? 80 * uneven : 0);
    case 'idle':
      return standing;
    case 'flat':
      return 40;
    case 'cut':
    case 'frozen':
      return 0;
    case 'silent':
      return null;
    default:
      throw new RangeError(`${word} is no word of the short form`);
  }
}

/** What a meter that begins at `beginMs` sends while those days pass. */
export function readingsOf(meter: string, words: readonly string[], beginMs: number): ReadingSeries {
  const rows: { time: number; kwh: number; voltage: number }[] = [{ time: beginMs, kwh: 1000, voltage: 230 }];
  let kwh = 1000;
  for (const [day, word] of words.entries()) {
    const dayMs = beginMs + day * quarters * quarterMs;
    if (/^\d+$/.test(word)) {
      kwh += Number(word);
      rows.push({ time: dayMs + quarters * quarterMs, kwh, voltage: Number.NaN });
      continue;
    }
    for (let quarter = 0; quarter < quarters; quarter += 1) {
      const power = powerKw(word, quarter, day);
      if (power === null) continue;
      kwh += power / 4;
      const voltage = word === 'frozen' ? Number.NaN : 230;
      rows.push({ time: dayMs + (quarter + 1) * quarterMs, kwh: Math.round(100 * kwh) / 100, voltage });
    }
  }
  const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick);
  return {
    meter,
    timeMs: column((row) => row.time),
    receivedMs: column((row) => row.time),
    energyKwh: column((row) => row.kwh),
    powerKw: column(() => Number.NaN),
    voltageMinV: column((row) => row.voltage),
    voltageMaxV: column((row) => row.voltage),
  };
}
