import { LiangshaiError } from '../../model/error.ts';
import { StoreUnavailable } from '../readings.ts';
import { thrownBy, unreachable } from './errors.ts';
import { authorization, type InfluxOptions, rawPolicy } from './options.ts';
import { InfluxQuery } from './query.ts';
import { serverGeneration } from './server-version.ts';

const dayS = 86_400;

export interface InfluxSetUp extends InfluxOptions {
  /** How long raw readings are kept; everything else stays for ever. null: they stay too. */
  keepReadingsDays: number | null;
}

/**
 * Makes the database ready, as often as one likes: with the retention policies in 1.x, the buckets and their DBRP
 * mappings in 2.x, the databases in 3.x. Answers with what stands now, a line each.
 */
export async function setUpInflux(options: InfluxSetUp, nowMs: () => number): Promise<string[]> {
  try {
    const api = new InfluxApi(options, nowMs);
    const generation = await serverGeneration(options);
    if (generation === 1) return await setUpDatabase(options, nowMs);
    if (generation === 2) return await setUpBuckets(options, api);
    return await setUpDatabases(options, api);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new LiangshaiError(
      'store-unreachable',
      error.message,
      `check store.readings.url and that InfluxDB runs at ${options.url}`,
      { cause: error },
    );
  }
}

async function setUpDatabase(options: InfluxSetUp, nowMs: () => number): Promise<string[]> {
  const query = new InfluxQuery(options, nowMs);
  const { database, keepReadingsDays } = options;
  const duration = keepReadingsDays === null ? 'INF' : `${keepReadingsDays}d`;
  const name = quoted(database);
  await query.ask(`CREATE DATABASE ${name}`);
  const policies = await query.ask(`SHOW RETENTION POLICIES ON ${name}`);
  const there = policies.some(({ values }) => values.some(([policy]) => policy === rawPolicy));
  const verb = there ? 'ALTER' : 'CREATE';
  await query.ask(
    `${verb} RETENTION POLICY ${quoted(rawPolicy)} ON ${name} DURATION ${duration} REPLICATION 1`,
  );
  return [`database ${database}`, `retention policy ${rawPolicy}: ${kept(keepReadingsDays)}`];
}

async function setUpBuckets(options: InfluxSetUp, api: InfluxApi): Promise<string[]> {
  const { database, org, keepReadingsDays } = options;
  if (org === null) {
    throw new LiangshaiError('store-org', 'InfluxDB 2.x wants an organisation', 'set store.readings.org');
  }
  const { orgs } = await api.get<{ orgs?: { id: string }[] }>('/api/v2/orgs', { org });
  const orgId = orgs?.[0]?.id;
  if (orgId === undefined) {
    throw new LiangshaiError('store-org', `there is no organisation ${org}`, 'correct store.readings.org');
  }
  const raw = { name: `${database}/${rawPolicy}`, policy: rawPolicy, days: keepReadingsDays };
  const rest = { name: database, policy: 'autogen', days: null };
  for (const { name, policy, days } of [rest, raw]) {
    const bucketId = await ensureBucket(api, orgId, name, days);
    await ensureMapping(api, { orgID: orgId, bucketID: bucketId, database, policy });
  }
  return [
    `bucket ${rest.name}, mapped as database ${database}`,
    `bucket ${raw.name}: ${kept(keepReadingsDays)}`,
  ];
}

async function ensureBucket(
  api: InfluxApi,
  orgId: string,
  name: string,
  days: number | null,
): Promise<string> {
  const retentionRules = days === null ? [] : [{ type: 'expire', everySeconds: days * dayS }];
  const { buckets } = await api.get<{ buckets?: { id: string }[] }>('/api/v2/buckets', {
    orgID: orgId,
    name,
  });
  const there = buckets?.[0];
  if (there !== undefined) {
    await api.send('PATCH', `/api/v2/buckets/${there.id}`, { retentionRules });
    return there.id;
  }
  const made = await api.send<{ id: string }>('POST', '/api/v2/buckets', {
    orgID: orgId,
    name,
    retentionRules,
  });
  return made.id;
}

async function ensureMapping(
  api: InfluxApi,
  mapping: { orgID: string; bucketID: string; database: string; policy: string },
): Promise<void> {
  const { orgID, bucketID, database, policy } = mapping;
  const found = await api.get<{ content?: { bucketID: string }[] }>('/api/v2/dbrps', {
    orgID,
    db: database,
    rp: policy,
  });
  if (found.content?.some((one) => one.bucketID === bucketID)) return;
  await api.send('POST', '/api/v2/dbrps', {
    orgID,
    bucketID,
    database,
    retention_policy: policy,
    default: policy !== rawPolicy,
  });
}

async function setUpDatabases(options: InfluxSetUp, api: InfluxApi): Promise<string[]> {
  const { database, keepReadingsDays } = options;
  const raw = `${database}/${rawPolicy}`;
  const there = await api.get<{ 'iox::database': string }[]>('/api/v3/configure/database', {
    format: 'json',
  });
  const names = there.map((one) => one['iox::database']);
  const retention = keepReadingsDays === null ? {} : { retention_period: `${keepReadingsDays}d` };
  if (!names.includes(database)) await api.send('POST', '/api/v3/configure/database', { db: database });
  if (!names.includes(raw)) await api.send('POST', '/api/v3/configure/database', { db: raw, ...retention });
  return [`database ${database}`, `database ${raw}: ${kept(keepReadingsDays)}`];
}

function kept(days: number | null): string {
  return days === null ? 'raw readings stay for ever' : `raw readings stay ${days} days`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '\\"')}"`;
}

/** The management API of 2.x and 3.x. */
class InfluxApi {
  readonly #options: InfluxOptions;
  readonly #nowMs: () => number;

  constructor(options: InfluxOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
  }

  async get<T>(path: string, query: Record<string, string>): Promise<T> {
    return (await this.#answer(await this.#fetch('GET', `${path}?${new URLSearchParams(query)}`))) as T;
  }

  async send<T>(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<T> {
    return (await this.#answer(await this.#fetch(method, path, body))) as T;
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const { url, token, timeoutMs } = this.#options;
    try {
      return await fetch(new URL(path, url), {
        method,
        headers: { ...authorization(token), 'content-type': 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw unreachable(url, cause);
    }
  }

  async #answer(response: Response): Promise<unknown> {
    const body = await response.text();
    if (response.ok) return body === '' ? undefined : JSON.parse(body);
    const failure = {
      status: response.status,
      message: body.slice(0, 200),
      retryAfter: response.headers.get('retry-after'),
    };
    throw thrownBy(this.#options.url, failure, this.#nowMs());
  }
}
