import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { usePageTitle } from '../look/page-title.ts';
import { useOverview } from '../server/answers.ts';
import css from './city-page.module.css';
import { DistrictRanking } from './district-ranking.tsx';
import { FindingTicker } from './finding-ticker.tsx';
import { LatestPages } from './latest-pages.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { PowerPanel } from './power-panel.tsx';
import { SitesPanel } from './sites-panel.tsx';
import { StalledList } from './stalled-list.tsx';
import { StatePanel } from './state-panel.tsx';

const ProjectDrawer = lazy(async () => ({
  default: (await import('../project/project-drawer.tsx')).ProjectDrawer,
}));

const dictionary = { zh: { title: '全市一屏' }, en: { title: 'The city on one screen' } };

/** 一屏掌控. Which project is open and which district is picked out are in the address. */
export function CityPage() {
  const words = useWords(dictionary);
  usePageTitle(words.title);
  const overview = useOverview();
  const [search, setSearch] = useSearchParams();
  const project = search.get('project');
  const district = search.get('district');

  const put = (name: 'project' | 'district', value: string | null) =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const openProject = (id: string) => put('project', id);

  if (overview.isError && overview.data === undefined) {
    return <ErrorNotice error={overview.error} retry={() => void overview.refetch()} />;
  }
  return (
    <div className={css.city}>
      <h1 className="only-spoken">{words.title}</h1>
      <div className={css.left}>
        <StatePanel overview={overview.data} />
        <PlanPanel />
        <PowerPanel overview={overview.data} />
      </div>
      <SitesPanel overview={overview.data} district={district} onOpen={openProject} />
      <div className={css.right}>
        <StalledList overview={overview.data} district={district} onOpen={openProject} />
        <DistrictRanking
          overview={overview.data}
          chosen={district}
          onChoose={(id) => put('district', id === district ? null : id)}
        />
      </div>
      <div className={css.tickers}>
        <FindingTicker onOpen={openProject} />
        <LatestPages />
      </div>
      {project !== null && (
        <Suspense>
          <ProjectDrawer id={project} onClose={() => put('project', null)} />
        </Suspense>
      )}
    </div>
  );
}
