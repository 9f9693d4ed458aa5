import { allProfiles } from '../profiles/list.ts';
import { ownSeeds } from './fuzz.ts';

/** A payload of the first size, and one as much larger; the larger one is about as large as a broker lets through. */
const smallBytes = 32 * 1024;
const times = 8;
const rounds = 5;
/** A square grows 64 times where a line grows 8; between the two lie caches and garbage. */
const highestGrowth = 3 * times;
/** What is done sooner than this costs nobody anything, and is noise. */
const unheardMs = 5;

export interface Growth {
  decoder: string;
  what: string;
  /** CPU milliseconds for the small and the large payload, the least of some rounds. */
  smallMs: number;
  largeMs: number;
  linear: boolean;
}

const stretches: readonly [string, string][] = [
  ['brackets', '['],
  ['nines', '9'],
  ['spaces', ' '],
  ['quotes', '"'],
  ['escapes', '"\\u0000",'],
  ['items', '{"time":1,"v":[{}]},'],
  ['P1 lines', '1-0:1.8.0(000123.456*kWh)\r\n'],
  ['P1 brackets', '1-0:1.8.0('],
  ['frame starts', 'h'],
  ['frame heads', 'h\u0001\u0001\u0001\u0001\u0001\u0001h'],
  ['hexadecimal text', '68'],
  ['CBOR arrays', '\u009f'],
  ['zeros', '\u0000'],
];

/** Every decoder, on long payloads that say one thing again and again: none may be slower than linear. */
export function measureGrowth(): Growth[] {
  return allProfiles({ zone: 'Asia/Shanghai' }).flatMap((profile) => {
    const own = ownSeeds(profile);
    const shapes = own.map(({ payload }) => ['its own', payload] as const);
    const hostile = stretches.map(([what, text]) => [what, Buffer.from(text, 'latin1')] as const);
    const { topic } = own[0]!;
    const context = { ...profile.match(topic)!, topic, receivedMs: 1_795_478_400_000 };
    const least = (payload: Buffer) => {
      const took = Array.from({ length: rounds }, () => {
        const before = process.cpuUsage();
        profile.decode(payload, context);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      });
      return Math.min(...took);
    };
    return [...shapes, ...hostile].flatMap(([what, stretch]) => {
      if (stretch.length === 0) return [];
      const [smallMs, largeMs] = [1, times].map((factor) =>
        least(Buffer.alloc(smallBytes * factor, stretch)),
      ) as [number, number];
      const linear = largeMs < unheardMs || largeMs <= highestGrowth * Math.max(smallMs, 0.1);
      return [{ decoder: profile.name, what, smallMs, largeMs, linear }];
    });
  });
}
