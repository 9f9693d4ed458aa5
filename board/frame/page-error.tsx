import { useEffect } from 'react';
import { useLocation, useRouteError } from 'react-router';
import { ErrorNotice } from '../look/notice.tsx';

/** Nobody stands before the wall to press a button. */
const wakeAgainMs = 30_000;

/** A page that could not be loaded or drawn; loading the address again is the way out. */
export function PageError() {
  const thrown = useRouteError();
  const kiosk = new URLSearchParams(useLocation().search).has('kiosk');
  useEffect(() => {
    if (!kiosk) return;
    const timer = setTimeout(() => window.location.reload(), wakeAgainMs);
    return () => clearTimeout(timer);
  }, [kiosk]);
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return <ErrorNotice error={error} retry={() => window.location.reload()} />;
}
