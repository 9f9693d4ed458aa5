import type { Bulletin } from '../../api/schemas/bulletin.ts';
import { figureText, percent } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { partNames } from '../standings/score-parts.tsx';
import css from './bulletin-page.module.css';

const dictionary = {
  zh: {
    rank: '名次',
    before: '上期',
    name: '对象',
    score: '得分',
    projects: '项目',
    share: '施工日占比',
    done: '年度完成率',
    snail: '金蜗牛',
  },
  en: {
    rank: 'Rank',
    before: 'Before',
    name: 'Who',
    score: 'Score',
    projects: 'Projects',
    share: 'Working days',
    done: 'Plan done',
    snail: 'golden snail',
  },
};

type Standing = Bulletin['standings']['district'][number];

/** One ranking with the parts of each score. */
export function BulletinRanking({ title, standings }: { title: string; standings: readonly Standing[] }) {
  const words = useWords(dictionary);
  const parts = useWords(partNames);
  const { language } = useLanguage();
  const share = (value: number | null) => figureText(percent(value, language));
  const shown = standings[0]?.parts.map(({ part }) => part) ?? [];
  return (
    <section>
      <h2>{title}</h2>
      <ScrollRegion label={title}>
        <table className={css.ranking}>
          <thead>
            <tr>
              <th scope="col">{words.rank}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.score}</th>
              {shown.map((part) => (
                <th key={part} scope="col">
                  {parts[part]}
                </th>
              ))}
              <th scope="col">{words.projects}</th>
              <th scope="col">{words.share}</th>
              <th scope="col">{words.done}</th>
            </tr>
          </thead>
          <tbody>
            {standings.map((row) => (
              <tr key={row.subject}>
                <td>{row.rank ?? '–'}</td>
                <td>{row.rankBefore ?? '–'}</td>
                <th scope="row">
                  {row.name} {row.snail && <small>{words.snail}</small>}
                </th>
                <td>{row.score?.toFixed(1) ?? '–'}</td>
                {row.parts.map(({ part, score }) => (
                  <td key={part}>{score?.toFixed(1) ?? '–'}</td>
                ))}
                <td>{row.projects}</td>
                <td>{share(row.figures.workingShare)}</td>
                <td>{share(row.figures.doneShare)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
