import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { LiveConnection, type LiveStatus } from './live-connection.ts';
import { applyLive } from './live-updates.ts';

const LiveContext = createContext<LiveStatus>('connecting');

/** Keeps the one live line open while somebody may look, and everything kept up to date with it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>('connecting');

  useEffect(() => {
    const connection = new LiveConnection({
      fetch: (path, init) => fetch(path, init),
      onEvent: (event) => applyLive(client, event),
      onStatus: setStatus,
    });
    const wake = () => {
      if (document.visibilityState === 'visible') connection.wake();
    };
    connection.start();
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      connection.stop();
    };
  }, [client]);

  return <LiveContext value={status}>{children}</LiveContext>;
}

export function useLiveStatus(): LiveStatus {
  return useContext(LiveContext);
}
