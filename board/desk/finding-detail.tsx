import { Link } from 'react-router';
import type { FindingView } from '../../api/schemas/finding.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { EvidenceFigures } from '../project/evidence-figures.tsx';
import { FindingLife } from '../project/finding-life.tsx';
import { Explanations } from './explanations.tsx';
import { FindingAnswer } from './finding-answer.tsx';
import css from './finding-detail.module.css';

const dictionary = {
  zh: {
    page: '打开项目页',
    life: '经过',
  },
  en: {
    page: 'Open the project',
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
      <Explanations finding={finding.id} project={finding.project.id} />
      {finding.closed === null && <FindingAnswer finding={finding} />}
    </div>
  );
}
