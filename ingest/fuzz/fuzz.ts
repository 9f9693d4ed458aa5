import type { Decoded, Profile, ShownReading } from '../profile.ts';
import { allProfiles } from '../profiles/list.ts';
import { mutate, mutateDeep, pick, randomOf } from './mutation.ts';
import { collected, type Seed, seeds } from './seeds.ts';

/** What became of the payloads that one decoder was given. */
export interface FuzzReport {
  decoder: string;
  payloads: number;
  /** Of them those that it took for its own form: it found readings, nothing to read, or a fault inside. */
  understood: number;
  readings: number;
  refused: number;
  /** The longest that it took for one payload, milliseconds. */
  slowestMs: number;
}

const receivedMs = 1_795_478_400_000;
/** Of the payloads of a decoder as many are made from its own; the others come from strangers' and from real meters'. */
const ownShare = 0.8;

/** For ever, and for one seed always the same: payloads for anyone. */
export function* mutatedPayloads(seed: number): Generator<Buffer, never> {
  const random = randomOf(seed);
  const corpus = [...seeds.map(({ payload }) => payload), ...collected()];
  while (true) yield mutate(pick(corpus, random), random);
}

/**
 * Throws payloads at every decoder, equally many, and checks what each promises: it never throws, and what it decodes is
 * finite. `npm run fuzz` takes a million, `npm test` some thousands; the seed makes a run repeatable.
 * @throws with the payload in hex, when a decoder breaks a promise
 */
export function fuzz(payloads: number, seed: number): FuzzReport[] {
  const random = randomOf(seed);
  const strangers = [...seeds.map(({ payload }) => payload), ...collected()];
  const profiles = allProfiles({ zone: 'Asia/Shanghai' });
  return profiles.map((profile) => {
    const own = ownSeeds(profile);
    const report = {
      decoder: profile.name,
      payloads: 0,
      understood: 0,
      readings: 0,
      refused: 0,
      slowestMs: 0,
    };
    while (report.payloads < payloads / profiles.length) {
      const { topic, payload } = pick(own, random);
      const given = random() < ownShare ? payload : pick(strangers, random);
      note(report, decode(profile, topic, mutateDeep(given, random)));
    }
    return report;
  });
}

/** A profile that seeds.ts does not know yet gets what the others send, on its own topic. */
export function ownSeeds({ name }: Profile): readonly Seed[] {
  const own = seeds.filter(({ profile }) => profile === name);
  return own.length > 0 ? own : seeds.map((seed) => ({ ...seed, topic: `meters/M1/${name}` }));
}

interface Outcome extends Decoded {
  tookMs: number;
}

function decode(profile: Profile, topic: string, payload: Buffer): Outcome {
  const match = profile.match(topic);
  if (match === null) throw new Error(`${profile.name} does not know ${topic}`);
  const before = performance.now();
  try {
    const decoded = profile.decode(payload, { ...match, topic, receivedMs });
    const tookMs = performance.now() - before;
    for (const reading of decoded.readings) check(reading);
    return { ...decoded, tookMs };
  } catch (cause) {
    throw new Error(`${profile.name} on ${topic}: ${payload.toString('hex')}`, { cause });
  }
}

function check(reading: ShownReading): void {
  const { meter, timeMs, energyKwh, powerKw, powerFactor, voltageV, currentA } = reading;
  const numbers = [timeMs, energyKwh, powerKw, powerFactor, ...(voltageV ?? []), ...(currentA ?? [])];
  if (meter === '' || numbers.some((number) => number !== null && !Number.isFinite(number))) {
    throw new Error(`decoded ${JSON.stringify(reading)}`);
  }
}

function note(report: FuzzReport, { readings, refusals, tookMs }: Outcome): void {
  report.payloads++;
  report.readings += readings.length;
  report.refused += refusals.length;
  if (!refusals.some(({ code, index }) => code === 'unreadable' && index === null)) report.understood++;
  report.slowestMs = Math.max(report.slowestMs, tookMs);
}

/** The payload and topic of each seed, decoded as it is. */
export function decodeSeed({ profile: name, topic, payload }: Seed, profiles: readonly Profile[]): Decoded {
  return decode(profiles.find((profile) => profile.name === name)!, topic, payload);
}
