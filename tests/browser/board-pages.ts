/** Every page of the board and its address; `{project}` stands for the id of one, `{period}` for a closed period. */
export const boardPages = {
  city: '/',
  project: '/projects/{project}',
  projects: '/projects',
  standings: '/standings',
  bulletin: '/bulletins/{period}',
  findings: '/desk',
  pages: '/desk/pages',
  duty: '/desk/duty',
  periods: '/desk/periods',
  snails: '/desk/snails',
  objections: '/desk/objections',
  quarantine: '/desk/quarantine',
  registry: '/desk/registry',
  rules: '/desk/rules',
  users: '/desk/users',
  audit: '/desk/audit',
} as const;

/** An address with what it stands for. */
export function addressOf(
  address: string,
  { project, period }: { project: string; period: string | null },
): string {
  return address.replace('{project}', project).replace('{period}', period ?? '');
}
