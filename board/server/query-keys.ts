/** The names under which answers are kept; live events find them by the same names. */
export const keys = {
  session: ['session'] as const,
  overview: ['overview'] as const,
  projects: ['projects'] as const,
  project: (id: string) => ['project', id] as const,
  activity: (id: string) => ['activity', id] as const,
  energy: (id: string) => ['energy', id] as const,
  cityEnergy: ['cityEnergy'] as const,
  record: (id: string) => ['record', id] as const,
  findings: ['findings'] as const,
  standings: ['standings'] as const,
  quarantine: ['quarantine'] as const,
  explanations: ['explanations'] as const,
  users: ['users'] as const,
  audit: ['audit'] as const,
};
