import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export const root = path.dirname(path.dirname(import.meta.dirname));
export const composeText = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');

/** What the tests look at in a service. */
export interface Service {
  image?: string;
  build?: string;
  profiles?: string[];
  command?: string[];
  entrypoint?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  configs?: { source: string; target: string }[];
  secrets?: string[];
  volumes?: string[];
  ports?: string[];
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
}

export interface Compose {
  services: Record<string, Service>;
  configs: Record<string, { content: string }>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, null>;
  networks: Record<string, { ipam: { config: { subnet: string; gateway: string }[] } }>;
}

export const compose = parse(composeText, { merge: true }) as Compose;
export const services = Object.entries(compose.services);
/** Those that run our image. */
export const ours = services.filter(([, { build }]) => build !== undefined);
