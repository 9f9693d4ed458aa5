const digitZero = 48;

/** The number in `text[from, to)`, or NaN when a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - digitZero;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Minutes east of UTC of `Z`, `+08:00`, `+0800` or `+08` at `from` to the end of the text, or NaN. */
function offsetMinutes(text: string, from: number): number {
  const rest = text.length - from;
  const sign = text[from];
  if (sign === 'Z') return rest === 1 ? 0 : Number.NaN;
  if (sign !== '+' && sign !== '-') return Number.NaN;
  const hours = digits(text, from + 1, from + 3);
  let minutes = 0;
  if (rest === 6 && text[from + 3] === ':') minutes = digits(text, from + 4, from + 6);
  else if (rest === 5) minutes = digits(text, from + 3, from + 5);
  else if (rest !== 3) return Number.NaN;
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * UTC epoch milliseconds of an ISO 8601 instant `YYYY-MM-DDThh:mm[:ss[.fraction]]` with an offset; NaN for anything
 * else, a local time included: a zone is configured, never guessed. By hand because it runs once a reading.
 */
export function parseInstant(text: string): number {
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':') return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  let seconds = 0;
  let at = 16;
  if (text[16] === ':') {
    seconds = digits(text, 17, 19);
    at = 19;
    if (text[19] === '.') {
      const begin = 20;
      at = begin;
      while (digits(text, at, at + 1) >= 0) at++;
      if (at === begin || at - begin > 9) return Number.NaN;
      seconds += digits(text, begin, at) / 10 ** (at - begin);
    }
  }
  const offset = offsetMinutes(text, at);
  const valid =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    seconds < 60;
  if (!valid || Number.isNaN(offset)) return Number.NaN;
  const minutes = epochDay(year, month, day) * 1440 + hour * 60 + minute - offset;
  return minutes * 60_000 + Math.floor(seconds * 1000 + 1e-6);
}
