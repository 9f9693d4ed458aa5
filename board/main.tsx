import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import './look/base.css';
import { LanguageProvider } from './language/language.tsx';
import { AppearanceProvider } from './look/appearance.tsx';
import { createRouter } from './routes.tsx';
import { ProblemError } from './server/request.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the service refuses it will refuse again; what did not arrive may arrive the next time.
      retry: (failures, error) => !(error instanceof ProblemError) && failures < 3,
      refetchOnWindowFocus: false,
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider>
      <AppearanceProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={createRouter()} />
        </QueryClientProvider>
      </AppearanceProvider>
    </LanguageProvider>
  </StrictMode>,
);
