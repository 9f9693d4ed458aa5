import { useEffect, useState } from 'react';
import { clock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useZone } from '../server/answers.ts';
import { useLiveStatus } from '../server/live.tsx';
import type { LiveStatus } from '../server/live-connection.ts';
import css from './live-indicator.module.css';

const dictionary = {
  zh: {
    status: { live: '实时', connecting: '连接中', lost: '连接中断', refused: '需要登录' } as Record<
      LiveStatus,
      string
    >,
    asOf: (time: string) => `数据截至 ${time}`,
  },
  en: {
    status: { live: 'Live', connecting: 'Connecting', lost: 'Connection lost', refused: 'Login needed' },
    asOf: (time: string) => `as of ${time}`,
  },
};

/** Whether what is shown is now, and if not, since when it is old. */
export function LiveIndicator() {
  const words = useWords(dictionary);
  const status = useLiveStatus();
  const { language } = useLanguage();
  const zone = useZone();
  const [lastLiveMs, setLastLiveMs] = useState<number | null>(null);

  useEffect(() => {
    if (status !== 'live') return;
    return () => setLastLiveMs(Date.now());
  }, [status]);

  return (
    <span className={css.indicator} role="status" data-testid="live-indicator" data-status={status}>
      <span className={css.lamp} aria-hidden="true" />
      {words.status[status]}
      {status !== 'live' && lastLiveMs !== null && (
        <span className={css.since}>{words.asOf(clock(lastLiveMs, zone, language, true))}</span>
      )}
    </span>
  );
}
