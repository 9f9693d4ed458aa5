import { useMemo, useState } from 'react';
import type { ActivityPoint } from '../../api/schemas/activity.ts';
import type { EnergyPoint, EnergyView } from '../../api/schemas/energy.ts';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import { Chart } from '../charts/chart.tsx';
import { clock, dayOf } from '../figures/days.ts';
import { energy, figureText, percent, power } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { useAppearance } from '../look/appearance.tsx';
import { ErrorNotice, Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { useRootPx } from '../look/root-size.ts';
import { Segments } from '../look/segments.tsx';
import { useEnergy, useStepActivity, useZone } from '../server/answers.ts';
import { dayBarsOption } from './day-bars-option.ts';
import { stepLengthMs } from './load-curve.ts';
import { loadCurveOption } from './load-curve-option.ts';
import css from './load-panel.module.css';

const dictionary = {
  zh: {
    title: '用电负荷',
    step: '步长',
    interval: '15 分钟 · 3 天',
    hour: '小时 · 14 天',
    day: '日 · 60 天',
    shaded: '着色时段为施工；虚线为估算',
    bars: '柱色为当日状态；虚线为正常施工日',
    power: '功率',
    estimated: '估算',
    energy: '电量',
    baseline: '正常施工日',
    time: '时间',
    measured: '实测',
    state: '状态',
    none: '这段时间没有电量',
    noneHint: '收到读数后，曲线会出现在这里。',
    chart: (project: string) => `${project}的用电负荷`,
  },
  en: {
    title: 'Load',
    step: 'Step',
    interval: '15 min · 3 days',
    hour: 'Hours · 14 days',
    day: 'Days · 60 days',
    shaded: 'shaded: working; dashed: estimated',
    bars: "coloured by the day's state; dashed: a normal working day",
    power: 'Power',
    estimated: 'Estimated',
    energy: 'Energy',
    baseline: 'Normal working day',
    time: 'Time',
    measured: 'Measured',
    state: 'State',
    none: 'No energy in this time',
    noneHint: 'The curve appears once readings come in.',
    chart: (project: string) => `Load of ${project}`,
  },
};

const dayMs = 86_400_000;
const spans: Record<EnergyView['step'], number> = { interval: 3 * dayMs, hour: 14 * dayMs, day: 60 * dayMs };
const steps = ['interval', 'hour', 'day'] as const;

const noEnergy: EnergyPoint[] = [];

/** The interval or hour that is still running would look like a fall; today is shown as far as it has come. */
function finished({ step, points }: EnergyView, nowMs: number): EnergyPoint[] {
  return step === 'day' ? points : points.filter(({ timeMs }) => timeMs + stepLengthMs[step] <= nowMs);
}

const noActivity: ActivityPoint[] = [];

/** The load of a project in three steps, with what the rules made of it. */
export function LoadPanel({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const { state } = useWords(terms);
  const { language } = useLanguage();
  const { palette } = useAppearance();
  const rootPx = useRootPx();
  const zone = useZone();
  const [step, setStep] = useState<EnergyView['step']>('interval');
  const [openedMs] = useState(() => Date.now());
  const toMs = Math.ceil(openedMs / dayMs) * dayMs;
  const fromMs = openedMs - spans[step];
  const answer = useEnergy(project.id, step, fromMs, toMs);
  const activityStep = step === 'day' ? 'day' : 'hour';
  const activity = useStepActivity(project.id, activityStep, fromMs, toMs).data?.points ?? noActivity;
  const points = useMemo(
    () => (answer.data?.step === step ? finished(answer.data, project.asOfMs) : noEnergy),
    [answer.data, step, project.asOfMs],
  );

  const option = useMemo(() => {
    const drawing = { palette, rootPx, zone, language };
    return step === 'day'
      ? dayBarsOption(points, activity, drawing, words)
      : loadCurveOption(points, step, activity, drawing, words);
  }, [points, activity, step, palette, rootPx, zone, language, words]);
  const stateAt = useMemo(() => new Map(activity.map((each) => [each.timeMs, each.state])), [activity]);

  return (
    <Panel
      title={words.title}
      className={css.load}
      aside={
        <Segments
          label={words.step}
          options={steps.map((value) => ({ value, label: words[value] }))}
          value={step}
          onChange={setStep}
        />
      }
    >
      <p className={css.key}>{step === 'day' ? words.bars : words.shaded}</p>
      {answer.isError && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && <Loading lines={6} />}
      {answer.isSuccess && points.length === 0 && (
        <Notice title={words.none}>
          <p>{words.noneHint}</p>
        </Notice>
      )}
      {points.length > 0 && (
        <Chart
          className={css.chart}
          label={words.chart(project.name)}
          option={option}
          data-testid="load-chart"
          table={{
            columns: [words.time, step === 'day' ? words.energy : words.power, words.measured, words.state],
            rows: points.map((point) => [
              `${dayOf(point.timeMs, zone)}${step === 'day' ? '' : ` ${clock(point.timeMs, zone, language)}`}`,
              step === 'day'
                ? figureText(energy(point.energyKwh, language))
                : figureText(power(point.energyKwh * (step === 'interval' ? 4 : 1), language)),
              figureText(percent(point.measured, language)),
              state[stateAt.get(point.timeMs) ?? 'unknown'],
            ]),
          }}
        />
      )}
    </Panel>
  );
}
