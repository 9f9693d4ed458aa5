import { Button } from 'antd';
import { useState } from 'react';
import type { StandingList, StandingView } from '../../api/schemas/standing.ts';
import { offers } from '../desk/rights.ts';
import { activityStates } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { useSession } from '../server/answers.ts';
import { ObjectionForm } from './objection-form.tsx';
import { ObjectionList } from './objection-list.tsx';
import { ProjectInputs } from './project-inputs.tsx';
import { ScoreParts } from './score-parts.tsx';
import css from './standing-inputs.module.css';

const dictionary = {
  zh: {
    counts: (text: string) => `期末项目：${text}`,
    projects: '看每个项目的数据来源',
    former: (revision: number, rank: string, score: string) =>
      `更正前（第 ${revision} 版）：名次 ${rank}，得分 ${score}`,
  },
  en: {
    counts: (text: string) => `Projects at the end: ${text}`,
    projects: 'See what each project brought',
    former: (revision: number, rank: string, score: string) =>
      `Before the correction (revision ${revision}): rank ${rank}, score ${score}`,
  },
};

/** What a place is made of: the parts of the score, the counts, the data of each project, and objections to any of it. */
export function StandingInputs({ list, standing }: { list: StandingList; standing: StandingView }) {
  const words = useWords(dictionary);
  const { state, excused } = useWords(terms);
  const session = useSession().data;
  const [whole, setWhole] = useState(false);
  const counts = [
    ...activityStates.map((each) => `${state[each]} ${standing[each]}`),
    `${excused} ${standing.excused}`,
  ].join(' · ');
  const { former, objections, subject } = standing;
  return (
    <div className={css.inputs}>
      <ScoreParts parts={standing.parts} />
      <p className={css.counts}>{words.counts(counts)}</p>
      {former && (
        <p className={css.counts}>
          {words.former(former.revision, `${former.rank ?? '–'}`, former.score?.toFixed(1) ?? '–')}
        </p>
      )}
      {objections.open + objections.answered > 0 && (
        <ObjectionList period={list.period} by={list.by} subject={subject.id} />
      )}
      <div className={`${css.acts} not-printed`}>
        {!whole && <Button onClick={() => setWhole(true)}>{words.projects}</Button>}
        {offers(session, 'objections') && list.revision !== null && (
          <ObjectionForm list={list} standing={standing} />
        )}
      </div>
      {whole && <ProjectInputs list={list} subject={subject.id} />}
    </div>
  );
}
