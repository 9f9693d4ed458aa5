import type { Bulletin } from '../../model/bulletin.ts';
import type { ClosingNews } from '../../paging/closing-letters.ts';

/** What each district and each department is told of a period: where it stands. */
export function newsOf(what: ClosingNews['what'], bulletin: Bulletin, atMs: number): ClosingNews {
  const { period, revision, number, title, snails } = bulletin;
  const kinds = ['district', 'department'] as const;
  const of = kinds.flatMap((by) => {
    const standings = bulletin.standings[by];
    const ranked = standings.filter(({ rank }) => rank !== null).length;
    const proposed = new Set(
      snails.filter((snail) => snail.by === by && snail.state === 'proposed').map(({ subject }) => subject),
    );
    return standings.map(({ subject, name, rank, score, rankBefore }) => ({
      audience: `${by}/${subject}` as const,
      name,
      rank,
      ranked,
      score,
      rankBefore,
      snail: proposed.has(subject) ? ('proposed' as const) : null,
    }));
  });
  return { what, period, revision, number, title, atMs, of };
}
