import { Spool } from './spool.ts';

/** Appends numbered readings for ever and says each number when it is durable; its parent kills it. */
const spool = new Spool(process.argv[2]!, () => undefined);
await spool.start();
const values = { powerKw: null, voltageV: null, currentA: null, powerFactor: null };
for (let number = 1; ; number++) {
  const reading = {
    meter: 'M1',
    project: 'P1',
    timeMs: number,
    receivedMs: number,
    energyKwh: number,
    ...values,
  };
  const durable = spool.append([reading], []);
  void durable.then(() => process.stdout.write(`${number}\n`));
  if (number % 20 === 0) await durable;
}
