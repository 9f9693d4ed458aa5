import { type Publication, publicationOf, type TopicOwner } from './acl.ts';
import type { DeviceCredential } from './credential-book.ts';
import type { TokenBucket } from './token-bucket.ts';

/** What no topic of a PUBLISH may have (MQTT 3.1.1, 1.5.3-2 and 3.3.2-2). */
const notInTopics = /[+#\0]/;

/** A client that has logged in: who it is, what it may publish, and how fast. */
export class Guest {
  readonly credential: DeviceCredential;
  readonly rate: TokenBucket;
  readonly #ownerOf: (topic: string) => TopicOwner | null;
  #topic: string | null = null;
  #publication: Publication = 'refused';

  constructor(
    credential: DeviceCredential,
    rate: TokenBucket,
    ownerOf: (topic: string) => TopicOwner | null,
  ) {
    this.credential = credential;
    this.rate = rate;
    this.#ownerOf = ownerOf;
  }

  get id(): string {
    return this.credential.id;
  }

  /** A meter has one topic, so the last answer is nearly always the next one. */
  publicationOf(topic: string): Publication {
    if (topic !== this.#topic) {
      this.#topic = topic;
      this.#publication = notInTopics.test(topic)
        ? 'refused'
        : publicationOf(this.credential, topic, this.#ownerOf);
    }
    return this.#publication;
  }
}
