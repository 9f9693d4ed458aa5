/** Units of money by the power of ten that makes 万元 of them. */
const powers: Readonly<Record<string, number>> = {
  元: -4,
  百元: -2,
  千元: -1,
  万元: 0,
  百万元: 2,
  千万元: 3,
  亿元: 4,
};

export interface MoneyUnit {
  name: string;
  /** 10 to this power of 万元. */
  power: number;
}

export const wan: MoneyUnit = { name: '万元', power: 0 };

export function moneyUnit(name: string): MoneyUnit | null {
  const power = powers[name];
  return power === undefined ? null : { name, power };
}

/** `完成投资(亿元)`: the title and the unit in it; null: none. The text is NFKC without spaces. */
export function splitUnit(title: string): { title: string; unit: MoneyUnit | null } {
  const parts = /^(.+?)\((?:单位:)?([百千万亿]*元)\)$/.exec(title);
  const unit = parts === null ? null : moneyUnit(parts[2]!);
  return unit === null ? { title, unit } : { title: parts![1]!, unit };
}

/**
 * What a form's titles say of its unit, as `单位：亿元` or `…情况表（万元）`. A unit that is not known is answered by its
 * name: to read 美元 as 万元 would be worse than to ask. null: no word of it.
 */
export function unitInTitle(text: string): MoneyUnit | { unknown: string } | null {
  const flat = text.normalize('NFKC').replaceAll(/\s/g, '');
  const name = /(?:单位:|\()([^\s,、;:()%/]*元)(?![^\s,、;:()%/])/.exec(flat)?.[1];
  if (name === undefined) return null;
  return moneyUnit(name) ?? { unknown: name };
}

/**
 * An amount in 万元 of a decimal number written in a unit. A conversion is rounded to 0.01 万元 (half up), by whole
 * numbers: what is written in 万元 stays as it is.
 */
export function inWan(decimal: string, unit: MoneyUnit): number {
  if (unit.power === 0) return Number(decimal);
  return Number(`${Math.round(shifted(decimal, unit.power + 2))}e-2`);
}

/** Hundredths of 万元, not rounded: for sums that are rounded once. */
export function hundredthsOfWan(decimal: string, unit: MoneyUnit): number {
  return shifted(decimal, unit.power + 2);
}

/** The number times a power of ten, read from its digits, so that 1.005 × 100 is 100.5. */
function shifted(decimal: string, power: number): number {
  const [digits, exponent] = decimal.toLowerCase().split('e');
  return Number(`${digits}e${Number(exponent ?? 0) + power}`);
}
