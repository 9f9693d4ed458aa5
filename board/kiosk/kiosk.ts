import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/** The wall runs by itself with `?kiosk=1`: no menu, parts take turns, the screen stays awake. */
export function useKiosk(): boolean {
  return useSearchParams()[0].has('kiosk');
}

const turnMs = 20_000;

/** Counts up every twenty seconds while it is on; what takes turns shows itself by the count. */
export function useTurns(on: boolean): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setTurn((count) => count + 1), turnMs);
    return () => clearInterval(timer);
  }, [on]);
  return turn;
}

/**
 * Keeps the screen from going dark (Screen Wake Lock). The browser lets go of it whenever the page is hidden, so
 * it is asked for again when the page comes back; one that cannot or will not just goes dark as it always did.
 */
export function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let left = false;
    const ask = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (given) => {
          lock = given;
          if (left) void given.release();
        },
        () => undefined,
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      left = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, [on]);
}
