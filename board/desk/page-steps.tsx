import type { PageDetail } from '../../api/schemas/page.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { useZone } from '../server/answers.ts';
import { usePage } from '../server/page-answers.ts';
import { usePageWords } from './page-words.ts';
import css from './pages-page.module.css';

const dictionary = {
  zh: {
    steps: '经过',
    attempts: '投递',
    none: '还没有投递过',
    outcome: { delivered: '送达', postponed: '稍后再试', refused: '被拒' } as Record<
      PageDetail['attempts'][number]['outcome'],
      string
    >,
  },
  en: {
    steps: 'Steps',
    attempts: 'Deliveries',
    none: 'Nothing was sent yet',
    outcome: { delivered: 'delivered', postponed: 'later again', refused: 'refused' },
  },
};

/** What happened to a page, step by step, and every try to deliver it. */
export function PageSteps({ id }: { id: string }) {
  const words = useWords(dictionary);
  const said = usePageWords();
  const { language } = useLanguage();
  const zone = useZone();
  const time = (ms: number) => dayAndClock(ms, zone, language);
  const page = usePage(id);
  if (page.isError) return <ErrorNotice error={page.error} />;
  if (page.data === undefined) return <Loading lines={2} />;
  const { steps, attempts } = page.data;
  return (
    <div className={css.steps}>
      <section>
        <h3>{words.steps}</h3>
        <ol>
          {steps.map((step) => (
            <li key={`${step.atMs}${step.what}${step.note}`}>
              <time>{time(step.atMs)}</time>
              <span>
                {said.actor(step.actor)} {said.step(step)}
              </span>
              {step.note && <span className={css.soft}>{said.note(step.note)}</span>}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3>{words.attempts}</h3>
        {attempts.length === 0 && <p className={css.soft}>{words.none}</p>}
        <ol>
          {attempts.map((attempt) => (
            <li key={`${attempt.atMs}${attempt.channel}${attempt.target}`}>
              <time>{time(attempt.atMs)}</time>
              <span>
                {attempt.channel} {attempt.target}
              </span>
              <span className={css.soft}>
                {words.outcome[attempt.outcome]} {attempt.detail}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
