import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { FindingView } from '../../api/schemas/finding.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { useAppearance } from '../look/appearance.tsx';
import { LevelCard } from '../look/level-card.tsx';
import css from './finding-list.module.css';
import { lastAnswer } from './finding-rows.ts';

const dictionary = {
  zh: { acknowledged: '已签收', explained: '已说明', waiting: '待答复', closed: '已关闭' },
  en: { acknowledged: 'Acknowledged', explained: 'Explained', waiting: 'Waiting', closed: 'Closed' },
};

/** Only the rows in sight are in the page, however many findings there are. */
export function FindingList({
  findings,
  onOpen,
}: {
  findings: readonly FindingView[];
  onOpen: (id: string) => void;
}) {
  const { printing } = useAppearance();
  if (!printing) return <ScrolledList findings={findings} onOpen={onOpen} />;
  return (
    <ul className={css.whole}>
      {findings.map((finding) => (
        <li key={finding.id}>
          <FindingRow finding={finding} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

/** Only the rows in sight are drawn. */
function ScrolledList({
  findings,
  onOpen,
}: {
  findings: readonly FindingView[];
  onOpen: (id: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: findings.length,
    getScrollElement: () => box.current,
    estimateSize: () => 44,
    overscan: 8,
  });
  return (
    <div ref={box} className={css.scroll}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            style={{ transform: `translateY(${start}px)` }}
          >
            <FindingRow finding={findings[index]!} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FindingRow({ finding, onOpen }: { finding: FindingView; onOpen: (id: string) => void }) {
  const words = useWords(dictionary);
  const { kind, days } = useWords(terms);
  const sentence = useSentence();
  const why = sentence(finding.evidence.sentence);
  const answer = lastAnswer(finding)?.what ?? 'waiting';
  const status = finding.closed
    ? 'closed'
    : answer === 'explained' || answer === 'acknowledged'
      ? answer
      : 'waiting';
  return (
    <button
      type="button"
      className={css.row}
      onClick={() => onOpen(finding.id)}
      data-testid="finding-row"
      data-finding={finding.id}
    >
      <span className={css.what}>
        <LevelCard level={finding.level} />
        <strong>{finding.project.name}</strong>
        <span>{kind[finding.kind]}</span>
      </span>
      <span className={css.status} data-status={status}>
        {words[status]}
      </span>
      <span className={css.why} title={why}>
        {why}
      </span>
      <span className={css.where}>
        {days(finding.days)} · {finding.district.name} · {finding.department.name}
      </span>
    </button>
  );
}
