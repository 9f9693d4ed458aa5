import { useState } from 'react';
import type { ParameterValues, RuleParameter, RulesView } from '../../../api/schemas/rules.ts';
import { dayAndClock } from '../../figures/days.ts';
import { useLanguage, useWords } from '../../language/language.tsx';
import { terms } from '../../language/terms.ts';
import { ErrorNotice, Loading } from '../../look/notice.tsx';
import { PageHead } from '../../look/page-head.tsx';
import { Panel } from '../../look/panel.tsx';
import { useRules, useSession, useZone } from '../../server/answers.ts';
import { offers } from '../rights.ts';
import { ParameterField } from './parameter-field.tsx';
import css from './rules-page.module.css';
import { TrialPanel } from './trial-panel.tsx';

const dictionary = {
  zh: {
    title: '规则',
    lead: '按哪些参数判断。先试算近 90 天会有什么不同，再决定是否保存。',
    changed: (actor: string, time: string, note: string) => `${actor} 于 ${time} 修改：${note}`,
    groups: {
      activity: '施工判定',
      energy: '电量校核',
      standings: '计分与排名',
      snails: '金蜗牛',
      forecast: '预测',
    } as Record<string, string>,
  },
  en: {
    title: 'Rules',
    lead: 'The parameters by which is judged. Try what would have differed in the last 90 days, then save.',
    changed: (actor: string, time: string, note: string) => `changed by ${actor} on ${time}: ${note}`,
    groups: {
      activity: 'How a day is judged',
      energy: 'Checks of energy',
      standings: 'Scores and ranks',
      snails: 'Golden snails',
      forecast: 'Forecasts',
    } as Record<string, string>,
  },
};

/** By what is judged, and what other parameters would have said. */
export function RulesPage() {
  const answer = useRules();
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading lines={10} />;
  return <Rules rules={answer.data} key={answer.data.change?.atMs} />;
}

function Rules({ rules }: { rules: RulesView }) {
  const words = useWords(dictionary);
  const { kind } = useWords(terms);
  const { language } = useLanguage();
  const zone = useZone();
  const may = offers(useSession().data, 'rules');
  const [edits, setEdits] = useState<ParameterValues>({});
  const { change, parameters } = rules;
  const edit = ({ path, value }: RuleParameter, next: number | boolean) =>
    setEdits(({ [path]: _, ...others }) => (next === value ? others : { ...others, [path]: next }));
  const named = (group: string) => words.groups[group] ?? kind[group as keyof typeof kind] ?? group;
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      {change && (
        <p className={css.change}>
          {words.changed(change.actor, dayAndClock(change.atMs, zone, language), change.note)}
        </p>
      )}
      <div className={css.rules} data-may={may}>
        <div className={css.groups}>
          {[...Map.groupBy(parameters, groupOf)].map(([group, own]) => (
            <Panel key={group} title={named(group)} className={css.group}>
              {own.map((parameter) => (
                <ParameterField
                  key={parameter.path}
                  parameter={parameter}
                  edited={edits[parameter.path]}
                  locked={!may}
                  onEdit={(next) => edit(parameter, next)}
                />
              ))}
            </Panel>
          ))}
        </div>
        {may && <TrialPanel rules={rules} edits={edits} onReset={() => setEdits({})} />}
      </div>
    </>
  );
}

/** `findings.stalled.watchDays` belongs to `stalled`, `activity.offShare` to `activity`. */
function groupOf({ path }: RuleParameter): string {
  const [first, second] = path.split('.');
  return first === 'findings' ? second! : first!;
}
