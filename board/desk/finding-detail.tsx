import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FindingView } from '../../api/schemas/finding.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { EvidenceFigures } from '../project/evidence-figures.tsx';
import { FindingLife } from '../project/finding-life.tsx';
import { useSession } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './finding-detail.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    page: '打开项目页',
    note: '说明原因、已采取的措施、预计复工日期',
    noteLabel: '说明',
    acknowledge: '签收',
    explain: '提交说明',
    close: '关闭发现',
    needed: '提交说明或关闭时，请先写明理由。',
    login: '登录后可以签收、说明或关闭。',
    life: '经过',
  },
  en: {
    page: 'Open the project',
    note: 'Why it stands still, what is being done, when work goes on',
    noteLabel: 'Explanation',
    acknowledge: 'Acknowledge',
    explain: 'Send the explanation',
    close: 'Close the finding',
    needed: 'To explain or to close, write the reason first.',
    login: 'Log in to acknowledge, explain or close.',
    life: 'So far',
  },
};

/** One finding with its evidence, and what the reader may do about it. */
export function FindingDetail({ finding }: { finding: FindingView }) {
  const words = useWords(dictionary);
  const { kind, days } = useWords(terms);
  const sentence = useSentence();
  return (
    <div className={css.detail} data-testid="finding-detail">
      <p className={css.head}>
        <LevelCard level={finding.level} /> <strong>{finding.project.name}</strong> {kind[finding.kind]}
      </p>
      <p className={css.where}>
        {finding.district.name} · {finding.department.name} · {finding.since} · {days(finding.days)} ·{' '}
        <Link to={`/projects/${encodeURIComponent(finding.project.id)}`}>{words.page}</Link>
      </p>
      <p>{sentence(finding.evidence.sentence)}</p>
      <EvidenceFigures figures={finding.evidence.figures} />
      <h3>{words.life}</h3>
      <FindingLife events={finding.events} />
      {finding.closed === null && <FindingAnswer finding={finding} />}
    </div>
  );
}

function FindingAnswer({ finding }: { finding: FindingView }) {
  const words = useWords(dictionary);
  const session = useSession().data;
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const act = useMutation({
    mutationFn: (what: 'acknowledge' | 'explain' | 'close') =>
      send('POST', `/findings/${encodeURIComponent(finding.id)}/${what}`, { note: note.trim() || null }),
    onSuccess: () => {
      setNote('');
      void client.invalidateQueries({ queryKey: keys.findings });
      void client.invalidateQueries({ queryKey: keys.project(finding.project.id) });
    },
  });
  const withReason = (what: 'explain' | 'close') => {
    setMissing(note.trim() === '');
    if (note.trim() !== '') act.mutate(what);
  };

  if (!offers(session, 'answer')) return <p className={css.where}>{words.login}</p>;
  return (
    <div className={css.answer}>
      <Input.TextArea
        aria-label={words.noteLabel}
        placeholder={words.note}
        value={note}
        rows={4}
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
      />
      {missing && <p role="alert">{words.needed}</p>}
      {act.error && <p role="alert">{act.error.message}</p>}
      <div className={css.acts}>
        <Button type="primary" loading={act.isPending} onClick={() => withReason('explain')}>
          {words.explain}
        </Button>
        <Button disabled={act.isPending} onClick={() => act.mutate('acknowledge')}>
          {words.acknowledge}
        </Button>
        {offers(session, 'close') && (
          <Button disabled={act.isPending} onClick={() => withReason('close')}>
            {words.close}
          </Button>
        )}
      </div>
    </div>
  );
}
