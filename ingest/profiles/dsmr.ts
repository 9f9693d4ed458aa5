import { LocalTime } from '../local-time.ts';
import type {
  DecodeContext,
  Decoded,
  Profile,
  ProfileOptions,
  ShownReading,
  TopicMatch,
} from '../profile.ts';
import { emptyReading, numberOf, ownTopic, phasesOf, refused, textOf } from '../profile.ts';

/** OBIS code without medium and channel to the text of its last bracket: `1.8.0` → `001581.123*kWh`; `0-0:…` keeps a `0:`. */
type Telegram = ReadonlyMap<string, string>;

const unitScales = new Map([
  ['MWh', 1e3],
  ['kWh', 1],
  ['Wh', 1e-3],
  ['kW', 1],
  ['W', 1e-3],
  ['V', 1],
  ['A', 1],
]);

/** Lines `1-0:1.8.0(001581.123*kWh)`, in IEC 62056-21 with `*255` before the bracket. */
function telegramOf(text: string): Telegram {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    const open = line.indexOf('(');
    const close = line.lastIndexOf(')');
    if (colon < 0 || open < colon || close < open) continue;
    const code = line.slice(colon + 1, open).replace('*255', '');
    const medium = line.startsWith('0-0:') ? '0:' : '';
    lines.set(medium + code, line.slice(line.lastIndexOf('(') + 1, close));
  }
  return lines;
}

function quantity(telegram: Telegram, code: string): number | null {
  const [number, unit] = (telegram.get(code) ?? '').split('*');
  const scale = unit === undefined ? undefined : unitScales.get(unit);
  const value = numberOf(number);
  if (value === null || scale === undefined) return null;
  return scale === 1 ? value : Number((value * scale).toPrecision(15));
}

/** The total register; where the meter has tariffs only, their sum. */
function importKwh(telegram: Telegram): number | null {
  const total = quantity(telegram, '1.8.0');
  if (total !== null) return total;
  const tariffs = ['1.8.1', '1.8.2']
    .map((code) => quantity(telegram, code))
    .filter((value) => value !== null);
  return tariffs.length === 0 ? null : Number(tariffs.reduce((sum, value) => sum + value, 0).toFixed(6));
}

function powerKw(telegram: Telegram): number | null {
  const drawn = quantity(telegram, '1.7.0');
  const fedIn = quantity(telegram, '2.7.0') ?? 0;
  return drawn === null ? null : Number((drawn - fedIn).toFixed(9));
}

/** CRC-16/ARC over everything from `/` to `!`, which four hexadecimal digits follow; older meters have none. */
function checksumFails(payload: Uint8Array): boolean {
  const from = payload.indexOf(0x2f);
  const end = payload.lastIndexOf(0x21);
  const stated = /^[0-9A-F]{4}(?:\r?\n)?$/.exec(textOf(payload.subarray(end + 1)));
  if (from < 0 || end < from || stated === null) return false;
  let crc = 0;
  for (let i = from; i <= end; i++) {
    crc ^= payload[i]!;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc !== Number.parseInt(stated[0], 16);
}

/** `/EST5\\253710000_A`: what stands after the backslash, or after the maker's five characters. */
function headerName(text: string): string | null {
  const header = /^\s*\/.{5}(?:.*\\)?([\w.-]+)/.exec(text.slice(0, 200));
  return header?.[1] ?? null;
}

/** The equipment identifier is hexadecimal of text; one that is not stays as it is. */
function identifier(telegram: Telegram): string | null {
  const hex = telegram.get('0:96.1.1') ?? telegram.get('0:96.1.0');
  if (hex === undefined || hex === '') return null;
  const text = /^(?:[0-9A-F]{2})+$/i.test(hex) ? Buffer.from(hex, 'hex').toString('latin1') : hex;
  return /^[\w.-]+$/.test(text) ? text : hex;
}

/** Dutch time, told apart by S for summer and W for winter. */
const dutchOffsetMinutes: Record<string, number> = { S: 120, W: 60 };

class Dsmr {
  readonly #clock: LocalTime;

  constructor(options: ProfileOptions) {
    this.#clock = new LocalTime(options.zone);
  }

  decode(payload: Uint8Array, context: DecodeContext): Decoded {
    const text = textOf(payload);
    if (!text.trimStart().startsWith('/')) return refused('unreadable', 'a P1 telegram begins with /');
    if (checksumFails(payload)) return refused('bad-checksum', 'the CRC of the P1 telegram is wrong');
    const telegram = telegramOf(text);
    const meter = context.device ?? identifier(telegram) ?? headerName(text);
    if (meter === null) return refused('unknown-meter', 'neither the topic nor the telegram tells the meter');
    const timeMs = this.#time(telegram.get('0:1.0.0'), context.receivedMs);
    if (Number.isNaN(timeMs)) return refused('no-time', `0-0:1.0.0(${telegram.get('0:1.0.0')}) is no time`);
    const phases = (group: number) => [20, 40, 60].map((phase) => quantity(telegram, `${phase + group}.7.0`));
    const [voltages, currents] = [phases(12), phases(11)];
    const reading: ShownReading = {
      ...emptyReading(meter, timeMs),
      energyKwh: importKwh(telegram),
      powerKw: powerKw(telegram),
      voltageV: phasesOf(voltages[0]!, voltages[1]!, voltages[2]!),
      currentA: phasesOf(currents[0]!, currents[1]!, currents[2]!),
    };
    if (reading.energyKwh === null && reading.powerKw === null)
      return refused('no-reading', 'neither 1.8.x nor 1.7.0');
    return { readings: [reading], refusals: [] };
  }

  /** YYMMDDhhmmssX; without X in the configured zone; without a clock the time of receipt. */
  #time(stamp: string | undefined, receivedMs: number): number {
    if (stamp === undefined) return receivedMs;
    const parts = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([SW]?)$/.exec(stamp);
    if (parts === null) return Number.NaN;
    const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
    const offset = dutchOffsetMinutes[parts[7]!];
    if (offset === undefined) return this.#clock.epochMs(2000 + year!, month!, day!, hour!, minute!, second!);
    return Date.UTC(2000 + year!, month! - 1, day!, hour!, minute!, second!) - offset * 60_000;
  }
}

function match(topic: string): TopicMatch | null {
  return topic === 'dsmr/raw' ? { device: null, gateway: null } : ownTopic(topic, 'dsmr');
}

/** DSMR and ESMR P1 telegrams, and the data lines of IEC 62056-21 that look the same. */
export function dsmr(options: ProfileOptions): Profile {
  const decoder = new Dsmr(options);
  return { name: 'dsmr', match, decode: (payload, context) => decoder.decode(payload, context) };
}
