import { count } from '../figures/numbers.ts';
import { useLanguage, useSentence, useWords } from '../language/language.tsx';
import { useOverview } from '../server/answers.ts';
import css from './loading-history.module.css';

const dictionary = {
  zh: { partial: '在此之前，页面上的数字尚不完整。' },
  en: { partial: 'Until then the figures below are incomplete.' },
};

/** While a long task such as the history of the first run is under way: how far it is, and that figures are partial. */
export function LoadingHistory() {
  const { language } = useLanguage();
  const sentence = useSentence();
  const words = useWords(dictionary);
  const progress = useOverview().data?.progress ?? null;
  if (progress === null) return null;
  const share = progress.total > 0 ? progress.done / progress.total : 0;
  const label = sentence(progress.label);
  return (
    <div className={css.history} data-testid="history-progress">
      <span className={css.label}>{label}</span>
      <progress value={share} max={1} aria-label={label} />
      <span className={css.figure}>
        {Math.floor(share * 100)}%
        <small>
          {count(progress.done, language)} / {count(progress.total, language)}
        </small>
      </span>
      <span className={css.partial}>{words.partial}</span>
    </div>
  );
}
