import type { StandingView } from '../../api/schemas/standing.ts';
import { useWords } from '../language/language.tsx';
import css from './movement.module.css';

const dictionary = {
  zh: {
    up: (places: number) => `比上期上升 ${places} 位`,
    down: (places: number) => `比上期下降 ${places} 位`,
    same: '与上期相同',
    new: '上期未排名',
  },
  en: {
    up: (places: number) => `up ${places} since the period before`,
    down: (places: number) => `down ${places} since the period before`,
    same: 'as in the period before',
    new: 'not ranked in the period before',
  },
};

/** How many places up or down; an arrow and a number, no colour: which way is good is told by the rank. */
export function Movement({ standing }: { standing: StandingView }) {
  const words = useWords(dictionary);
  const moved = standing.movement;
  const said =
    moved === null ? words.new : moved > 0 ? words.up(moved) : moved < 0 ? words.down(-moved) : words.same;
  const drawn = moved === null ? '' : moved > 0 ? `↑${moved}` : moved < 0 ? `↓${-moved}` : '=';
  return (
    <span className={css.movement} role="img" aria-label={said} title={said}>
      {drawn}
    </span>
  );
}
