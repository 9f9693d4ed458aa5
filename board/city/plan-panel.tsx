import type { PlanProgressList } from '../../api/schemas/plan-progress.ts';
import { figureText, money, percent } from '../figures/numbers.ts';
import { ForecastFigures } from '../forecast/forecast-figures.tsx';
import { useLanguage, useWords } from '../language/language.tsx';
import { Panel } from '../look/panel.tsx';
import { usePlanProgress } from '../server/answers.ts';
import css from './plan-panel.module.css';

const dictionary = {
  zh: {
    title: '年度投资完成',
    of: (done: string, plan: string) => `${done} / ${plan}`,
    time: (share: string) => `序时进度 ${share}`,
    said: (done: string, time: string) => `完成 ${done}，序时进度 ${time}`,
  },
  en: {
    title: 'Annual plan done',
    of: (done: string, plan: string) => `${done} of ${plan}`,
    time: (share: string) => `${share} of the year gone`,
    said: (done: string, time: string) => `${done} done, ${time} of the year gone`,
  },
};

/** What was invested this year against the plans, with the mark of the time that has gone. Nothing where nothing was reported. */
export function PlanPanel() {
  const city = usePlanProgress('city').data?.rows[0];
  return city && city.doneShare !== null ? <Plan row={city} /> : null;
}

function Plan({ row }: { row: PlanProgressList['rows'][number] }) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const done = percent(row.doneShare, language);
  const time = figureText(percent(row.timeShare, language));
  const [invested, plan] = [money(row.investedWan, language), money(row.planWan, language)];
  const of = words.of(invested.unit === plan.unit ? invested.value : figureText(invested), figureText(plan));
  return (
    <Panel title={words.title} aside={of} data-testid="plan">
      <div className={css.line}>
        <p className={css.done}>
          {done.value}
          <small>{done.unit}</small>
        </p>
        <div className={css.scale}>
          <div className={css.bar} role="img" aria-label={words.said(figureText(done), time)}>
            <i style={{ width: `${Math.min(1, row.doneShare ?? 0) * 100}%` }} />
            <b style={{ left: `${row.timeShare * 100}%` }} />
          </div>
          <p>{words.time(time)}</p>
        </div>
      </div>
      <ForecastFigures />
    </Panel>
  );
}
