import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ObjectionView } from '../../api/schemas/objection.ts';
import { offers } from '../desk/rights.ts';
import { dayAndClock } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { useObjections, useSession, useZone } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { figureNames } from './objection-figures.ts';
import css from './objection-list.module.css';
import { periodName } from './period.ts';

const dictionary = {
  zh: {
    title: '申诉',
    upheld: '成立，将重开更正',
    rejected: '不成立',
    waiting: '待答复',
    answer: '答复',
    uphold: '成立',
    reject: '不成立',
  },
  en: {
    title: 'Objections',
    upheld: 'upheld; the period is to be corrected',
    rejected: 'not upheld',
    waiting: 'waits for an answer',
    answer: 'Answer',
    uphold: 'Uphold',
    reject: 'Do not uphold',
  },
};

/** Objections with their answers; of one subject of one period, or all. */
export function ObjectionList({ period, by, subject }: { period?: string; by?: string; subject?: string }) {
  const words = useWords(dictionary);
  const objections = useObjections().data?.objections.filter(
    (one) =>
      (period === undefined || one.period === period) &&
      (by === undefined || one.by === by) &&
      (subject === undefined || one.subject.id === subject),
  );
  return (
    <ul className={css.objections} aria-label={words.title}>
      {objections?.map((objection) => (
        <Objection key={objection.id} objection={objection} words={words} />
      ))}
    </ul>
  );
}

function Objection({ objection, words }: { objection: ObjectionView; words: typeof dictionary.zh }) {
  const figures = useWords(figureNames);
  const { language } = useLanguage();
  const zone = useZone();
  const session = useSession().data;
  const { period, subject, figure, text, raisedBy, raisedMs, answer } = objection;
  return (
    <li data-testid="objection" data-waiting={answer === null}>
      <p>
        <strong>{subject.name}</strong> {periodName(period, language)} · {figures[figure] ?? figure}
      </p>
      <p>{text}</p>
      <p className={css.by}>
        {raisedBy} · {dayAndClock(raisedMs, zone, language)} ·{' '}
        {answer === null ? words.waiting : answer.upheld ? words.upheld : words.rejected}
      </p>
      {answer && (
        <p className={css.answer}>
          {answer.text}{' '}
          <span className={css.by}>
            {answer.answeredBy} · {dayAndClock(answer.answeredMs, zone, language)}
          </span>
        </p>
      )}
      {answer === null && offers(session, 'dispatch') && <AnswerForm id={objection.id} words={words} />}
    </li>
  );
}

function AnswerForm({ id, words }: { id: string; words: typeof dictionary.zh }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const answer = useMutation({
    mutationFn: (upheld: boolean) =>
      send('POST', `/objections/${encodeURIComponent(id)}/answer`, { upheld, text }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.objections }),
  });
  const blocked = text.trim() === '' || answer.isPending;
  return (
    <div className={`${css.form} not-printed`}>
      <Input.TextArea
        aria-label={words.answer}
        placeholder={words.answer}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button disabled={blocked} onClick={() => answer.mutate(true)}>
        {words.uphold}
      </Button>
      <Button disabled={blocked} onClick={() => answer.mutate(false)}>
        {words.reject}
      </Button>
      {answer.error && <ErrorNotice error={answer.error} />}
    </div>
  );
}
