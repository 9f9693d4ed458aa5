import { useEffect, useState } from 'react';
import type { FindingView } from '../../api/schemas/finding.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { useFindings } from '../server/answers.ts';
import css from './finding-ticker.module.css';

const dictionary = {
  zh: { title: '最新问题', none: '目前没有未关闭的问题', next: '下一条', previous: '上一条' },
  en: { title: 'Latest findings', none: 'No finding is open', next: 'Next', previous: 'Previous' },
};

const turnMs = 7_000;

/** The newest findings, one sentence at a time: it can be read, it does not run away. */
export function FindingTicker({ onOpen }: { onOpen: (project: string) => void }) {
  const words = useWords(dictionary);
  const findings = useFindings({ sort: 'newest', limit: 30 }).data?.findings ?? [];
  const [at, setAt] = useState(0);
  const [held, setHeld] = useState(false);
  const length = findings.length;

  useEffect(() => {
    if (held || length < 2) return;
    const timer = setInterval(() => setAt((now) => now + 1), turnMs);
    return () => clearInterval(timer);
  }, [held, length]);

  const place = length === 0 ? 0 : ((at % length) + length) % length;
  const finding = findings[place];
  return (
    <section
      className={css.ticker}
      aria-label={words.title}
      data-testid="finding-ticker"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <h2>{words.title}</h2>
      {finding ? (
        <TickerSentence key={finding.id} finding={finding} onOpen={onOpen} />
      ) : (
        <p className={css.none}>{words.none}</p>
      )}
      {length > 1 && (
        <div className={css.turn}>
          <button type="button" aria-label={words.previous} onClick={() => setAt(place - 1)}>
            ‹
          </button>
          <span>
            {place + 1} / {length}
          </span>
          <button type="button" aria-label={words.next} onClick={() => setAt(place + 1)}>
            ›
          </button>
        </div>
      )}
    </section>
  );
}

function TickerSentence({ finding, onOpen }: { finding: FindingView; onOpen: (project: string) => void }) {
  const sentence = useSentence();
  const { kind } = useWords(terms);
  return (
    <button type="button" className={css.sentence} onClick={() => onOpen(finding.project.id)}>
      <LevelCard level={finding.level} />
      <strong>{finding.project.name}</strong>
      <span className={css.kind}>{kind[finding.kind]}</span>
      <span className={css.why}>{sentence(finding.evidence.sentence)}</span>
      <time className={css.day}>{finding.opened.slice(5)}</time>
    </button>
  );
}
