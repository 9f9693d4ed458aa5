/** Every page of the board and its address; `{project}` stands for the id of one. */
export const boardPages = {
  city: '/',
  project: '/projects/{project}',
  projects: '/projects',
  standings: '/standings',
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
