import { parseArgs } from 'node:util';
import { launchChromium } from '../../tests/browser/chromium.ts';
import { writeSection } from '../results.ts';
import { heapOverTime } from './heap.ts';
import { firstLoad } from './load.ts';
import { liveRecording } from './long-tasks.ts';
import { ownDemo } from './own-demo.ts';
import { publishToPixel } from './publish.ts';

// `npm run bench:board`: how the city page of a demo of its own, or of a running one, loads, keeps up and lasts.
// `npm run bench:board -- --board URL --mqtt URL --data DIR`
const { values } = parseArgs({
  options: {
    board: { type: 'string' },
    mqtt: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
    data: { type: 'string', default: './data' },
    minutes: { type: 'string', default: '15' },
  },
});
const minutes = Number(values.minutes);

const own = values.board === undefined ? await ownDemo() : null;
const { board, mqtt, data } = own ?? { board: values.board!, mqtt: values.mqtt, data: values.data };
const browser = await launchChromium();
const lines: string[] = [];
const tell = (text: string) => {
  lines.push(text);
  process.stdout.write(`${text}\n`);
};
try {
  const { runs, gzipBytes, firstPaintMs, largestPaintMs, shareMs } = await firstLoad(browser, board);
  tell('');
  tell(`City page, ${runs} cold loads, medians: first load ${kb(gzipBytes)} kB gzip (scripts and styles);`);
  tell(
    `first paint ${firstPaintMs} ms, largest paint ${largestPaintMs} ms, working share readable ${shareMs} ms.`,
  );
  const pixel = await publishToPixel(browser, { board, mqtt, data });
  tell('');
  tell(`From a meter's publish to the changed pixel on its project's page, ${pixel.times} times:`);
  tell(`median ${pixel.medianMs} ms, longest ${pixel.longestMs} ms.`);
  const live = await liveRecording(browser, board, 60);
  tell('');
  tell(`City page with ${live.projects} projects live, ${live.seconds} s: ${live.events} events came in,`);
  tell(`${live.longTasks} tasks over 50 ms, the longest ${live.longestMs} ms.`);
  const heap = await heapOverTime(browser, board, minutes);
  tell('');
  tell(`Heap of that page after a forced collection, every minute for ${minutes} min, MB:`);
  tell(`${heap.samplesMb.join(', ')}; slope after the first two ${heap.slopeMbPerHour} MB/h.`);
} finally {
  await browser.close();
  await own?.end();
}
writeSection('board', 'npm run bench:board', lines);

function kb(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
