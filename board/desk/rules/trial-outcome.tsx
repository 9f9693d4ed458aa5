import { Link } from 'react-router';
import type { TrialFinding, TrialView } from '../../../api/schemas/rules.ts';
import { useSentence, useWords } from '../../language/language.tsx';
import { terms } from '../../language/terms.ts';
import { LevelCard } from '../../look/level-card.tsx';
import css from './rules-page.module.css';

const dictionary = {
  zh: {
    span: (from: string, to: string, same: number) => `${from} 至 ${to}：${same} 条问题不变`,
    appear: '新增',
    vanish: '消失',
    shift: '改变',
    none: '这些参数在近 90 天里不会带来任何不同。',
    stood: (opened: string, closed: string | null) => (closed ? `${opened} 至 ${closed}` : `自 ${opened}`),
    more: (count: number) => `另有 ${count} 条`,
  },
  en: {
    span: (from: string, to: string, same: number) => `${from} to ${to}: ${same} findings alike`,
    appear: 'Appear',
    vanish: 'Vanish',
    shift: 'Change',
    none: 'These parameters would have made no difference in the last 90 days.',
    stood: (opened: string, closed: string | null) => (closed ? `${opened} to ${closed}` : `since ${opened}`),
    more: (count: number) => `and ${count} more`,
  },
};

type Outcome = NonNullable<TrialView['outcome']>;
const mostListed = 50;

/** Which findings would have come, gone or changed. */
export function TrialOutcome({ outcome }: { outcome: Outcome }) {
  const words = useWords(dictionary);
  const { from, to, appear, vanish, shift, same } = outcome;
  const lists = [
    ['appear', appear.map((after) => ({ after, before: null }))],
    ['vanish', vanish.map((after) => ({ after, before: null }))],
    ['shift', shift],
  ] as const;
  return (
    <div className={css.outcome} data-testid="trial-outcome">
      <p className={css.soft}>{words.span(from, to, same)}</p>
      <dl className={css.counts}>
        {lists.map(([name, findings]) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd data-testid={`trial-${name}`}>{findings.length}</dd>
          </div>
        ))}
      </dl>
      {lists.every(([, findings]) => findings.length === 0) && <p>{words.none}</p>}
      {lists
        .filter(([, findings]) => findings.length > 0)
        .map(([name, findings]) => (
          <section key={name} aria-label={words[name]}>
            <h3>{words[name]}</h3>
            <ul>
              {findings.slice(0, mostListed).map(({ before, after }) => (
                <Line key={`${after.project.id}${after.kind}${after.opened}`} before={before} after={after} />
              ))}
            </ul>
            {findings.length > mostListed && (
              <p className={css.soft}>{words.more(findings.length - mostListed)}</p>
            )}
          </section>
        ))}
    </div>
  );
}

function Line({ before, after }: { before: TrialFinding | null; after: TrialFinding }) {
  const words = useWords(dictionary);
  const { kind } = useWords(terms);
  const sentence = useSentence();
  return (
    <li title={sentence(after.sentence)}>
      <span className={css.cards}>
        {before && before.level !== after.level && (
          <>
            <LevelCard level={before.level} small /> →
          </>
        )}
        <LevelCard level={after.level} small />
      </span>
      <Link to={`/projects/${encodeURIComponent(after.project.id)}`}>{after.project.name}</Link>
      <span className={css.soft}>
        {kind[after.kind]} · {words.stood(after.opened, after.closed)}
        {before && before.opened !== after.opened && ` (${words.stood(before.opened, before.closed)})`}
      </span>
    </li>
  );
}
