import { useMemo, useState } from 'react';
import type { Overview } from '../../api/schemas/overview.ts';
import type { ProjectItem } from '../../api/schemas/project.ts';
import { useKiosk, useTurns } from '../kiosk/kiosk.ts';
import { useWords } from '../language/language.tsx';
import { Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { Segments } from '../look/segments.tsx';
import { useStored } from '../look/stored.ts';
import { useProjects } from '../server/answers.ts';
import { siteAlarm } from './site-alarm.ts';
import { SiteCard } from './site-card.tsx';
import { SitesLegend } from './sites-legend.tsx';
import { SitesMap } from './sites-map.tsx';
import { SitesMatrix } from './sites-matrix.tsx';
import css from './sites-panel.module.css';

const dictionary = {
  zh: {
    title: '项目分布',
    map: '地图',
    matrix: '方阵',
    view: '显示方式',
    none: '还没有项目',
    noneHint: '导入台账后，项目会出现在这里。',
  },
  en: {
    title: 'The sites',
    map: 'Map',
    matrix: 'Matrix',
    view: 'View',
    none: 'No project yet',
    noneHint: 'Import the registry, and projects appear here.',
  },
};

const views = ['map', 'matrix'] as const;

/** What a drawing of all sites is given. */
export interface SitesProps {
  projects: readonly ProjectItem[];
  district: string | null;
  onOpen: (project: string) => void;
  onPoint: (pointed: Pointed | null) => void;
}

/** The site under the pointer, and where on the drawing that is, in shares of its width and height. */
export interface Pointed {
  id: string;
  x: number;
  y: number;
}

/** Every site of the city in its state: where it lies, or in the rank and file of its district. */
export function SitesPanel({
  overview,
  district,
  onOpen,
}: {
  overview: Overview | undefined;
  district: string | null;
  onOpen: (project: string) => void;
}) {
  const words = useWords(dictionary);
  const [chosen, setView] = useStored('liangshai.sites', views, 'map');
  const kiosk = useKiosk();
  const turn = useTurns(kiosk);
  const view = kiosk ? views[turn % views.length]! : chosen;
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const projects = useProjects().data?.projects;
  const drawn = useUnlessOnlyPowerChanged(projects);
  const site = pointed && projects?.find(({ id }) => id === pointed.id);
  const drawing = drawn && { projects: drawn, district, onOpen, onPoint: setPointed };

  return (
    <Panel
      title={words.title}
      className={css.sites}
      data-testid="sites"
      aside={
        <Segments
          label={words.view}
          options={views.map((each) => ({ value: each, label: words[each] }))}
          value={view}
          onChange={setView}
        />
      }
    >
      {projects === undefined && <Loading lines={10} />}
      {projects?.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {drawing && drawing.projects.length > 0 && (
        <div className={css.drawing}>
          {view === 'map' ? (
            <SitesMap {...drawing} />
          ) : (
            <SitesMatrix {...drawing} districts={overview?.districts ?? []} />
          )}
          {site && <SiteCard site={site} at={pointed} />}
        </div>
      )}
      <SitesLegend />
    </Panel>
  );
}

/** Power changes every second and is not drawn here; 420 forms are drawn again only when one of them differs. */
function useUnlessOnlyPowerChanged(projects: ProjectItem[] | undefined): ProjectItem[] | undefined {
  const look = projects
    ?.map((project) => `${project.id}${project.state}${project.excused !== null}${siteAlarm(project)}`)
    .join();
  return useMemo(() => projects, [look]);
}
