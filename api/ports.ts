import type { Logger } from 'pino';
import type { Registry as MetricsRegistry } from 'prom-client';
import type { BulkForm, BulkReceipt } from '../ingest/bulk.ts';
import type { ReplayChoice, ReplayReceipt } from '../ingest/replay.ts';
import type { Fault } from '../model/error.ts';
import type { Finding } from '../model/finding.ts';
import type { Registry } from '../model/registry.ts';
import type { Outcome } from '../paging/channels/channel.ts';
import type { Wait } from '../paging/explanation.ts';
import type { DutyLine } from '../paging/on-duty.ts';
import type { ImportReading, Objection, RegistrySheets } from '../registry/import.ts';
import type { ReadingsStore } from '../store/readings.ts';
import type { Act, RecordsStore } from '../store/records.ts';
import type { DispatchPort } from './dispatch-port.ts';
import type { LiveFeed } from './live.ts';
import type { OpenIdSettings } from './openid.ts';
import type { Overview } from './schemas/overview.ts';
import type { ParameterValues, RulesView } from './schemas/rules.ts';

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
  /** The channels of the configuration; `stopped` where this process does not page. */
  channels: () => { name: string; type: string; state: 'running' | 'stopped' }[];
  onDuty: (atMs: number) => DutyLine[];
  /** The explanations whose score waits for a decision. */
  waits: () => Promise<Wait[]>;
  /** Throws `channel-unknown`. */
  testChannel: (channel: string, target: string) => Promise<Outcome>;
}

/** What became of a trial of other parameters; the findings are of the last days, under both sets of rules. */
export type TrialState = { values: ParameterValues } & (
  | { state: 'running'; done: number; total: number }
  | {
      state: 'done';
      outcome: {
        from: string;
        to: string;
        projects: number;
        appear: readonly Finding[];
        vanish: readonly Finding[];
        shift: readonly { before: Finding; after: Finding }[];
        same: number;
      };
    }
  | { state: 'failed' }
);

/** The rules' parameters, which people may look at, try and change. */
export interface ParametersPort {
  parameters: () => Promise<RulesView>;
  /** The faults of values that cannot be; null: begun. */
  beginTrial: (values: ParameterValues) => Promise<{ faults: readonly Fault[] } | null>;
  trial: () => TrialState | null;
  change: (values: ParameterValues, note: string, act: Act) => Promise<{ faults: readonly Fault[] } | null>;
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
  /** The meter or gateway behind an `Authorization` header that came from an address. */
  authenticate: (
    authorization: string | undefined,
    address: string,
  ) => Promise<{ id: string } | 'wrong' | 'throttled'>;
  replay: (choice: ReplayChoice) => Promise<ReplayReceipt>;
  /** Reads and checks uploaded sheets on top of the registry. */
  readUpload: (sheets: RegistrySheets, objection: Objection) => ImportReading;
  /** Days after the end of a period within which its report is in time, by the rules in force. */
  reportDays: () => Promise<number>;
  /** Stores the rows and makes them current. */
  importRegistry: (rows: Partial<Registry>, act: Act) => Promise<void>;
  /** Absent where this process does not page: links and tests of channels are refused as unavailable. */
  pager?: PagerPort;
  parameters: ParametersPort;
  /** Closed periods: closing, opening again, publishing. */
  dispatch: DispatchPort;
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
  /** Addresses and networks of the proxies before us: their X-Forwarded-* are believed, nobody else's. */
  behindProxy: readonly string[];
  /** Whoever reaches the address may look, as role `viewer`; changes need a session all the same. */
  publicView: boolean;
  /** Where people may sign in beside our own passwords; null: nowhere. */
  openId: OpenIdSettings | null;
  /** Of the service, as the description names it. */
  version: string;
  /** The operator's map of the city as GeoJSON; the file need not be there. */
  mapFile?: string;
  /** The built board. */
  boardDirectory: string;
  city: Overview['city'];
}
