import type { ProjectItem } from '../../api/schemas/project.ts';
import type { SilenceList } from '../../api/schemas/silence.ts';

type Match = SilenceList['silences'][number]['match'];

/** What a silence can be about, by the field of its match. */
export const placeFields = ['districts', 'departments', 'projects'] as const;
export type PlaceField = (typeof placeFields)[number];

/** Every district, department and project that projects name: id to name. */
export function namedPlaces(projects: readonly ProjectItem[]): Record<PlaceField, Map<string, string>> {
  return {
    districts: new Map(projects.map(({ district }) => [district.id, district.name])),
    departments: new Map(projects.map(({ department }) => [department.id, department.name])),
    projects: new Map(projects.map(({ id, name }) => [id, name])),
  };
}

/** The names of what a silence is about, an id where the name is not known; none: the whole city. */
export function placesOf(projects: readonly ProjectItem[], match: Match): string[] {
  const named = namedPlaces(projects);
  return placeFields.flatMap((field) => (match[field] ?? []).map((id) => named[field].get(id) ?? id));
}
