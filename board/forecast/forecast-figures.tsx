import type { ForecastList } from '../../api/schemas/plan-progress.ts';
import { type Figure, figureText, money, percent } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useForecast } from '../server/answers.ts';
import css from './forecast-figures.module.css';

const dictionary = {
  zh: {
    title: '预计完成',
    month: '本月',
    quarter: '本季',
    year: '全年',
    brief: { month: '本月预计', quarter: '本季预计', year: '全年预计' },
    about: (span: string) => `约 ${span}`,
    interval: (share: string) => `下行为 ${share} 区间`,
    tentative: '下行为暂定区间',
    backtest: (cases: number, error: string) => `回测 ${cases} 次，平均误差 ${error}`,
  },
  en: {
    title: 'Expected',
    month: 'This month',
    quarter: 'This quarter',
    year: 'This year',
    brief: { month: 'Month, expected', quarter: 'Quarter', year: 'Year' },
    about: (span: string) => `about ${span}`,
    interval: (share: string) => `${share} interval below`,
    tentative: 'assumed interval below',
    backtest: (cases: number, error: string) => `${cases} backtests, mean error ${error}`,
  },
};

type Forecast = ForecastList['forecasts'][number];

function kindOf(period: string): 'month' | 'quarter' | 'year' {
  if (period.length === 4) return 'year';
  return period.includes('Q') ? 'quarter' : 'month';
}

/** What the month, the quarter and the year will probably come to, and how far that may be off. */
export function ForecastFigures({ project = null }: { project?: string | null }) {
  const forecasts = useForecast(project).data?.forecasts;
  return forecasts && forecasts.length > 0 ? (
    <Figures forecasts={forecasts} brief={project === null} />
  ) : null;
}

/** `brief`, on the wall: the figures alone; how sure they are stands on the project's page and in the tooltip. */
function Figures({ forecasts, brief }: { forecasts: readonly Forecast[]; brief: boolean }) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const sure = sureness(forecasts.at(-1)!, words, language);
  return (
    <section className={css.forecast} aria-label={words.title} title={sure} data-testid="forecast">
      {!brief && (
        <p>
          {words.title} <small>{sure}</small>
        </p>
      )}
      <dl>
        {forecasts.map(({ period, amountWan, lowWan, highWan, tentative }) => {
          const amount = money(amountWan, language);
          const span = interval(money(lowWan, language), money(highWan, language), amount.unit);
          return (
            <div key={period}>
              <dt>{brief ? words.brief[kindOf(period)] : words[kindOf(period)]}</dt>
              <dd>
                {amount.value} <small>{amount.unit}</small>
              </dd>
              <dd>{brief && tentative ? words.about(span) : span}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** The unit is said once: beside the figure where it is the same. */
function interval(low: Figure, high: Figure, unit: string): string {
  return low.unit === unit && high.unit === unit
    ? `${low.value} – ${high.value}`
    : `${figureText(low)} – ${figureText(high)}`;
}

function sureness(
  { coverage, tentative, backtest }: Forecast,
  words: typeof dictionary.zh,
  language: 'zh' | 'en',
): string {
  const interval = tentative ? words.tentative : words.interval(`${Math.round(coverage * 100)}%`);
  if (backtest.error === null) return interval;
  const error = figureText(percent(backtest.error, language));
  return `${interval} · ${words.backtest(backtest.cases, error)}`;
}
