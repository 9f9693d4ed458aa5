import { useEffect, useRef } from 'react';
import type { FindingView } from '../../api/schemas/finding.ts';
import type { Overview } from '../../api/schemas/overview.ts';
import { count } from '../figures/numbers.ts';
import { useKiosk, useTurns } from '../kiosk/kiosk.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import css from './stalled-list.module.css';

const dictionary = {
  zh: {
    title: '停工与未复工',
    of: (total: string) => `共 ${total} 个`,
    shown: (shown: string, total: string) => `${shown} / ${total} 个`,
    none: '没有停工的项目',
    noneHint: '连续 3 个工作日无施工用电才会列入。',
    loading: '历史还在载入',
    loadingHint: '载入并评价之后，才能说谁停了工。',
    unit: '天',
  },
  en: {
    title: 'Stalled and not resumed',
    of: (total: string) => `${total} in all`,
    shown: (shown: string, total: string) => `${shown} of ${total}`,
    none: 'No project stands still',
    noneHint: 'One is listed after three working days without working load.',
    loading: 'The history is still being loaded',
    loadingHint: 'Who stands still can be said once it is evaluated.',
    unit: 'd',
  },
};

/** Who stands still, how long and where: the reddest first. */
export function StalledList({
  overview,
  district,
  onOpen,
}: {
  overview: Overview | undefined;
  district: string | null;
  onOpen: (project: string) => void;
}) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const list = useRef<HTMLOListElement>(null);
  const turn = useTurns(useKiosk());
  useEffect(() => {
    if (turn > 0 && list.current) turnPage(list.current);
  }, [turn]);
  const total = overview?.stalled.total ?? 0;
  const findings = (overview?.stalled.findings ?? []).filter(
    (finding) => district === null || finding.district.id === district,
  );
  const aside =
    district === null
      ? words.of(count(total, language))
      : words.shown(count(findings.length, language), count(total, language));
  return (
    <Panel title={words.title} aside={overview && aside} data-testid="stalled-list">
      {overview === undefined && <Loading lines={8} />}
      {overview !== undefined && findings.length === 0 && (
        <Notice title={overview.progress === null ? words.none : words.loading}>
          <p>{overview.progress === null ? words.noneHint : words.loadingHint}</p>
        </Notice>
      )}
      {findings.length > 0 && (
        <ol ref={list} className={css.list}>
          {findings.map((finding) => (
            <StalledRow key={finding.id} finding={finding} unit={words.unit} onOpen={onOpen} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** The next rows from the top; after the last ones the first again. */
function turnPage(list: HTMLElement): void {
  const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 4;
  list.scrollTo({ top: atEnd ? 0 : list.scrollTop + list.clientHeight * 0.8 });
}

function StalledRow({
  finding,
  unit,
  onOpen,
}: {
  finding: FindingView;
  unit: string;
  onOpen: (project: string) => void;
}) {
  const { kind } = useWords(terms);
  return (
    <li>
      <button
        type="button"
        className={css.row}
        onClick={() => onOpen(finding.project.id)}
        data-testid="stalled-row"
        data-project={finding.project.id}
      >
        <LevelCard level={finding.level} small />
        <span className={css.name}>{finding.project.name}</span>
        <span className={css.where}>
          {finding.district.name} · {finding.department.name}
          {finding.kind === 'not-resumed' && ` · ${kind[finding.kind]}`}
        </span>
        <span className={css.days}>
          {finding.days}
          <small>{unit}</small>
        </span>
      </button>
    </li>
  );
}
