import { useSearchParams } from 'react-router';
import { useWords } from '../language/language.tsx';
import { useAwake, useKiosk } from './kiosk.ts';

const dictionary = {
  zh: { enter: '大屏', leave: '退出大屏' },
  en: { enter: 'Wall', leave: 'Leave the wall' },
};

/** To the wall and back; a browser that refuses full screen still shows the wall in its window. */
export function KioskSwitch() {
  const words = useWords(dictionary);
  const kiosk = useKiosk();
  const [, setSearch] = useSearchParams();
  useAwake(kiosk);
  const turn = () => {
    setSearch((now) => {
      const next = new URLSearchParams(now);
      if (kiosk) next.delete('kiosk');
      else next.set('kiosk', '1');
      return next;
    });
    if (kiosk) void document.exitFullscreen().catch(() => undefined);
    else void document.documentElement.requestFullscreen().catch(() => undefined);
  };
  return (
    <button type="button" onClick={turn} data-testid="kiosk-switch">
      {kiosk ? words.leave : words.enter}
    </button>
  );
}
