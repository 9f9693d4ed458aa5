import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Bulletin } from '../../api/schemas/bulletin.ts';
import { useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './bulletin-page.module.css';

const dictionary = {
  zh: {
    title: '标题',
    number: '发文字号，如 甬重建晾晒〔2026〕22号（可不填）',
    publish: '发布',
    warning: '发布之后不能收回；更正须重开本期。',
  },
  en: {
    title: 'Title',
    number: 'Number of the document (may be left out)',
    publish: 'Publish',
    warning: 'It cannot be taken back; a correction needs the period to be opened again.',
  },
};

/** The last look before everybody sees it. */
export function PublishForm({ bulletin }: { bulletin: Bulletin }) {
  const words = useWords(dictionary);
  const client = useQueryClient();
  const [title, setTitle] = useState(bulletin.title);
  const [number, setNumber] = useState('');
  const publish = useMutation({
    mutationFn: () =>
      send('POST', `/bulletins/${bulletin.period}/publish`, {
        title: title.trim(),
        number: number.trim() || null,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.periods }),
  });
  return (
    <div className={`${css.publish} not-printed`} data-testid="publish">
      <Input
        aria-label={words.title}
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Input
        aria-label={words.number}
        placeholder={words.number}
        value={number}
        maxLength={100}
        onChange={(event) => setNumber(event.target.value)}
      />
      <Button
        type="primary"
        disabled={title.trim() === ''}
        loading={publish.isPending}
        onClick={() => publish.mutate()}
      >
        {words.publish}
      </Button>
      <p>{words.warning}</p>
      {publish.error && <ErrorNotice error={publish.error} />}
    </div>
  );
}
