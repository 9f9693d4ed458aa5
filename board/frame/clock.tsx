import { clock, dayName } from '../figures/days.ts';
import { useLanguage } from '../language/language.tsx';
import { useZone } from '../server/answers.ts';
import { useNow } from '../server/now.ts';
import css from './clock.module.css';

export function Clock() {
  const { language } = useLanguage();
  const zone = useZone();
  const nowMs = useNow();
  return (
    <time className={css.clock} dateTime={new Date(nowMs).toISOString()}>
      <span className={css.day}>{dayName(nowMs, zone, language)}</span>
      <span className={css.time}>{clock(nowMs, zone, language, true)}</span>
    </time>
  );
}
