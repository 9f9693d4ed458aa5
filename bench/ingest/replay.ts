import type { Socket } from 'node:net';
import { ackBytes, login, publishPacket } from './mqtt-load.ts';
import { ask, city, type Peer } from './peers.ts';
import { usageOf } from './process-usage.ts';
import { print } from './report.ts';

const hourMs = 3_600_000;
const stepMs = 15_000;
/** Readings of a meter that go out in one write: five minutes of its day. */
const stepsAtOnce = 20;
/** Writes of every meter that are sent before the first of them is acknowledged. */
const writesUnderWay = 4;
const parts = 10;
const powerKw = 40;
/** How much more the last three tenths may hold than the second to the fourth and still count as flat. */
const flatShare = 0.05;

/** A meter on its own connection. */
class Meter {
  readonly #socket: Socket;
  readonly #topic: Buffer;
  #energyKwh: number;
  #messageId = 0;
  #acknowledgedBytes = 0;
  #awaitedBytes = 0;
  readonly #waiting: { bytes: number; resolve: () => void }[] = [];

  constructor(socket: Socket, id: string, number: number) {
    this.#socket = socket;
    this.#topic = Buffer.from(`meters/${id}/readings`);
    this.#energyKwh = number;
    socket.on('data', (bytes: Buffer) => {
      this.#acknowledgedBytes += bytes.length;
      while (this.#waiting.length > 0 && this.#waiting[0]!.bytes <= this.#acknowledgedBytes)
        this.#waiting.shift()!.resolve();
    });
  }

  /** A reading of each time; resolves when all are acknowledged. */
  send(times: readonly number[]): Promise<void> {
    const packets = times.flatMap((time) => this.#packet(time));
    this.#socket.write(Buffer.concat(packets));
    this.#awaitedBytes += times.length * ackBytes;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ bytes: this.#awaitedBytes, resolve });
    return promise;
  }

  #packet(time: number): Buffer[] {
    this.#energyKwh += (powerKw / 60 / hourMs) * stepMs;
    this.#messageId = (this.#messageId % 65_535) + 1;
    const reading = { time, energy_kwh: Number(this.#energyKwh.toFixed(2)), power_kw: powerKw / 60 };
    return publishPacket(this.#topic, this.#messageId, Buffer.from(JSON.stringify(reading)));
  }

  end(): void {
    this.#socket.destroy();
  }
}

/** What a tenth of the day cost; memory in MB. */
interface Tenth {
  perSecond: number;
  /** In the middle of the samples. */
  residentMb: number;
  highestMb: number;
  /** DuckDB's, in the middle of the samples: a cache that fills up to its limit as the file grows. */
  buffersMb: number;
  /** What is resident besides them, in the middle of the samples. */
  restMb: number;
  /** V8's heap after a collection: what is really held. */
  heapMb: number;
  /** Files that are mapped, as the spool's is; the kernel takes them back when it wants to. */
  mappedMb: number;
}

const columns: readonly [title: string, name: keyof Tenth][] = [
  ['readings/s', 'perSecond'],
  ['resident MB', 'residentMb'],
  ['highest MB', 'highestMb'],
  ['of it DuckDB’s buffers MB', 'buffersMb'],
  ['all but these MB', 'restMb'],
  ['heap MB, collected', 'heapMb'],
  ['mapped files MB', 'mappedMb'],
];

/**
 * So many hours of every meter of a city through the whole service, as fast as they are acknowledged and stored, judged
 * every hour of its clock. Memory is to stand still after the first tenth.
 */
export async function replay(directory: string, hours: number): Promise<void> {
  const fromMs = Date.now() - hours * hourMs;
  const peer = await city(directory, fromMs);
  const meters: Meter[] = [];
  for (const [number, id] of peer.meters!.entries()) {
    const socket = await login(peer.port, number, { username: id, password: 'secret' });
    meters.push(new Meter(socket, id, number));
  }
  const steps = (hours * hourMs) / stepMs;
  const sent = steps * meters.length;
  const began = performance.now();
  print(
    `\n${meters.length} meters, ${hours} hours, a reading every ${stepMs / 1000} s: ${sent.toLocaleString('en')} readings\n`,
  );
  print(`| tenth | ${columns.map(([title]) => title).join(' | ')} |`);
  print(`|---${'|---'.repeat(columns.length)}|`);
  const tenths: Tenth[] = [];
  for (let part = 0; part < parts; part++) {
    const tenth = await replayTenth(peer, meters, fromMs, hours, part);
    tenths.push(tenth);
    const figures = columns.map(([, name]) => Math.round(tenth[name]).toLocaleString('en'));
    print(`| ${[part + 1, ...figures].join(' | ')} |`);
  }
  for (const meter of meters) meter.end();
  const stored = await ask<number>(peer, 'stored');
  const seconds = Math.round((performance.now() - began) / 1000);
  print(`\nstored: ${stored.toLocaleString('en')} of ${sent.toLocaleString('en')}, in ${seconds} s`);
  print(`\n${verdictOf(tenths)}`);
  await peer.stop();
}

async function replayTenth(
  peer: Peer,
  meters: readonly Meter[],
  fromMs: number,
  hours: number,
  part: number,
): Promise<Tenth> {
  const writes = (hours * hourMs) / stepMs / stepsAtOnce;
  const [first, last] = [part, part + 1].map((edge) => Math.round((edge * writes) / parts));
  const resident: number[] = [];
  const buffers: number[] = [];
  const underWay: Promise<unknown>[] = [];
  const began = performance.now();
  for (let write = first!; write < last!; write++) {
    const times = Array.from(
      { length: stepsAtOnce },
      (_, step) => fromMs + (write * stepsAtOnce + step) * stepMs,
    );
    const nowMs = times.at(-1)!;
    const evaluate = Math.floor(times[0]! / hourMs) !== Math.floor((nowMs + stepMs) / hourMs);
    const { buffersMb } = await ask<{ buffersMb: number }>(peer, { nowMs, evaluate });
    underWay.push(Promise.all(meters.map((meter) => meter.send(times))));
    if (underWay.length >= writesUnderWay) await underWay.shift();
    buffers.push(buffersMb);
    resident.push(usageOf(peer.process.pid!).residentMb);
  }
  await Promise.all(underWay);
  const seconds = (performance.now() - began) / 1000;
  return {
    perSecond: ((last! - first!) * stepsAtOnce * meters.length) / seconds,
    residentMb: median(resident),
    highestMb: Math.max(...resident),
    buffersMb: median(buffers),
    restMb: median(resident.map((megabytes, sample) => megabytes - buffers[sample]!)),
    mappedMb: usageOf(peer.process.pid!).mappedMb,
    ...(await ask<{ heapMb: number }>(peer, 'heap')),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Beside each other: the tenths after the first, at their begin and at their end. */
function verdictOf(tenths: readonly Tenth[]): string {
  const mean = (some: readonly Tenth[], name: keyof Tenth) =>
    some.reduce((sum, tenth) => sum + tenth[name], 0) / some.length;
  const verdicts = columns
    .filter(([, name]) => name === 'restMb' || name === 'heapMb' || name === 'mappedMb')
    .map(([title, name]) => {
      const [begin, end] = [mean(tenths.slice(1, 4), name), mean(tenths.slice(-3), name)];
      const word = end <= begin * (1 + flatShare) ? 'flat' : 'GROWS';
      return `${title} ${Math.round(begin)} → ${Math.round(end)}, ${word}`;
    });
  return `from tenths 2 to 4 to tenths 8 to 10: ${verdicts.join('; ')}`;
}
