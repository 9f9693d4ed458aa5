import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ParameterValues, RulesView, TrialView } from '../../../api/schemas/rules.ts';
import { useLanguage, useWords } from '../../language/language.tsx';
import { ErrorNotice } from '../../look/notice.tsx';
import { Panel } from '../../look/panel.tsx';
import { useTrial } from '../../server/answers.ts';
import { keys } from '../../server/query-keys.ts';
import { send } from '../../server/request.ts';
import { parameterUnit, useWrittenValue } from './parameter-value.ts';
import { parameterWords } from './parameter-words.ts';
import css from './rules-page.module.css';
import { TrialOutcome } from './trial-outcome.tsx';

const dictionary = {
  zh: {
    title: '试算与保存',
    none: '在左侧修改参数，这里会列出改动。',
    tryOut: '试算近 90 天',
    running: (done: number, total: number) => `正在试算：${done} / ${total} 个项目`,
    failed: '试算没有完成，请再试一次。',
    other: '以下是改动之前的试算，请重新试算。',
    reset: '撤销改动',
    note: '修改的理由（记入审计）',
    save: '保存并启用',
    saving: '保存后自下一轮评价起生效，全部项目会重新评价。',
  },
  en: {
    title: 'Try and save',
    none: 'Change parameters on the left; the changes are listed here.',
    tryOut: 'Try the last 90 days',
    running: (done: number, total: number) => `Trying: ${done} of ${total} projects`,
    failed: 'The trial did not come to its end; try again.',
    other: 'This trial is of other changes; try again.',
    reset: 'Undo the changes',
    note: 'Why (kept in the audit)',
    save: 'Save and use',
    saving: 'They hold from the next evaluation on; all projects are judged anew.',
  },
};

/** What was changed on the page, what it would have said, and the way to make it hold. */
export function TrialPanel({
  rules,
  edits,
  onReset,
}: {
  rules: RulesView;
  edits: ParameterValues;
  onReset: () => void;
}) {
  const words = useWords(dictionary);
  const client = useQueryClient();
  const trial = useTrial().data;
  const [note, setNote] = useState('');
  const values = { ...rules.change?.values, ...edits };
  const begin = useMutation({
    mutationFn: () => send<TrialView>('POST', '/rules/trial', { values }),
    onSuccess: (begun) => client.setQueryData(keys.trial, begun),
  });
  const save = useMutation({
    mutationFn: () => send<RulesView>('PUT', '/rules', { values, note }),
    onSuccess: (saved) => {
      client.setQueryData(keys.rules, saved);
      onReset();
    },
  });
  const changed = Object.keys(edits).length > 0;
  const running = trial?.state === 'running';
  return (
    <Panel title={words.title} className={css.trial} data-testid="trial">
      {changed ? <Edits rules={rules} edits={edits} /> : <p className={css.soft}>{words.none}</p>}
      <div className={css.acts}>
        <Button type="primary" disabled={!changed || running} onClick={() => begin.mutate()}>
          {words.tryOut}
        </Button>
        <Button disabled={!changed} onClick={onReset}>
          {words.reset}
        </Button>
      </div>
      {begin.error && <ErrorNotice error={begin.error} />}
      {running && (
        <div role="status" className={css.progress}>
          <p>{words.running(trial.done, trial.total)}</p>
          <progress value={trial.done} max={trial.total} aria-label={words.tryOut} />
        </div>
      )}
      {trial?.state === 'failed' && <p role="alert">{words.failed}</p>}
      {trial?.outcome && (
        <>
          {!isOf(trial, values) && <p className={css.soft}>{words.other}</p>}
          <TrialOutcome outcome={trial.outcome} />
        </>
      )}
      {changed && (
        <div className={css.save}>
          <Input.TextArea
            aria-label={words.note}
            placeholder={words.note}
            rows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button disabled={note.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>
            {words.save}
          </Button>
          <p className={css.soft}>{words.saving}</p>
          {save.error && <ErrorNotice error={save.error} />}
        </div>
      )}
    </Panel>
  );
}

/** Whether the newest trial was of these values. */
function isOf(trial: TrialView, values: ParameterValues): boolean {
  const entries = Object.entries(values);
  return (
    entries.length === Object.keys(trial.values).length &&
    entries.every(([path, value]) => trial.values[path] === value)
  );
}

function Edits({ rules, edits }: { rules: RulesView; edits: ParameterValues }) {
  const { language } = useLanguage();
  const { text } = useWrittenValue();
  return (
    <ul className={css.edits}>
      {rules.parameters
        .filter(({ path }) => path in edits)
        .map(({ path, value }) => (
          <li key={path}>
            <span>{parameterWords[path]?.[language][0] ?? path}</span>
            <span>
              {text(value, parameterUnit(path))} → <b>{text(edits[path]!, parameterUnit(path))}</b>
            </span>
          </li>
        ))}
    </ul>
  );
}
