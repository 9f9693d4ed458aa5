import type { Logger } from 'pino';
import type { Registry as MetricsRegistry } from 'prom-client';
import type { BulkForm, BulkReceipt } from '../ingest/bulk.ts';
import type { ReplayChoice, ReplayReceipt } from '../ingest/replay.ts';
import type { Registry } from '../model/registry.ts';
import type { Outcome } from '../paging/channels/channel.ts';
import type { RegistryFiles } from '../registry/directory.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { Act, RecordsStore } from '../store/records.ts';
import type { LiveFeed } from './live.ts';
import type { Overview } from './schemas/overview.ts';

/** One part of the service as `/readyz` shows it. */
export interface PartState {
  part: string;
  ready: boolean;
  /** In one line, for an operator. */
  detail: string;
}

/** What the API needs of paging. */
export interface PagerPort {
  /** Signs the links in letters. */
  linkSecret: Uint8Array;
  /** Looks at once at what a person did. */
  wake: () => void;
  /** Throws `channel-unknown`. */
  testChannel: (channel: string, target: string) => Promise<Outcome>;
}

/** Everything the API stands on. */
export interface ApiPorts {
  records: RecordsStore;
  readings: ReadingsStore;
  /** The registry that is current; another object after every change. */
  registry: () => Registry;
  live: LiveFeed;
  /** The way in for readings by HTTP; `body` is the request after decompression. Throws `ingest-closed`, `body-too-large`, `body-broken`. */
  intake: (sender: string, body: AsyncIterable<Uint8Array>, form: BulkForm) => Promise<BulkReceipt>;
  /** The meter or gateway behind an `Authorization` header; null: none. */
  authenticate: (authorization: string | undefined) => Promise<{ id: string } | null>;
  replay: (choice: ReplayChoice) => Promise<ReplayReceipt>;
  /** Reads and checks uploaded files on top of the registry; throws `registry-faulty` with every fault. */
  readUpload: (files: RegistryFiles) => Partial<Registry>;
  /** Stores the rows and makes them current. */
  importRegistry: (rows: Partial<Registry>, act: Act) => Promise<void>;
  /** Absent where this process does not page: links and tests of channels are refused as unavailable. */
  pager?: PagerPort;
  parts: () => PartState[];
  metrics: MetricsRegistry;
  nowMs: () => number;
  log: Logger;
}

export interface ApiSettings {
  host: string;
  /** 0: any that is free. */
  port: number;
  /** PEM; null: plain HTTP. */
  tls: { cert: string; key: string } | null;
  /** A reverse proxy stands before us: believe its X-Forwarded-* for the client's address and for TLS. */
  behindProxy: boolean;
  /** Whoever reaches the address may look, as role `viewer`; changes need a session all the same. */
  publicView: boolean;
  /** Of the service, as the description names it. */
  version: string;
  /** The operator's map of the city as GeoJSON; the file need not be there. */
  mapFile?: string;
  /** The built board. */
  boardDirectory: string;
  city: Overview['city'];
}
