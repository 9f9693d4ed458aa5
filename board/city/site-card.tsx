import type { ProjectItem } from '../../api/schemas/project.ts';
import { figureText, index, power } from '../figures/numbers.ts';
import { useLanguage, useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { LevelCard } from '../look/level-card.tsx';
import { StateMark } from '../look/state-mark.tsx';
import css from './site-card.module.css';
import type { Pointed } from './sites-panel.tsx';

const dictionary = {
  zh: { index: '用电指数', power: '此刻功率' },
  en: { index: 'Index', power: 'Power now' },
};

/** What a site is, beside the pointer; on the side where there is room. */
export function SiteCard({ site, at }: { site: ProjectItem; at: Pointed }) {
  const words = useWords(dictionary);
  const { state, kind, excused } = useWords(terms);
  const { language } = useLanguage();
  return (
    <div
      className={css.card}
      style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}
      data-side={`${at.y > 0.6 ? 'above' : 'below'} ${at.x > 0.6 ? 'left' : 'right'}`}
    >
      <strong>{site.name}</strong>
      <p className={css.where}>
        {site.district.name} · {site.department.name}
      </p>
      <p className={css.state}>
        <StateMark state={site.state} excused={site.excused !== null} /> {state[site.state]}
        {site.excused !== null && `（${excused}：${site.excused}）`}
      </p>
      <dl>
        <dt>{words.power}</dt>
        <dd>{figureText(power(site.powerKw, language))}</dd>
        <dt>{words.index}</dt>
        <dd>{index(site.index, language)}</dd>
      </dl>
      {site.findings.slice(0, 3).map((finding) => (
        <p key={finding.id} className={css.finding}>
          <LevelCard level={finding.level} /> {kind[finding.kind]}
        </p>
      ))}
    </div>
  );
}
