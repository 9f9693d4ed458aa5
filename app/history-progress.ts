import { Presets, SingleBar } from 'cli-progress';
import type { RunEvent } from '../simulators/runs/city-run.ts';
import type { Service } from './service.ts';

const label = { zh: '正在载入历史读数', en: 'Loading the history' };

/**
 * Follows the simulator's lines: a bar on a terminal (a line a tenth elsewhere), the same progress on the board.
 * The function takes a line and answers the event's name.
 */
export function historyProgress(
  service: Service,
  output: NodeJS.WriteStream,
): (line: string) => RunEvent['event'] {
  const show = output.isTTY ? progressBar(output) : progressLines(output);
  return (line) => {
    const event = JSON.parse(line) as RunEvent;
    if (event.event === 'backlog') {
      service.progress({ task: 'history', label, done: event.readings, total: event.ofReadings });
      show.advance(event.readings, event.ofReadings, event.projects, event.ofProjects);
    } else if (event.event === 'backlog-done') {
      service.progress(null);
      show.done(event.readings, event.seconds);
    } else if (event.event === 'connected' && event.meters === event.ofMeters) {
      output.write(`  ${event.meters} meters connected and publishing\n`);
    }
    return event.event;
  };
}

interface Progress {
  advance(readings: number, ofReadings: number, projects: number, ofProjects: number): void;
  done(readings: number, seconds: number): void;
}

function doneLine(readings: number, seconds: number): string {
  return `  History: ${readings.toLocaleString('en')} readings in ${seconds.toFixed(0)} s\n`;
}

function progressBar(output: NodeJS.WriteStream): Progress {
  const bar = new SingleBar(
    {
      format: '  History   {bar} {percentage} %   {projects} of {ofProjects} projects   {eta} s to go',
      stream: output,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  return {
    advance(readings, ofReadings, projects, ofProjects) {
      if (bar.isActive) bar.update(readings, { projects, ofProjects });
      else bar.start(ofReadings, readings, { projects, ofProjects });
    },
    done(readings, seconds) {
      if (bar.isActive) bar.stop();
      output.write(doneLine(readings, seconds));
    },
  };
}

function progressLines(output: NodeJS.WriteStream): Progress {
  let tenth = -1;
  return {
    advance(readings, ofReadings, projects, ofProjects) {
      const reached = Math.floor((10 * readings) / ofReadings);
      if (reached === tenth) return;
      tenth = reached;
      output.write(`  History: ${reached * 10} %, ${projects} of ${ofProjects} projects\n`);
    },
    done(readings, seconds) {
      output.write(doneLine(readings, seconds));
    },
  };
}
