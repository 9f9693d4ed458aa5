import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Explain } from '../../api/schemas/explanation.ts';
import type { FindingView } from '../../api/schemas/finding.ts';
import { ExplainForm } from '../answer/explain-form.tsx';
import { useWords } from '../language/language.tsx';
import { useSession } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './finding-answer.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    acknowledge: '签收',
    explain: '说明原因',
    close: '关闭',
    closing: '关闭的理由',
    login: '登录后可以签收、说明或关闭。',
  },
  en: {
    acknowledge: 'Acknowledge',
    explain: 'Explain',
    close: 'Close',
    closing: 'Why it is closed',
    login: 'Log in to acknowledge, explain or close.',
  },
};

type Answer =
  | { act: 'acknowledge'; body: { note: null } }
  | { act: 'explain'; body: Explain }
  | { act: 'close'; body: { note: string } };

/** What the reader may do about an open finding. */
export function FindingAnswer({ finding }: { finding: FindingView }) {
  const words = useWords(dictionary);
  const session = useSession().data;
  const client = useQueryClient();
  const [asked, setAsked] = useState<'explain' | 'close' | null>(null);
  const [note, setNote] = useState('');
  const answer = useMutation({
    mutationFn: ({ act, body }: Answer) =>
      send('POST', `/findings/${encodeURIComponent(finding.id)}/${act}`, body),
    onSuccess: () => {
      setAsked(null);
      void client.invalidateQueries({ queryKey: keys.findings });
      void client.invalidateQueries({ queryKey: keys.explanations });
      void client.invalidateQueries({ queryKey: keys.project(finding.project.id) });
    },
  });

  if (!offers(session, 'answer')) return <p className={css.login}>{words.login}</p>;
  return (
    <div className={css.answer}>
      <div className={css.acts}>
        <Button
          type="primary"
          disabled={answer.isPending}
          onClick={() => answer.mutate({ act: 'acknowledge', body: { note: null } })}
        >
          {words.acknowledge}
        </Button>
        <Button aria-expanded={asked === 'explain'} onClick={() => setAsked('explain')}>
          {words.explain}
        </Button>
        {offers(session, 'close') && (
          <Button aria-expanded={asked === 'close'} onClick={() => setAsked('close')}>
            {words.close}
          </Button>
        )}
      </div>
      {answer.error && <p role="alert">{answer.error.message}</p>}
      {asked === 'explain' && (
        <ExplainForm busy={answer.isPending} onSend={(body) => answer.mutate({ act: 'explain', body })} />
      )}
      {asked === 'close' && (
        <div className={css.close}>
          <Input.TextArea
            aria-label={words.closing}
            placeholder={words.closing}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button
            disabled={note.trim() === ''}
            loading={answer.isPending}
            onClick={() => answer.mutate({ act: 'close', body: { note: note.trim() } })}
          >
            {words.close}
          </Button>
        </div>
      )}
    </div>
  );
}
