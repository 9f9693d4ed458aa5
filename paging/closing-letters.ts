import { createHash } from 'node:crypto';
import type { Registry } from '../model/registry.ts';
import type { Letter } from '../store/pages.ts';
import type { Audience } from './audience.ts';
import type { PagingConfiguration } from './configuration.ts';
import { ladderOf } from './line.ts';
import type { News, Notice } from './notice.ts';
import { afterQuiet, queued } from './plan/tell.ts';

/** What happened to a period, and where each audience stands in it. */
export interface ClosingNews extends Omit<News, keyof Place> {
  atMs: number;
  of: readonly (Place & { audience: Audience })[];
}

type Place = Pick<News, 'name' | 'rank' | 'ranked' | 'score' | 'rankBefore' | 'snail'>;

/** What letters about a period are addressed with. */
export interface Addressing {
  configuration: PagingConfiguration;
  registry: Registry;
  zone: string;
}

/**
 * The letters that tell of a closed period: one to each person on duty of each audience, for the transaction that
 * closes it. The same closing has the same letters, ids included.
 */
export function closingLetters({ of, atMs, ...period }: ClosingNews, addressing: Addressing): Letter[] {
  const { configuration, registry, zone } = addressing;
  const time = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return of.flatMap(({ audience, ...place }) => {
    const onDuty = ladderOf(configuration, registry, audience, time).filter(
      (rung) => rung.audience === audience,
    );
    const dueMs = afterQuiet(audience, { configuration, nowMs: atMs, zone });
    return onDuty.map(({ recipient }): Letter => {
      const { what, period: closed, revision } = period;
      const notice: Notice = {
        purpose: 'bulletin',
        audience,
        recipient,
        writtenMs: atMs,
        matters: [],
        news: { ...period, ...place },
      };
      const id = createHash('sha256')
        .update(['bulletin', what, closed, String(revision), audience, recipient.id].join('\n'))
        .digest('hex');
      return { ...queued(id, notice, atMs), dueMs };
    });
  });
}
