import type { DistrictState, Overview } from '../../api/schemas/overview.ts';
import { useWords } from '../language/language.tsx';
import { Loading, Notice } from '../look/notice.tsx';
import { Panel } from '../look/panel.tsx';
import { StateBar } from '../look/state-bar.tsx';
import css from './district-ranking.module.css';

const dictionary = {
  zh: {
    title: '区县与园区排名',
    aside: '本期得分',
    none: '还没有区县',
    unranked: '未排名',
    choose: '只看此地',
  },
  en: {
    title: 'Districts and parks, ranked',
    aside: 'score so far',
    none: 'No district yet',
    unranked: 'not ranked',
    choose: 'show this one only',
  },
};

/** Who stands where in the period that runs; a click picks one out for the map and the list. */
export function DistrictRanking({
  overview,
  chosen,
  onChoose,
}: {
  overview: Overview | undefined;
  chosen: string | null;
  onChoose: (district: string) => void;
}) {
  const words = useWords(dictionary);
  return (
    <Panel title={words.title} aside={words.aside} data-testid="district-ranking">
      {overview === undefined && <Loading lines={10} />}
      {overview?.districts.length === 0 && <Notice title={words.none} />}
      <ol className={css.list}>
        {overview?.districts.map((row) => (
          <RankingRow
            key={row.district.id}
            row={row}
            chosen={row.district.id === chosen}
            words={words}
            onChoose={onChoose}
          />
        ))}
      </ol>
    </Panel>
  );
}

function RankingRow({
  row,
  chosen,
  words,
  onChoose,
}: {
  row: DistrictState;
  chosen: boolean;
  words: typeof dictionary.zh;
  onChoose: (district: string) => void;
}) {
  return (
    <li>
      <button
        type="button"
        className={css.row}
        aria-pressed={chosen}
        title={words.choose}
        onClick={() => onChoose(row.district.id)}
        data-testid="ranking-row"
        data-district={row.district.id}
      >
        <span className={css.rank}>{row.rank ?? <abbr title={words.unranked}>–</abbr>}</span>
        <span className={css.name}>{row.district.name}</span>
        <StateBar counts={row} />
        <span className={css.share}>{row.score === null ? '–' : row.score.toFixed(1)}</span>
      </button>
    </li>
  );
}
