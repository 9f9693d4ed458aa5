import { useMemo } from 'react';
import type { CityEnergy } from '../../api/schemas/energy.ts';
import type { Overview } from '../../api/schemas/overview.ts';
import { Chart } from '../charts/chart.tsx';
import { clock } from '../figures/days.ts';
import { count, energy, figureText, power } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { useAppearance } from '../look/appearance.tsx';
import { Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useRootPx } from '../look/root-size.ts';
import { useCityEnergy, useZone } from '../server/answers.ts';
import { powerCurve, usualDifference } from './power-curve.ts';
import { powerCurveOption } from './power-curve-option.ts';
import css from './power-panel.module.css';

const dictionary = {
  zh: {
    title: '此刻总功率',
    meters: (live: string, all: string) => `${live} / ${all} 块电表在线`,
    usual: (difference: string) => `较往常同刻 ${difference}`,
    today: (kwh: string) => `今日已用 ${kwh}`,
    chart: '近 24 小时总功率与往常同刻',
    time: '时刻',
    power: '功率',
    usualPower: '往常',
    none: '还没有电量曲线',
  },
  en: {
    title: 'Total power now',
    meters: (live: string, all: string) => `${live} of ${all} meters live`,
    usual: (difference: string) => `${difference} against usual`,
    today: (kwh: string) => `${kwh} today`,
    chart: 'Total power of the last 24 hours, and what is usual',
    time: 'Time',
    power: 'Power',
    usualPower: 'Usual',
    none: 'No curve yet',
  },
};

const noPoints: CityEnergy['points'] = [];

/** The last meters of a quarter of an hour are heard and added up a little after its end; until then its sum is too low. */
const settlingMs = 2 * 60_000;

export function PowerPanel({ overview }: { overview: Overview | undefined }) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const { palette } = useAppearance();
  const rootPx = useRootPx();
  const zone = useZone();
  const { data: answer, dataUpdatedAt, isPending } = useCityEnergy(24);
  // Before the first evaluation after a start, what is stored is of the one before.
  const untilMs = Math.min(overview?.evaluatedMs ?? dataUpdatedAt, dataUpdatedAt - settlingMs);
  const curve = useMemo(() => powerCurve(answer?.points ?? noPoints, untilMs), [answer, untilMs]);
  const option = useMemo(
    () => powerCurveOption(curve, { palette, rootPx, zone, language }, words),
    [curve, palette, rootPx, zone, language, words],
  );
  const now = power(overview?.powerKw ?? null, language);
  const difference = usualDifference(curve);
  return (
    <Panel
      title={words.title}
      aside={overview && words.meters(count(overview.metersLive, language), count(overview.meters, language))}
    >
      <div className={css.now}>
        <p className={css.power} data-testid="total-power">
          <span>{now.value}</span>
          <small>{now.unit}</small>
        </p>
        <div className={css.beside}>
          {difference !== null && overview?.progress === null && <p>{words.usual(difference)}</p>}
          {overview && <p>{words.today(figureText(energy(overview.energyTodayKwh, language)))}</p>}
        </div>
      </div>
      {isPending && <Loading lines={5} />}
      {!isPending && curve.length === 0 && <Notice title={words.none} />}
      {curve.length > 0 && (
        <Chart
          className={css.curve}
          label={words.chart}
          option={option}
          data-testid="power-curve"
          table={{
            columns: [words.time, words.power, words.usualPower],
            rows: curve.map(({ timeMs, kw, usualKw }) => [
              clock(timeMs, zone, language),
              figureText(power(kw, language)),
              figureText(power(usualKw, language)),
            ]),
          }}
        />
      )}
    </Panel>
  );
}
