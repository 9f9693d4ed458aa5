/** What a process may be asked to run alone; `broker` is the embedded one, which hands what it takes to `ingest`. */
export const roles = ['broker', 'ingest', 'rules', 'paging', 'api'] as const;
export type ServiceRole = (typeof roles)[number];
