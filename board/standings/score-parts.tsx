import type { StandingView } from '../../api/schemas/standing.ts';
import { figureText, money, percent } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import css from './score-parts.module.css';

type Part = StandingView['parts'][number];

export const partNames = {
  zh: { investment: '投资', milestones: '节点', electricity: '用电', answers: '答复' } as Record<
    Part['part'],
    string
  >,
  en: { investment: 'Investment', milestones: 'Milestones', electricity: 'Electricity', answers: 'Answers' },
};

const dictionary = {
  zh: {
    title: '得分构成',
    part: '部分',
    score: '得分',
    weight: '权重',
    quality: '依据齐全',
    inputs: '来自',
    none: '无可计',
    unknown: '尚不清楚',
    input: {
      investedWan: '完成投资',
      dueWan: '应完成',
      planWan: '年度计划',
      rate: '完成比',
      reportedProjects: '已报项目',
      plannedProjects: '有计划项目',
      ownCurves: '自报曲线',
      milestones: '到期节点',
      early: '提前',
      onTime: '按期',
      late: '推迟',
      overdue: '逾期未到',
      starts: '开工',
      inEffect: '已投产',
      daysToEffect: '投产用时（天）',
      workedDays: '施工项目日',
      knownDays: '可判定项目日',
      unknownDays: '未知项目日',
      excusedDays: '免责项目日',
      measuredShare: '实测比例',
      asked: '应答复',
      inTime: '按时答复',
    } as Record<string, string>,
  },
  en: {
    title: 'What the score is made of',
    part: 'Part',
    score: 'Score',
    weight: 'Weight',
    quality: 'Known',
    inputs: 'From',
    none: 'nothing due',
    unknown: 'not known',
    input: {
      investedWan: 'invested',
      dueWan: 'due',
      planWan: 'annual plan',
      rate: 'invested over due',
      reportedProjects: 'projects reported',
      plannedProjects: 'projects with a plan',
      ownCurves: 'own plan curves',
      milestones: 'milestones due',
      early: 'early',
      onTime: 'on time',
      late: 'late',
      overdue: 'overdue',
      starts: 'starts',
      inEffect: 'in production',
      daysToEffect: 'days to production',
      workedDays: 'project days worked',
      knownDays: 'project days known',
      unknownDays: 'unknown',
      excusedDays: 'excused',
      measuredShare: 'measured',
      asked: 'asked',
      inTime: 'answered in time',
    } as Record<string, string>,
  },
};

/** Each part of a score with its weight, how much of it is known, and the figures it was computed from. */
export function ScoreParts({ parts }: { parts: readonly Part[] }) {
  const words = useWords(dictionary);
  const names = useWords(partNames);
  const { language } = useLanguage();
  return (
    <table className={css.parts} aria-label={words.title} data-testid="score-parts">
      <thead>
        <tr>
          <th scope="col">{words.part}</th>
          <th scope="col">{words.score}</th>
          <th scope="col">{words.weight}</th>
          <th scope="col">{words.quality}</th>
          <th scope="col">{words.inputs}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, score, weight, quality, inputs }) => (
          <tr key={part}>
            <th scope="row">{names[part]}</th>
            <td>{score === null ? (quality < 1 ? words.unknown : words.none) : score.toFixed(1)}</td>
            <td>{weight}</td>
            <td>{figureText(percent(quality, language))}</td>
            <td>
              <ul>
                {Object.entries(inputs).map(([name, value]) => (
                  <li key={name}>
                    {words.input[name] ?? name} <b>{written(name, value, language)}</b>
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By the unit at the end of the name. */
function written(name: string, value: number | null, language: 'zh' | 'en'): string {
  if (value === null) return '–';
  if (name.endsWith('Wan')) return figureText(money(value, language));
  if (name.endsWith('Share') || name === 'rate') return figureText(percent(value, language));
  return new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(value);
}
