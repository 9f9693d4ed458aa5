import { type Command, InvalidArgumentError } from 'commander';
import { type StopCause, stopCauses } from '../../simulators/life/stops.ts';
import { calendarDay } from '../options.ts';

export interface SimulateOptions {
  seed: number;
  projects: number;
  days: number;
  startDay?: string;
  stallShare?: number;
  stallCauses?: StopCause[];
  with: string;
  listConfounders?: boolean;
  broker?: string;
  http?: string;
  credentials?: string;
  since?: number;
  interval: number;
  speed: number;
  epoch?: number;
  camerasPort?: number;
  reportAs?: string;
  until?: string;
  export?: string;
  truth?: string;
}

/** Declares the options of `liangshai simulate`; a value that cannot be meant is refused with what is needed. */
export function withSimulateOptions(command: Command): Command {
  return command
    .option('--seed <number>', 'the same seed gives the same city', wholeNumber, 1)
    .option('--projects <number>', 'how many projects', count, 420)
    .option('--days <number>', 'days of history when --start-day is not given', count, 60)
    .option('--start-day <day>', 'first day with readings, YYYY-MM-DD', calendarDay)
    .option('--until <day>', 'last day of an export, YYYY-MM-DD; default: yesterday', calendarDay)
    .option('--export <directory>', 'write registry and readings as files for `backtest`, without any broker')
    .option('--truth <file>', 'write what really happened on each project and day')
    .option('--stall-share <share>', 'share of construction days that fall into stops, 0 to 0.5', share)
    .option('--stall-causes <names>', `some of ${Object.keys(stopCauses).join(', ')}`, causes)
    .option('--with <names>', 'everyday, none, all, or confounders by name with commas', 'everyday')
    .option('--list-confounders', 'say what each name of --with stands for')
    .option('--broker <url>', 'MQTT broker for the live meters, mqtt://host:port', broker)
    .option('--http <url>', 'the service that takes the backlog, http://host:port', service)
    .option('--credentials <file>', 'JSON object of secrets by the id of meter or gateway')
    .option('--since <instant>', 'send the backlog from here, ISO 8601 with zone', instant)
    .option('--interval <seconds>', 'seconds between two readings of a meter', number, 15)
    .option('--speed <factor>', 'city time against wall time', number, 1)
    .option('--epoch <ms>', 'the instant at which both times are the same, epoch ms', number)
    .option('--report-as <user>', 'report investments by HTTP; the password is in LIANGSHAI_PASSWORD')
    .option('--cameras-port <port>', 'serve the cameras here, /cameras/{project}.svg', wholeNumber);
}

/** Options that want others, or stand in each other's way: what is wrong, or null. */
export function misfit(options: SimulateOptions): string | null {
  const writes = options.export !== undefined;
  const speaks = options.broker !== undefined || options.http !== undefined;
  if (options.listConfounders) return null;
  if (writes && speaks)
    return 'files come from --export, meters speak to --broker or --http: give one or the other';
  if (!writes && !speaks && options.truth === undefined && options.camerasPort === undefined) {
    return 'say where to: --export DIR, --truth FILE, --broker URL, --http URL or --cameras-port PORT';
  }
  if (options.until !== undefined && speaks)
    return '--until belongs to --export or --truth: meters speak until they are stopped';
  for (const name of ['since', 'reportAs'] as const) {
    if (options[name] !== undefined && options.http === undefined)
      return `${flags[name]} wants the service’s address: --http URL`;
  }
  if (options.http !== undefined && options.since === undefined && options.broker === undefined) {
    return '--http takes the backlog: say from when by --since INSTANT';
  }
  return null;
}

const flags = { since: '--since', reportAs: '--report-as' } as const;

function number(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('a number above 0 is needed');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed');
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 0.5)) throw new InvalidArgumentError('a share from 0 to 0.5 is needed');
  return value;
}

function causes(text: string): StopCause[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(name in stopCauses));
  if (unknown.length > 0) throw new InvalidArgumentError(`no cause is called ${unknown.join(', ')}`);
  return names as StopCause[];
}

function instant(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw new InvalidArgumentError('an instant is written 2026-11-24T08:00:00+08:00');
  return value;
}

function count(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('a whole number of 1 or more is needed');
  return value;
}

function broker(text: string): string {
  return address(text, ['mqtt:', 'mqtts:', 'ws:', 'wss:'], 'mqtt://127.0.0.1:1883');
}

function service(text: string): string {
  return address(text, ['http:', 'https:'], 'http://127.0.0.1:8080');
}

/** Without the slash at its end. */
function address(text: string, schemes: readonly string[], example: string): string {
  const url = URL.parse(text);
  if (url === null || !schemes.includes(url.protocol) || url.hostname === '') {
    throw new InvalidArgumentError(`an address such as ${example} is needed`);
  }
  return text.replace(/\/$/, '');
}
