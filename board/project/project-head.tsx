import type { ReactNode } from 'react';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import { ago } from '../figures/days.ts';
import { energy, type Figure, figureText, index, money, percent, power } from '../figures/numbers.ts';
import { useLanguage, useSentence, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { StateMark } from '../look/state-mark.tsx';
import { useNow } from '../server/now.ts';
import css from './project-head.module.css';

const dictionary = {
  zh: {
    power: '此刻功率',
    heard: (time: string) => `${time}收到读数`,
    neverHeard: '尚未收到读数',
    today: '今日电量',
    index: '用电指数',
    normal: '100 = 自身正常施工日',
    counted: (kwh: string) => `计入评价 ${kwh}`,
    usual: (kwh: string) => `，正常施工日 ${kwh}`,
    measured: (share: string) => `当日实测 ${share}`,
    invested: '今年已报投资',
    plan: (money: string) => `计划 ${money}`,
    total: (money: string) => `总投资 ${money}`,
    span: (from: string, to: string) => `${from} 至 ${to}`,
    roundTheClock: '昼夜连续施工',
    noWhy: '还没有可说明的评价。',
    sure: (share: string) => `把握 ${share}`,
  },
  en: {
    power: 'Power now',
    heard: (time: string) => `heard ${time}`,
    neverHeard: 'nothing heard yet',
    today: 'Energy today',
    index: 'Index',
    normal: '100 = a normal working day of its own',
    counted: (kwh: string) => `${kwh} counted`,
    usual: (kwh: string) => `, ${kwh} on a normal day`,
    measured: (share: string) => `${share} of the day measured`,
    invested: 'Invested this year',
    plan: (money: string) => `plan ${money}`,
    total: (money: string) => `${money} in all`,
    span: (from: string, to: string) => `${from} to ${to}`,
    roundTheClock: 'works round the clock',
    noWhy: 'Nothing has been evaluated yet.',
    sure: (share: string) => `${share} sure`,
  },
};

/** Who it is, what it does, and why we say so. */
export function ProjectHead({ project, heading: Heading }: { project: ProjectDetail; heading: 'h1' | 'h2' }) {
  const words = useWords(dictionary);
  const { state, category, stage, excused, kind } = useWords(terms);
  const { language } = useLanguage();
  const sentence = useSentence();
  const nowMs = useNow();
  const wan = (value: number | null) => figureText(money(value, language));
  const kinds = [...new Map(project.findings.map((finding) => [finding.kind, finding])).values()];
  return (
    <header className={css.head}>
      <div className={css.names}>
        <Heading data-testid="project-title">{project.name}</Heading>
        <p>
          <span>{project.district.name}</span>
          <span>{project.department.name}</span>
          <span>{category[project.category] ?? project.category}</span>
          <span>{stage[project.stage]}</span>
          {project.plannedStart && project.plannedFinish && (
            <span>{words.span(project.plannedStart, project.plannedFinish)}</span>
          )}
          {project.totalInvestmentWan !== null && <span>{words.total(wan(project.totalInvestmentWan))}</span>}
          {project.roundTheClock && <span>{words.roundTheClock}</span>}
          <span className={css.id}>{project.id}</span>
        </p>
      </div>
      <div className={css.verdict} data-testid="project-state" data-state={project.state}>
        <p className={css.state}>
          <StateMark state={project.state} excused={project.excused !== null} />
          {state[project.state]}
          {kinds.map((finding) => (
            <span key={finding.kind} className={css.finding}>
              <LevelCard level={finding.level} /> {kind[finding.kind]}
            </span>
          ))}
        </p>
        <p className={css.why} data-testid="project-why">
          {project.why ? sentence(project.why) : words.noWhy}
        </p>
        {project.excused !== null && (
          <p className={css.why}>
            {excused}：{project.excused}
          </p>
        )}
        <p className={css.sure}>
          {[
            project.stateDay,
            project.confidence === null ? null : words.sure(`${Math.round(project.confidence * 100)}%`),
            project.measured === null
              ? null
              : words.measured(figureText(percent(project.measured, language))),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      </div>
      <dl className={css.figures}>
        <Fact label={words.power} figure={power(project.powerKw, language)} testId="project-power">
          {project.lastHeardMs === null
            ? words.neverHeard
            : words.heard(ago(project.lastHeardMs, nowMs, language))}
        </Fact>
        <Fact label={words.today} figure={energy(project.energyTodayKwh, language)}>
          {words.counted(figureText(energy(project.energyKwh, language)))}
          {project.baselineKwh !== null && words.usual(figureText(energy(project.baselineKwh, language)))}
        </Fact>
        <Fact label={words.index} figure={{ value: index(project.index, language), unit: '' }}>
          {words.normal}
        </Fact>
        <Fact label={words.invested} figure={money(project.investedThisYearWan, language)}>
          {words.plan(wan(project.annualPlanWan))}
        </Fact>
      </dl>
    </header>
  );
}

function Fact({
  label,
  figure,
  testId,
  children,
}: {
  label: string;
  figure: Figure;
  testId?: string;
  children: ReactNode;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>
        {figure.value} <small>{figure.unit}</small>
      </dd>
      <dd className={css.beside}>{children}</dd>
    </div>
  );
}
