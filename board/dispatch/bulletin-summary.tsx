import type { Bulletin } from '../../api/schemas/bulletin.ts';
import { figureText, money, percent } from '../figures/numbers.ts';
import { activityStates } from '../language/field.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import css from './bulletin-page.module.css';

const dictionary = {
  zh: {
    title: '全市',
    share: '施工日占比',
    invested: '年度投资',
    done: '完成率',
    time: '序时进度',
    reports: '投资报送',
    reportsOf: (inTime: number, late: number, missing: number) =>
      `按时 ${inTime}，迟报 ${late}，未报 ${missing}`,
    projects: '项目',
  },
  en: {
    title: 'The city',
    share: 'Working days',
    invested: 'Invested this year',
    done: 'Plan done',
    time: 'Time gone',
    reports: 'Reports',
    reportsOf: (inTime: number, late: number, missing: number) =>
      `${inTime} in time, ${late} late, ${missing} missing`,
    projects: 'Projects',
  },
};

/** The city's own figures over the period. */
export function BulletinSummary({ bulletin: { city } }: { bulletin: Bulletin }) {
  const words = useWords(dictionary);
  const { state } = useWords(terms);
  const { language } = useLanguage();
  const { inTime, late, missing } = city.reports;
  const share = (value: number | null) => figureText(percent(value, language));
  const figures: [string, string][] = [
    [words.projects, `${city.projects}`],
    ...activityStates.map((each): [string, string] => [state[each], `${city[each]}`]),
    [words.share, share(city.workingShare)],
    [words.invested, figureText(money(city.investedWan, language))],
    [words.done, share(city.doneShare)],
    [words.time, share(city.timeShare)],
    [words.reports, words.reportsOf(inTime, late, missing)],
  ];
  return (
    <section>
      <h2>{words.title}</h2>
      <dl className={css.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
