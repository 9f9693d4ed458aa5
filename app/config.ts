import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { HttpConfiguration } from '../api/configuration.ts';
import { MqttConfiguration } from '../broker/configuration.ts';
import { IngestConfiguration } from '../ingest/configuration.ts';
import { type Fault, LiangshaiError, type Place } from '../model/error.ts';
import { PagingConfiguration } from '../paging/configuration.ts';
import { RulesConfiguration } from '../rules/configuration.ts';
import { DispatchConfiguration } from './dispatch/configuration.ts';
import { StoreConfiguration } from './store-configuration.ts';

const TimeZone = z.string().refine((zone) => {
  try {
    return Temporal.Now.zonedDateTimeISO(zone) !== null;
  } catch {
    return false;
  }
}, 'no time zone of this name; write one such as Asia/Shanghai');

/** `liangshai.yaml`. Unknown keys are refused; every key has a default, so an empty file is a configuration. */
export const Configuration = z.strictObject({
  city: z
    .strictObject({
      name: z
        .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
        .prefault({ zh: '宁波', en: 'Ningbo' }),
      /** Days, hours and periods are in this zone. */
      zone: TimeZone.default('Asia/Shanghai'),
    })
    .prefault({}),
  /** Directory of everything that is kept; relative to the configuration file. */
  data: z.string().min(1).default('./data'),
  http: HttpConfiguration.prefault({}),
  mqtt: MqttConfiguration.prefault({}),
  ingest: IngestConfiguration.prefault({}),
  store: StoreConfiguration.prefault({}),
  rules: RulesConfiguration.prefault({}),
  standings: DispatchConfiguration.prefault({}),
  paging: PagingConfiguration.prefault({}),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
});
export type Configuration = z.infer<typeof Configuration>;

/**
 * Reads a configuration file.
 * @throws LiangshaiError `config-unreadable`, or `config-faulty` with every fault at once and its line
 */
export async function readConfiguration(file: string): Promise<Configuration> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new LiangshaiError('config-unreadable', `${file}: ${what}`, '`liangshai init` writes one', {
      cause,
    });
  });
  const directory = path.dirname(path.resolve(file));
  const configuration = withFilesFrom(directory, parseConfiguration(text, path.basename(file)));
  return { ...configuration, data: path.resolve(directory, configuration.data) };
}

/** Every key that ends in `File` names a file from the configuration's own directory on. */
function withFilesFrom<Part>(directory: string, part: Part): Part {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((one: unknown) => withFilesFrom(directory, one)) as Part;
  const resolved = Object.entries(part).map(([key, value]: [string, unknown]) =>
    key.endsWith('File') && typeof value === 'string'
      ? [key, path.resolve(directory, value)]
      : [key, withFilesFrom(directory, value)],
  );
  return Object.fromEntries(resolved) as Part;
}

/** Parses and checks a configuration's text; `source` is the name that faults carry. */
export function parseConfiguration(text: string, source: string): Configuration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw faulty(
      document.errors.map(({ pos, message }) => ({
        place: { source, line: lines.linePos(pos[0]).line },
        message,
      })),
    );
  }
  const parsed = Configuration.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue): Fault[] => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    return names.map((name) => {
      const keys = name === null ? issue.path : [...issue.path, name];
      const message = name === null ? issue.message : 'unknown key';
      return { place: placeOf(keys, source, document, lines), message };
    });
  });
  throw faulty(faults);
}

function placeOf(
  keys: readonly PropertyKey[],
  source: string,
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
): Place {
  const column = keys.map(String).join('.');
  // A key that is missing stands at its nearest ancestor that is there.
  for (let depth = keys.length; depth > 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true) as
      | { range?: [number, number, number] | null }
      | undefined;
    if (node?.range) return { source, line: lines.linePos(node.range[0]).line, column };
  }
  return { source, column };
}

function faulty(faults: readonly Fault[]): LiangshaiError {
  const what = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new LiangshaiError('config-faulty', `the configuration has ${what}`, 'mend them and start again', {
    faults,
  });
}
