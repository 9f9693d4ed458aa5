import type { Socket } from 'node:net';
import { ackBytes, login, publishPacket } from './mqtt-load.ts';
import { ask, city } from './peers.ts';
import { usageOf } from './process-usage.ts';
import { print } from './report.ts';

const hours = 24;
const stepMs = 15_000;
const parts = 10;
/** Steps that are sent before the first of them is acknowledged. */
const stepsUnderWay = 8;
const powerKw = 40;

/** A meter on its own connection: one reading a step. */
class Meter {
  readonly #socket: Socket;
  readonly #topic: Buffer;
  #energyKwh: number;
  #messageId = 0;
  #acknowledgedBytes = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(socket: Socket, id: string, number: number) {
    this.#socket = socket;
    this.#topic = Buffer.from(`meters/${id}/readings`);
    this.#energyKwh = number;
    socket.on('data', (bytes: Buffer) => {
      this.#acknowledgedBytes += bytes.length;
      for (; this.#acknowledgedBytes >= ackBytes; this.#acknowledgedBytes -= ackBytes)
        this.#waiting.shift()?.();
    });
  }

  /** Resolves when it is acknowledged. */
  send(time: number): Promise<void> {
    this.#energyKwh += (powerKw / 60 / 3_600_000) * stepMs;
    this.#messageId = (this.#messageId % 65_535) + 1;
    const reading = { time, energy_kwh: Number(this.#energyKwh.toFixed(2)), power_kw: powerKw / 60 };
    const payload = Buffer.from(JSON.stringify(reading));
    this.#socket.write(Buffer.concat(publishPacket(this.#topic, this.#messageId, payload)));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  end(): void {
    this.#socket.destroy();
  }
}

/** A day of every meter of a city, step after step as fast as it is acknowledged, through the whole service. */
export async function replayDay(directory: string): Promise<void> {
  const fromMs = Date.now() - hours * 3_600_000;
  const peer = await city(directory, fromMs);
  const pid = peer.process.pid!;
  const meters: Meter[] = [];
  for (const [number, id] of peer.meters!.entries()) {
    const socket = await login(peer.port, number, { username: id, password: 'secret' });
    meters.push(new Meter(socket, id, number));
  }
  const steps = (hours * 3_600_000) / stepMs;
  print(`\n${meters.length} meters, ${hours} hours, a reading every ${stepMs / 1000} s\n`);
  print('| tenth | readings/s | resident MB | highest resident MB | heap MB, collected |');
  print('|---|---|---|---|---|');
  const underWay: Promise<unknown>[] = [];
  for (let part = 0; part < parts; part++) {
    const began = performance.now();
    let highestMb = 0;
    const [first, last] = [part, part + 1].map((edge) => Math.round((edge * steps) / parts)) as [
      number,
      number,
    ];
    for (let step = first; step < last; step++) {
      const nowMs = fromMs + step * stepMs;
      peer.process.send({ nowMs });
      underWay.push(Promise.all(meters.map((meter) => meter.send(nowMs))));
      if (underWay.length >= stepsUnderWay) await underWay.shift();
      if (step % 20 === 0) highestMb = Math.max(highestMb, usageOf(pid).residentMb);
    }
    const perSecond = ((last - first) * meters.length * 1000) / (performance.now() - began);
    const { heapMb } = await ask<{ heapMb: number }>(peer, 'memory');
    const cells = [
      part + 1,
      Math.round(perSecond).toLocaleString('en'),
      Math.round(usageOf(pid).residentMb),
      Math.round(highestMb),
      Math.round(heapMb),
    ];
    print(`| ${cells.join(' | ')} |`);
  }
  for (const meter of meters) meter.end();
  await peer.stop();
}
