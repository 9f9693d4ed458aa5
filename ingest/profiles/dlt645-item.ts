/** What a data item is. `_total` before its phases or tariffs, in the order of the standard. */
export type Quantity =
  | 'energy-combined'
  | 'energy-forward'
  | 'energy-reverse'
  | 'voltage'
  | 'current'
  | 'power'
  | 'power-factor'
  | 'frozen-time'
  | 'frozen-energy'
  | 'other';

/** How a data item is laid out: BCD fields of `bytes` each, little-endian, with `decimals` after the point. */
export interface Layout {
  quantity: Quantity;
  name: string;
  bytes: number;
  decimals: number;
  /** Bit 7 of the most significant byte is the sign. */
  signed: boolean;
  /** The phase of the only field, 0 to 2; null: the first field is a total, or there are three phases. */
  phase: number | null;
}

function layout(
  quantity: Quantity,
  name: string,
  bytes: number,
  decimals: number,
  options: { signed?: boolean; phase?: number } = {},
): Layout {
  return { quantity, name, bytes, decimals, signed: options.signed ?? false, phase: options.phase ?? null };
}

const phaseNames = ['A', 'B', 'C'] as const;

/** DL/T 645-2007, appendix A, tables A.1 to A.6: the items of WIRE's list and their blocks (FF). */
function layouts2007(): Map<string, Layout> {
  const items = new Map<string, Layout>();
  const energies = [
    ['00', 'energy-combined', 'combined energy kWh', true],
    ['01', 'energy-forward', 'forward energy kWh', false],
    ['02', 'energy-reverse', 'reverse energy kWh', false],
  ] as const;
  for (const [code, quantity, name, signed] of energies) {
    items.set(`00${code}0000`, layout(quantity, name, 4, 2, { signed }));
    items.set(`00${code}FF00`, layout(quantity, name, 4, 2, { signed }));
    for (let tariff = 1; tariff <= 4; tariff++) {
      items.set(`00${code}0${tariff}00`, layout('other', `${name} of tariff ${tariff}`, 4, 2, { signed }));
    }
  }
  const phased = [
    ['0201', 'voltage', 'voltage V', 2, 1, false],
    ['0202', 'current', 'current A', 3, 3, true],
    ['0203', 'power', 'active power kW', 3, 4, true],
    ['0204', 'other', 'reactive power kvar', 3, 4, true],
    ['0205', 'other', 'apparent power kVA', 3, 4, true],
    ['0206', 'power-factor', 'power factor', 2, 3, true],
  ] as const;
  for (const [group, quantity, name, bytes, decimals, signed] of phased) {
    const withTotal = group >= '0203';
    if (withTotal) items.set(`${group}0000`, layout(quantity, name, bytes, decimals, { signed }));
    items.set(`${group}FF00`, layout(quantity, name, bytes, decimals, { signed }));
    for (const [phase, letter] of phaseNames.entries()) {
      // A phase of a power is no reading of its own: the total is asked for.
      const single = withTotal ? 'other' : quantity;
      items.set(
        `${group}0${phase + 1}00`,
        layout(single, `${name} phase ${letter}`, bytes, decimals, { signed, phase }),
      );
    }
  }
  items.set('02800002', layout('other', 'frequency Hz', 2, 2));
  items.set('00900200', layout('other', 'remaining money', 4, 2));
  items.set('04000101', layout('other', 'meter date', 4, 0));
  items.set('04000102', layout('other', 'meter time', 3, 0));
  items.set('05060001', layout('frozen-time', 'time of the daily freeze', 5, 0));
  items.set('05060101', layout('frozen-energy', 'frozen forward energy kWh', 4, 2));
  return items;
}

/** DL/T 645-1997, appendix B: the same quantities by their two-byte identifiers. */
function layouts1997(): Map<string, Layout> {
  const items = new Map<string, Layout>([
    ['9000', layout('energy-combined', 'combined energy kWh', 4, 2)],
    ['9010', layout('energy-forward', 'forward energy kWh', 4, 2)],
    ['901F', layout('energy-forward', 'forward energy kWh', 4, 2)],
    ['9020', layout('energy-reverse', 'reverse energy kWh', 4, 2)],
    ['902F', layout('energy-reverse', 'reverse energy kWh', 4, 2)],
    ['9110', layout('other', 'reactive energy kvarh', 4, 2)],
    ['B61F', layout('voltage', 'voltage V', 2, 0)],
    ['B62F', layout('current', 'current A', 2, 2)],
    ['B630', layout('power', 'active power kW', 3, 4)],
    ['B63F', layout('power', 'active power kW', 3, 4)],
    ['C010', layout('other', 'meter date', 4, 0)],
    ['C011', layout('other', 'meter time', 3, 0)],
  ]);
  for (const [phase, letter] of phaseNames.entries()) {
    items.set(`B61${phase + 1}`, layout('voltage', `voltage V phase ${letter}`, 2, 0, { phase }));
    items.set(`B62${phase + 1}`, layout('current', `current A phase ${letter}`, 2, 2, { phase }));
  }
  return items;
}

export const items2007: ReadonlyMap<string, Layout> = layouts2007();
export const items1997: ReadonlyMap<string, Layout> = layouts1997();

/** The identifier, most significant byte first, as the standard prints it. */
export function identifierOf(data: Uint8Array, bytes: 2 | 4): string {
  let text = '';
  for (let i = bytes - 1; i >= 0; i--) text += data[i]!.toString(16).padStart(2, '0');
  return text.toUpperCase();
}

/** One BCD field: its number, null when all its bytes are FF (not available), undefined when a nibble is no digit. */
export function bcdField(field: Uint8Array, layout: Layout): number | null | undefined {
  if (field.every((byte) => byte === 0xff)) return null;
  let value = 0;
  let negative = false;
  for (let i = field.length - 1; i >= 0; i--) {
    let byte = field[i]!;
    if (layout.signed && i === field.length - 1) {
      negative = (byte & 0x80) !== 0;
      byte &= 0x7f;
    }
    const high = byte >> 4;
    const low = byte & 0x0f;
    if (high > 9 || low > 9) return undefined;
    value = value * 100 + high * 10 + low;
  }
  const scaled = value / 10 ** layout.decimals;
  return negative && scaled !== 0 ? -scaled : scaled;
}

/** The whole fields of a data item in order; undefined: invalid BCD. */
export function bcdFields(data: Uint8Array, layout: Layout): (number | null)[] | undefined {
  const values: (number | null)[] = [];
  for (let at = 0; at + layout.bytes <= data.length; at += layout.bytes) {
    const value = bcdField(data.subarray(at, at + layout.bytes), layout);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
