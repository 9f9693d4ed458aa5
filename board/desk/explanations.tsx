import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Decide, ExplanationView } from '../../api/schemas/explanation.ts';
import { reasonNames } from '../answer/explanation-reasons.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useExplanations, useSession, useZone } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './explanations.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    title: '说明与裁定',
    asks: (from: string, to: string) => `申请免责 ${from} 至 ${to}`,
    grant: '准予免责',
    decline: '不予免责',
    granted: '已准予',
    declined: '未准予',
    note: '理由（不予免责时必填，将告知申请人）',
  },
  en: {
    title: 'Explanations and decisions',
    asks: (from: string, to: string) => `asks to be excused from ${from} to ${to}`,
    grant: 'Grant',
    decline: 'Decline',
    granted: 'granted',
    declined: 'declined',
    note: 'Reason (needed to decline; whoever asked is told)',
  },
};

/** What was said about a finding, and what a supervisor decided on what was asked. */
export function Explanations({ finding, project }: { finding: string; project: string }) {
  const words = useWords(dictionary);
  const explanations = useExplanations(project).data?.explanations.filter((each) => each.finding === finding);
  if (explanations === undefined || explanations.length === 0) return null;
  return (
    <section aria-label={words.title} className={css.explanations}>
      <h3>{words.title}</h3>
      {explanations.map((explanation) => (
        <Explanation key={explanation.id} explanation={explanation} words={words} />
      ))}
    </section>
  );
}

function Explanation({ explanation, words }: { explanation: ExplanationView; words: typeof dictionary.zh }) {
  const reasons = useWords(reasonNames);
  const { language } = useLanguage();
  const zone = useZone();
  const session = useSession().data;
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const decide = useMutation({
    mutationFn: (verdict: Decide['verdict']) =>
      send('POST', `/explanations/${encodeURIComponent(explanation.id)}/decide`, {
        verdict,
        note: note.trim() || null,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.explanations }),
  });
  const { asks, decision } = explanation;
  return (
    <div className={css.explanation}>
      <p>
        <strong>{reasons[explanation.reason]}</strong> {explanation.text}
      </p>
      <p className={css.by}>
        {explanation.actor} · {dayAndClock(explanation.atMs, zone, language)}
        {asks && ` · ${words.asks(asks.from, asks.to)}`}
        {decision && ` · ${words[decision.verdict]}（${decision.actor}）`}
        {decision?.note && ` ${decision.note}`}
      </p>
      {asks && decision === null && offers(session, 'close') && (
        <div className={css.acts}>
          <Input
            aria-label={words.note}
            placeholder={words.note}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button
            size="small"
            type="primary"
            loading={decide.isPending}
            onClick={() => decide.mutate('granted')}
          >
            {words.grant}
          </Button>
          <Button
            size="small"
            disabled={decide.isPending || note.trim() === ''}
            onClick={() => decide.mutate('declined')}
          >
            {words.decline}
          </Button>
        </div>
      )}
      {decide.error && <p role="alert">{decide.error.message}</p>}
    </div>
  );
}
