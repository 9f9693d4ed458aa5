import type { MeterDirectory } from './meter-directory.ts';
import { ownTopic, type Profile, type TopicMatch } from './profile.ts';

export interface Choice extends TopicMatch {
  /** null: the registry gives the meter a profile that there is not. */
  profile: Profile | null;
}

/** By the topic; on `meters/{id}/raw`, for a meter that cannot be told another, by the registry's word for it. */
export class ProfileChoice {
  readonly #profiles: readonly Profile[];
  readonly #byName: ReadonlyMap<string, Profile>;
  #lastTopic: string | null = null;
  #last: Choice | null = null;

  constructor(profiles: readonly Profile[]) {
    this.#profiles = profiles;
    this.#byName = new Map(profiles.map((profile) => [profile.name, profile]));
  }

  /** null: nobody knows the topic. The door asks and then the intake, so the last answer is kept. */
  choose(topic: string, directory: MeterDirectory): Choice | null {
    if (topic === this.#lastTopic) return this.#last;
    for (const profile of this.#profiles) {
      const match = profile.match(topic);
      if (match === null) continue;
      this.#lastTopic = topic;
      this.#last = { profile, device: match.device, gateway: match.gateway };
      return this.#last;
    }
    return this.#raw(topic, directory);
  }

  #raw(topic: string, directory: MeterDirectory): Choice | null {
    const raw = ownTopic(topic, 'raw');
    if (raw === null) return null;
    const name = raw.device === null ? undefined : directory.stretches(raw.device)?.at(-1)?.profile;
    return { profile: this.#byName.get(name ?? '') ?? null, ...raw };
  }
}
