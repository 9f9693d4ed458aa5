import { useState } from 'react';
import type { FindingView } from '../../api/schemas/finding.ts';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useFindings } from '../server/answers.ts';
import { EvidenceFigures } from './evidence-figures.tsx';
import css from './finding-cards.module.css';
import { FindingLife } from './finding-life.tsx';

const dictionary = {
  zh: {
    title: '问题与依据',
    open: (count: number) => `${count} 条未关闭`,
    none: '没有未关闭的问题',
    noneHint: '用电与计划之间没有需要说明的地方。',
    since: (day: string) => `自 ${day}`,
    until: (day: string) => `${day} 关闭`,
    evidence: '依据',
    past: (count: number) => `显示已关闭的 ${count} 条`,
  },
  en: {
    title: 'Findings and evidence',
    open: (count: number) => `${count} open`,
    none: 'No finding is open',
    noneHint: 'Nothing between electricity and plan asks for an explanation.',
    since: (day: string) => `since ${day}`,
    until: (day: string) => `closed ${day}`,
    evidence: 'Evidence',
    past: (count: number) => `Show ${count} closed`,
  },
};

/** What is wrong, since when, on what evidence, and what was done about it. */
export function FindingCards({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const [past, setPast] = useState(false);
  const closed = useFindings({ project: project.id, state: 'closed' }).data?.findings ?? [];
  return (
    <Panel title={words.title} aside={words.open(project.findings.length)} data-testid="project-findings">
      {project.findings.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {project.findings.map((finding) => (
        <FindingCard key={finding.id} finding={finding} words={words} />
      ))}
      {closed.length > 0 && !past && (
        <button type="button" className={`${css.more} not-printed`} onClick={() => setPast(true)}>
          {words.past(closed.length)}
        </button>
      )}
      {past && closed.map((finding) => <FindingCard key={finding.id} finding={finding} words={words} />)}
    </Panel>
  );
}

function FindingCard({ finding, words }: { finding: FindingView; words: typeof dictionary.zh }) {
  const { kind, days } = useWords(terms);
  const sentence = useSentence();
  return (
    <section className={css.card} data-testid="finding-card" data-closed={finding.closed !== null}>
      <p className={css.head}>
        <LevelCard level={finding.level} />
        <strong>{kind[finding.kind]}</strong>
        <span>
          {words.since(finding.since)} · {days(finding.days)}
          {finding.closed && ` · ${words.until(finding.closed)}`}
        </span>
      </p>
      <p>{sentence(finding.evidence.sentence)}</p>
      <EvidenceFigures figures={finding.evidence.figures} />
      <FindingLife events={finding.events} />
    </section>
  );
}
