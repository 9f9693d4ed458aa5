import { createBrowserRouter, type RouteObject } from 'react-router';
import { CityPage } from './city/city-page.tsx';
import { Frame } from './frame/frame.tsx';
import { PageError } from './frame/page-error.tsx';
import { Loading } from './look/notice.tsx';

/** The pages that are worked with; they come, with their component library, when the first of them is asked for. */
const workingPages: RouteObject[] = [
  {
    path: 'standings',
    lazy: async () => ({ Component: (await import('./standings/standings-page.tsx')).StandingsPage }),
  },
  {
    path: 'projects',
    lazy: async () => ({ Component: (await import('./projects/projects-page.tsx')).ProjectsPage }),
  },
  {
    path: 'bulletins/:period',
    lazy: async () => ({ Component: (await import('./dispatch/bulletin-page.tsx')).BulletinPage }),
  },
  {
    path: 'desk',
    lazy: async () => ({ Component: (await import('./desk/desk-frame.tsx')).DeskFrame }),
    children: [
      {
        index: true,
        lazy: async () => ({ Component: (await import('./desk/findings-page.tsx')).FindingsPage }),
      },
      {
        path: 'pages',
        lazy: async () => ({ Component: (await import('./desk/pages-page.tsx')).PagesPage }),
      },
      {
        path: 'duty',
        lazy: async () => ({ Component: (await import('./desk/duty-page.tsx')).DutyPage }),
      },
      {
        path: 'quarantine',
        lazy: async () => ({ Component: (await import('./desk/quarantine-page.tsx')).QuarantinePage }),
      },
      {
        path: 'registry',
        lazy: async () => ({ Component: (await import('./desk/registry-page.tsx')).RegistryPage }),
      },
      {
        path: 'periods',
        lazy: async () => ({ Component: (await import('./dispatch/periods-page.tsx')).PeriodsPage }),
      },
      {
        path: 'snails',
        lazy: async () => ({ Component: (await import('./dispatch/snails-page.tsx')).SnailsPage }),
      },
      {
        path: 'objections',
        lazy: async () => ({ Component: (await import('./dispatch/objections-page.tsx')).ObjectionsPage }),
      },
      {
        path: 'rules',
        lazy: async () => ({ Component: (await import('./desk/rules/rules-page.tsx')).RulesPage }),
      },
      {
        path: 'users',
        lazy: async () => ({ Component: (await import('./desk/users-page.tsx')).UsersPage }),
      },
      {
        path: 'audit',
        lazy: async () => ({ Component: (await import('./desk/audit-page.tsx')).AuditPage }),
      },
    ],
  },
];

/** Every page and its address. The city is part of the first load. */
export function createRouter() {
  return createBrowserRouter([
    {
      path: 'act/:token',
      errorElement: <PageError />,
      hydrateFallbackElement: <Loading />,
      lazy: async () => ({ Component: (await import('./answer/act-page.tsx')).ActPage }),
    },
    {
      element: <Frame />,
      errorElement: <PageError />,
      hydrateFallbackElement: <Loading />,
      children: [
        { index: true, element: <CityPage /> },
        {
          path: 'projects/:id',
          lazy: async () => ({ Component: (await import('./project/project-page.tsx')).ProjectPage }),
        },
        {
          lazy: async () => ({ Component: (await import('./frame/working-frame.tsx')).WorkingFrame }),
          children: workingPages,
        },
        { path: '*', lazy: async () => ({ Component: (await import('./frame/no-page.tsx')).NoPage }) },
      ],
    },
  ]);
}
