import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { StandingList, StandingView } from '../../api/schemas/standing.ts';
import { useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import { figureNames } from './objection-figures.ts';
import css from './standing-inputs.module.css';

const dictionary = {
  zh: {
    open: '对这里的数字有异议',
    figure: '哪个数字',
    text: '为什么不对，依据是什么',
    send: '提交申诉',
    sent: '申诉已提交，答复会附在这里。',
  },
  en: {
    open: 'Object to a figure here',
    figure: 'Which figure',
    text: 'What is wrong, and how that is known',
    send: 'Send the objection',
    sent: 'The objection is sent; the answer will stand beside the figure.',
  },
};

/** 申诉: whoever is ranked says that a frozen figure is wrong. */
export function ObjectionForm({ list, standing }: { list: StandingList; standing: StandingView }) {
  const words = useWords(dictionary);
  const figures = useWords(figureNames);
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [figure, setFigure] = useState('rank');
  const [text, setText] = useState('');
  const raise = useMutation({
    mutationFn: () =>
      send('POST', '/objections', {
        period: list.period,
        by: list.by,
        subject: standing.subject.id,
        figure,
        text,
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.objections });
      void client.invalidateQueries({ queryKey: keys.standings });
    },
  });
  if (raise.isSuccess) return <p role="status">{words.sent}</p>;
  if (!asked) return <Button onClick={() => setAsked(true)}>{words.open}</Button>;
  return (
    <div className={css.objection}>
      <Select
        aria-label={words.figure}
        value={figure}
        options={Object.entries(figures).map(([value, label]) => ({ value, label }))}
        onChange={setFigure}
      />
      <Input.TextArea
        aria-label={words.text}
        placeholder={words.text}
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="primary"
        disabled={text.trim() === ''}
        loading={raise.isPending}
        onClick={() => raise.mutate()}
      >
        {words.send}
      </Button>
      {raise.error && <ErrorNotice error={raise.error} />}
    </div>
  );
}
