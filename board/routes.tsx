import { createBrowserRouter } from 'react-router';
import { CityPage } from './city/city-page.tsx';
import { Frame } from './frame/frame.tsx';
import { PageError } from './frame/page-error.tsx';

/** Every page and its address. The city is part of the first load; every other page comes when it is asked for. */
export function createRouter() {
  return createBrowserRouter([
    {
      element: <Frame />,
      errorElement: <PageError />,
      children: [
        { index: true, element: <CityPage /> },
        {
          path: 'projects/:id',
          lazy: async () => ({ Component: (await import('./project/project-page.tsx')).ProjectPage }),
        },
        { path: '*', lazy: async () => ({ Component: (await import('./frame/no-page.tsx')).NoPage }) },
      ],
    },
  ]);
}
