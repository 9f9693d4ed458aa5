import { useWords } from '../language/language.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { usePageTitle } from '../look/page-title.ts';
import { useProject } from '../server/answers.ts';
import { DayCalendar } from './day-calendar.tsx';
import { FindingCards } from './finding-cards.tsx';
import { InvestmentPanel } from './investment-panel.tsx';
import { LiveView } from './live-view.tsx';
import { LoadPanel } from './load-panel.tsx';
import { MeterTable } from './meter-table.tsx';
import { MilestonePanel } from './milestone-panel.tsx';
import { ProjectHead } from './project-head.tsx';
import css from './project-view.module.css';
import { RecordTimeline } from './record-timeline.tsx';

const dictionary = { zh: { loading: '正在读取项目' }, en: { loading: 'Reading the project' } };

/** One project, whole; `brief` leaves out the record, which has its place on the page of its own. */
export function ProjectView({
  id,
  heading,
  brief = false,
}: {
  id: string;
  heading: 'h1' | 'h2';
  brief?: boolean;
}) {
  const words = useWords(dictionary);
  const project = useProject(id);
  usePageTitle(project.data?.name ?? null);
  if (project.isError && project.data === undefined) {
    return <ErrorNotice error={project.error} retry={() => void project.refetch()} />;
  }
  if (project.data === undefined) {
    return (
      <section aria-label={words.loading}>
        <Loading lines={12} />
      </section>
    );
  }
  return (
    <article className={css.view} data-brief={brief}>
      <ProjectHead project={project.data} heading={heading} />
      <LoadPanel project={project.data} />
      <DayCalendar project={project.data} />
      <FindingCards project={project.data} />
      {!brief && <InvestmentPanel project={project.data} />}
      {!brief && <LiveView project={project.data} />}
      {!brief && <MilestonePanel project={project.data} />}
      {!brief && <RecordTimeline project={project.data} />}
      <MeterTable project={project.data} />
    </article>
  );
}
