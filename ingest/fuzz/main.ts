import { fuzz } from './fuzz.ts';
import { measureGrowth } from './growth.ts';

/* `npm run fuzz [-- payloads seed]`: prints what became of the payloads of each decoder, and what grows too fast. */
const [payloads = 1_000_000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const began = performance.now();
process.stdout.write(`seed ${seed}\n`);
const reports = fuzz(payloads, seed);
const growths = measureGrowth();
for (const { decoder, payloads, understood, readings, refused, slowestMs } of reports) {
  const growth = growths
    .filter((one) => one.decoder === decoder)
    .reduce((worst, one) => (one.largeMs > worst.largeMs ? one : worst));
  const share = Math.round((100 * understood) / payloads);
  process.stdout.write(
    `${decoder}: ${payloads} payloads, ${share} % understood, ${readings} readings, ${refused} refused, at most ${slowestMs.toFixed(1)} ms; ` +
      `256 KB at most ${growth.largeMs.toFixed(1)} ms (${growth.what})\n`,
  );
}
const total = reports.reduce((sum, report) => sum + report.payloads, 0);
process.stdout.write(`${total} payloads in ${Math.round((performance.now() - began) / 1000)} s\n`);
for (const { decoder, what, smallMs, largeMs } of growths.filter(({ linear }) => !linear)) {
  process.stderr.write(`${decoder} is slower than linear on ${what}: ${smallMs} → ${largeMs} ms\n`);
  process.exitCode = 1;
}
