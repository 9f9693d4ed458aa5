import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { PageView } from '../../api/schemas/page.ts';
import { offers } from '../desk/rights.ts';
import { ago } from '../figures/days.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { useSession } from '../server/answers.ts';
import { useNow } from '../server/now.ts';
import { usePages } from '../server/page-answers.ts';
import css from './finding-ticker.module.css';

const dictionary = {
  zh: {
    title: '最新催办',
    none: '目前没有待办的催办',
    explained: '已说明',
    acknowledged: '已签收',
    told: (time: string) => `${time}送达，待签收`,
    waiting: '尚未送达',
  },
  en: {
    title: 'Latest pages',
    none: 'Nobody is being paged',
    explained: 'explained',
    acknowledged: 'acknowledged',
    told: (time: string) => `told ${time}, not acknowledged`,
    waiting: 'not told yet',
  },
};

const turnMs = 7_000;
const mostShown = 10;

/** Who was told of what last, and whether they answered; for those who may know. */
export function LatestPages() {
  const words = useWords(dictionary);
  const may = offers(useSession().data, 'pages');
  const pages = usePages(true, may).data?.pages.filter(({ project }) => project !== null);
  const [at, setAt] = useState(0);
  const length = Math.min(pages?.length ?? 0, mostShown);

  useEffect(() => {
    if (length < 2) return;
    const timer = setInterval(() => setAt((now) => now + 1), turnMs);
    return () => clearInterval(timer);
  }, [length]);

  if (!may || pages === undefined) return null;
  const page = pages[at % Math.max(1, length)];
  return (
    <section className={css.ticker} aria-label={words.title} data-testid="latest-pages">
      <h2>{words.title}</h2>
      {page ? <PageLine key={page.id} page={page} words={words} /> : <p className={css.none}>{words.none}</p>}
    </section>
  );
}

function PageLine({ page, words }: { page: PageView; words: typeof dictionary.zh }) {
  const kinds: Record<string, string> = useWords(terms).kind;
  const { language } = useLanguage();
  const nowMs = useNow();
  const told = page.toldMs === null ? words.waiting : words.told(ago(page.toldMs, nowMs, language));
  const answer =
    page.explainedMs !== null ? 'explained' : page.acknowledgedMs !== null ? 'acknowledged' : null;
  return (
    <Link to="/desk/pages" className={css.sentence}>
      <LevelCard level={page.level} small />
      <strong>{page.project?.name}</strong>
      <span className={css.kind}>{kinds[page.matter]}</span>
      <span className={css.why}>{answer === null ? told : words[answer]}</span>
    </Link>
  );
}
