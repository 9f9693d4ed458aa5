import { useMemo, useState } from 'react';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import type { RecordEntry } from '../../api/schemas/record.ts';
import { dayOf } from '../figures/days.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useRecord, useZone } from '../server/answers.ts';
import { address } from '../server/request.ts';
import { NoteForm } from './note-form.tsx';
import css from './record-timeline.module.css';

const dictionary = {
  zh: {
    title: '全程实绩',
    export: '导出 CSV',
    none: '还没有记录',
    all: (count: number) => `显示全部 ${count} 条`,
    count: (count: number) => `${count} 条`,
    kind: {
      plan: '计划',
      milestone: '节点',
      investment: '投资',
      activity: '施工',
      finding: '问题',
      suspension: '批准停工',
      stage: '阶段',
      page: '催办',
      explanation: '说明',
      standing: '名次',
      snail: '金蜗牛',
      objection: '申诉',
      note: '备注',
    } as Record<RecordEntry['kind'], string>,
  },
  en: {
    title: 'The record',
    export: 'Export CSV',
    none: 'Nothing is recorded yet',
    all: (count: number) => `Show all ${count}`,
    count: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
    kind: {
      plan: 'Plan',
      milestone: 'Milestone',
      investment: 'Investment',
      activity: 'Activity',
      finding: 'Finding',
      suspension: 'Suspension',
      stage: 'Stage',
      page: 'Page',
      explanation: 'Explanation',
      standing: 'Standing',
      snail: 'Golden snail',
      objection: 'Objection',
      note: 'Note',
    },
  },
};

const shownFirst = 20;

/** 全程式实绩: everything that happened to a project, the newest first. */
export function RecordTimeline({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const sentence = useSentence();
  const answer = useRecord(project.id);
  const today = dayOf(project.asOfMs, useZone());
  const [whole, setWhole] = useState(false);
  const entries = useMemo(() => (answer.data?.entries ?? []).toReversed(), [answer.data]);
  const shown = whole ? entries : entries.slice(0, shownFirst);
  return (
    <Panel
      title={words.title}
      aside={
        <>
          {words.count(entries.length)}{' '}
          <a
            className={`${css.file} not-printed`}
            href={address(`/projects/${encodeURIComponent(project.id)}/record.csv`)}
            download
          >
            {words.export}
          </a>
        </>
      }
      data-testid="record-timeline"
    >
      <NoteForm project={project.id} />
      {answer.isError && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading lines={6} />}
      {answer.isSuccess && entries.length === 0 && <Notice title={words.none} />}
      <ol className={css.timeline}>
        {shown.map((entry) => (
          <li
            key={`${entry.day}${entry.kind}${entry.sentence.en}`}
            data-kind={entry.kind}
            data-ahead={entry.day > today}
          >
            <time>{entry.day}</time>
            <span className={css.kind}>{words.kind[entry.kind]}</span>
            <span>{sentence(entry.sentence)}</span>
          </li>
        ))}
      </ol>
      {shown.length < entries.length && (
        <button type="button" className={`${css.more} not-printed`} onClick={() => setWhole(true)}>
          {words.all(entries.length)}
        </button>
      )}
    </Panel>
  );
}
