import type { Project } from '../../model/project.ts';
import type { Registry } from '../../model/registry.ts';
import type { ReadingsStore, TimeRange } from '../../store/readings.ts';
import type { RecordsStore } from '../../store/records.ts';
import type { RecordSources } from './record.ts';

/** Gathers all that the stores know of one project, up to a moment. */
export async function readRecord(
  { records, readings }: { records: RecordsStore; readings: ReadingsStore },
  project: Project,
  registry: Registry,
  untilNow: TimeRange,
): Promise<RecordSources> {
  const { id, district, department } = project;
  const ofProject = (row: { project: string }) => row.project === id;
  const pages = await records.pages({ projects: [id] });
  const [
    events,
    investments,
    findings,
    findingEvents,
    pageSteps,
    explanations,
    activity,
    places,
    snails,
    objections,
  ] = await Promise.all([
    records.projectEvents([id]),
    records.investmentReports({ projects: [id] }),
    records.findings({ projects: [id] }),
    records.findingEventsOf(id),
    records.pageSteps(pages.map((page) => page.id)),
    records.explanations({ projects: [id] }),
    readings.activity([id], untilNow, 'day'),
    records.placesOf('project', id),
    records.snails(),
    records.objections({ subjects: [{ by: 'project', subject: id }] }),
  ]);
  return {
    project,
    events,
    milestones: registry.milestones.filter(ofProject),
    investments,
    suspensions: registry.suspensions.filter((row) => ofProject(row) || row.project === '*'),
    findings,
    findingEvents,
    pages,
    pageSteps,
    explanations,
    activity,
    places,
    // What is only proposed is a matter between those who decide and those it concerns.
    snails: snails.filter(
      ({ by, subject, history }) =>
        subject === (by === 'district' ? district : department) &&
        history.some(({ what }) => what === 'confirmed'),
    ),
    objections,
  };
}
