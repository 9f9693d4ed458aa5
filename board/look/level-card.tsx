import type { FindingLevel } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import css from './level-card.module.css';

/** A finding's level as a card, with its word; `small` leaves only the card and says the word. */
export function LevelCard({ level, small = false }: { level: FindingLevel; small?: boolean }) {
  const words = useWords(terms);
  if (small) {
    return <span className={css.small} data-level={level} role="img" aria-label={words.level[level]} />;
  }
  return (
    <span className={css.card} data-level={level}>
      {words.level[level]}
    </span>
  );
}
