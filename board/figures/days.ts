import type { Language } from '../language/language.tsx';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${zone}${JSON.stringify(parts)}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: zone, ...parts });
    formats.set(key, found);
  }
  return found;
}

/** `14:05`, or `14:05:09` with seconds, in the city's zone. */
export function clock(timeMs: number, zone: string, language: Language, seconds = false): string {
  return format(language, zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(timeMs);
}

/** `11月24日 周二` or `Tue 24 Nov`. */
export function dayName(timeMs: number, zone: string, language: Language): string {
  return format(language, zone, { month: 'short', day: 'numeric', weekday: 'short' }).format(timeMs);
}

/** `11-24 14:05`. */
export function dayAndClock(timeMs: number, zone: string, language: Language): string {
  return `${dayOf(timeMs, zone).slice(5)} ${clock(timeMs, zone, language)}`;
}

/** The calendar day `YYYY-MM-DD` of an instant in the city's zone. */
export function dayOf(timeMs: number, zone: string): string {
  const parts = format('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    timeMs,
  );
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The instant of a wall clock's `YYYY-MM-DDTHH:MM` in the city's zone; of an hour that comes twice one of the two. */
export function instantOf(local: string, zone: string): number {
  const wallMs = Date.parse(`${local}Z`);
  const aheadMs = (timeMs: number) =>
    Date.parse(`${dayOf(timeMs, zone)}T${clock(timeMs, zone, 'en')}Z`) - Math.floor(timeMs / 60_000) * 60_000;
  // How far the zone is ahead is known at an instant, so the first answer is only near when clocks change that day.
  const nearMs = wallMs - aheadMs(wallMs);
  return wallMs - aheadMs(nearMs);
}

/** A day some days later; calendar days have no zone, so UTC does the counting. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** 0 = Monday. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** How long ago, in the largest unit that tells something: `3 秒前`, `2 min ago`. */
export function ago(timeMs: number, nowMs: number, language: Language): string {
  const seconds = Math.max(0, Math.round((nowMs - timeMs) / 1000));
  const steps = [
    { size: 86_400, zh: '天前', en: ' d ago' },
    { size: 3_600, zh: '小时前', en: ' h ago' },
    { size: 60, zh: '分钟前', en: ' min ago' },
    { size: 1, zh: '秒前', en: ' s ago' },
  ];
  const step = steps.find(({ size }) => seconds >= size) ?? steps.at(-1)!;
  const value = Math.floor(seconds / step.size);
  return language === 'zh' ? `${value} ${step.zh}` : `${value}${step.en}`;
}
