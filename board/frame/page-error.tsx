import { useRouteError } from 'react-router';
import { ErrorNotice } from '../look/notice.tsx';

/** A page that could not be loaded or drawn; loading the address again is the way out. */
export function PageError() {
  const thrown = useRouteError();
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return <ErrorNotice error={error} retry={() => window.location.reload()} />;
}
