import { useMemo } from 'react';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import { Chart } from '../charts/chart.tsx';
import { dayOf } from '../figures/days.ts';
import { figureText, money } from '../figures/numbers.ts';
import { ForecastFigures } from '../forecast/forecast-figures.tsx';
import { useLanguage, useWords } from '../language/language.tsx';
import { useAppearance } from '../look/appearance.tsx';
import { Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useRootPx } from '../look/root-size.ts';
import { useForecast, useRecord, useZone } from '../server/answers.ts';
import { investedCurve, plannedBy } from './investment-curve.ts';
import { investmentOption } from './investment-option.ts';
import css from './investment-panel.module.css';

const dictionary = {
  zh: {
    title: '投资与计划',
    invested: '累计完成',
    even: '年度计划（均匀）',
    own: '自身计划曲线',
    due: '计划应完成',
    expected: '全年预计',
    between: '预计区间',
    day: '日期',
    none: '今年还没有报送投资',
    chart: (year: string) => `${year} 年累计完成投资与年度计划`,
  },
  en: {
    title: 'Investment against plan',
    invested: 'Invested so far',
    even: 'Annual plan, evenly',
    own: 'Its own plan curve',
    due: 'Due by plan',
    expected: 'Expected by the end',
    between: 'Interval',
    day: 'Day',
    none: 'Nothing was reported this year',
    chart: (year: string) => `Investment of ${year} against the annual plan`,
  },
};

/** What was reported this year, added up, against its plan curve, and what the year will probably come to. */
export function InvestmentPanel({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const { palette } = useAppearance();
  const rootPx = useRootPx();
  const zone = useZone();
  const record = useRecord(project.id);
  const year = dayOf(project.asOfMs, zone).slice(0, 4);
  const curve = useMemo(() => investedCurve(record.data?.entries ?? [], year), [record.data, year]);
  const forecast = useForecast(project.id).data?.forecasts.find(({ period }) => period === year) ?? null;
  const { planCurve } = project;
  const option = useMemo(
    () => investmentOption({ curve, planCurve, forecast, year }, { palette, rootPx, zone, language }, words),
    [curve, planCurve, forecast, year, palette, rootPx, zone, language, words],
  );
  const wan = (value: number | null) => figureText(money(value, language));
  return (
    <Panel
      title={words.title}
      aside={`${wan(curve.at(-1)!.totalWan)} / ${wan(planCurve?.points.at(-1)?.totalWan ?? null)}`}
      data-testid="investment"
    >
      {record.isPending && <Loading />}
      {record.isSuccess && curve.length === 1 && <Notice title={words.none} />}
      {curve.length > 1 && (
        <Chart
          className={css.chart}
          label={words.chart(year)}
          option={option}
          table={{
            columns: [words.day, words.invested, words.due],
            rows: curve.map(({ day, totalWan }) => [day, wan(totalWan), wan(plannedBy(planCurve, day))]),
          }}
        />
      )}
      {curve.length > 1 && (
        <p className={css.legend} aria-hidden="true">
          <span data-line="invested">{words.invested}</span>
          {planCurve && <span data-line="plan">{planCurve.own ? words.own : words.even}</span>}
          {forecast && <span data-line="expected">{words.expected}</span>}
        </p>
      )}
      <ForecastFigures project={project.id} />
    </Panel>
  );
}
