import type { FindingView } from '../../api/schemas/finding.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import css from './evidence-figures.module.css';
import { type Figures, figureLines } from './figure-lines.ts';

const dictionary = {
  zh: { title: '数字依据' },
  en: { title: 'The figures' },
};

/** The figures a finding rests on, each with its unit. */
export function EvidenceFigures({ figures }: { figures: FindingView['evidence']['figures'] }) {
  const words = useWords(dictionary);
  const lines = figureLines(figures as Figures, useLanguage().language);
  if (lines.length === 0) return null;
  return (
    <dl className={css.figures} aria-label={words.title}>
      {lines.map((line) => (
        <div key={line.name}>
          <dt>{line.name}</dt>
          <dd>
            {line.value} {line.unit && <small>{line.unit}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
