import type { Registry } from '../model/registry.ts';
import { emptyRegistry } from '../model/registry.ts';
import type { ProjectFacts } from '../rules/evaluate.ts';
import type { Credential, RecordsStore } from '../store/records.ts';
import { projectFacts } from './facts.ts';

/**
 * Registry and credentials as they are now. They change seldom, by an upload or by a command of another process, so
 * the store is asked for a counter and only read again when that moved.
 */
export class Roster {
  readonly #records: RecordsStore;
  readonly #onChange: (roster: Roster) => void;
  #changes = -1;
  registry: Registry = emptyRegistry();
  credentials: readonly Credential[] = [];
  facts: ReadonlyMap<string, ProjectFacts> = new Map();

  constructor(records: RecordsStore, onChange: (roster: Roster) => void) {
    this.#records = records;
    this.#onChange = onChange;
  }

  /** Looks whether something changed, and if so reads it all and tells. */
  async refresh(): Promise<void> {
    const changes = await this.#records.changes();
    if (changes === this.#changes) return;
    const [registry, credentials] = await Promise.all([
      this.#records.registry(),
      this.#records.credentials(),
    ]);
    this.#changes = changes;
    this.registry = registry;
    this.credentials = credentials;
    this.facts = projectFacts(registry, this.facts);
    this.#onChange(this);
  }
}
