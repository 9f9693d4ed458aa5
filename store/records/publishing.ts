import type { Transaction } from 'kysely';
import type { Bulletin } from '../../model/bulletin.ts';
import type { Publishing } from '../closings.ts';
import type { Letter } from '../pages.ts';
import type { Act } from '../records.ts';
import { appendAudit } from './audit.ts';
import { bulletinText, isNumberTaken, replaceDraft } from './bulletins.ts';
import { appendEvent, sha256 } from './closings.ts';
import { queueLetters } from './letters.ts';
import { standingRevision } from './standings.ts';
import type { RecordsTables } from './tables.ts';

/** What is published is the draft of the closing that stands, with what was decided since it was drafted. */
export async function publishBulletin(
  transaction: Transaction<RecordsTables>,
  bulletin: Bulletin,
  act: Act,
  letters: readonly Letter[],
): Promise<Publishing> {
  const { period, revision, number, title } = bulletin;
  if ((await standingRevision(transaction, period)) !== revision) return 'not-draft';
  if (number !== null && (await isNumberTaken(transaction, number))) return 'number-taken';
  if (!(await replaceDraft(transaction, bulletin))) return 'not-draft';
  const text = await bulletinText(transaction, period, revision);
  await appendEvent(transaction, {
    ...act,
    period,
    revision,
    what: 'published',
    note: number,
    contentHash: sha256(text ?? ''),
  });
  await queueLetters(transaction, letters);
  const detail = { revision, number, title };
  await appendAudit(transaction, { ...act, action: 'bulletin-published', subject: period, detail });
  return 'published';
}
