import { Presets, SingleBar } from 'cli-progress';
import type { RunEvent } from '../../simulators/runs/city-run.ts';
import type { ExportProgress } from '../../simulators/runs/export.ts';

/** A bar of projects on a terminal; a pipe gets the closing line alone. */
export function projectBar(
  label: string,
  output: NodeJS.WriteStream,
): { show: (progress: Omit<ExportProgress, 'readings'>) => void; stop: () => void } {
  if (!output.isTTY) return { show: () => undefined, stop: () => undefined };
  const format = `  ${label}  {bar} {percentage} %   {value} of {total} projects   {eta} s to go`;
  const bar = new SingleBar({ format, stream: output, hideCursor: true }, Presets.shades_classic);
  return {
    show({ projects, ofProjects }) {
      if (bar.isActive) bar.update(projects);
      else bar.start(ofProjects, projects);
    },
    stop() {
      if (bar.isActive) bar.stop();
    },
  };
}

export function rateText(readings: number, seconds: number): string {
  const rate = seconds > 0 ? readings / seconds : 0;
  const rounded = rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en');
  return `${readings.toLocaleString('en')} readings in ${seconds.toFixed(1)} s, ${rounded} a second`;
}

/** Tells how a run goes on: for a person at a terminal, elsewhere an event a line as JSON. */
export function runReport(output: NodeJS.WriteStream): (event: RunEvent) => void {
  if (!output.isTTY) return (event) => output.write(`${JSON.stringify(event)}\n`);
  const bar = projectBar('Backlog', output);
  const line = (text: string) => output.write(`\r\u001b[K  ${text}`);
  return (event) => {
    switch (event.event) {
      case 'backlog':
        bar.show(event);
        break;
      case 'backlog-done':
        bar.stop();
        output.write(`  Backlog  ${rateText(event.readings, event.seconds)}\n`);
        break;
      case 'connected':
        line(`Live     ${event.meters} of ${event.ofMeters} connections`);
        break;
      case 'live':
        line(
          `Live     ${event.readings.toLocaleString('en')} readings acknowledged, ${event.perSecond} a second`,
        );
        break;
      case 'stopped':
        bar.stop();
        line(`Stopped  ${rateText(event.live, event.liveSeconds)}, acknowledged by the broker\n`);
    }
  };
}
