import { NavLink, useLocation } from 'react-router';
import { useKiosk } from '../kiosk/kiosk.ts';
import { KioskSwitch } from '../kiosk/kiosk-switch.tsx';
import { useLanguage, useSentence, useWords } from '../language/language.tsx';
import { useAppearance } from '../look/appearance.tsx';
import { useOverview } from '../server/answers.ts';
import { Clock } from './clock.tsx';
import css from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { Mark } from './mark.tsx';
import { UserMenu } from './user-menu.tsx';

const dictionary = {
  zh: {
    name: '晾晒',
    subject: '重大项目用电监测',
    pages: '页面',
    city: '全市',
    standings: '晾晒',
    projects: '项目',
    desk: '工作台',
    simulated: '模拟数据',
    simulatedMeaning: '演示：以下项目与读数均由模拟器产生',
    light: '浅色',
    dark: '深色',
  },
  en: {
    name: 'Liangshai',
    subject: 'major projects by electricity',
    pages: 'Pages',
    city: 'City',
    standings: 'Standings',
    projects: 'Projects',
    desk: 'Desk',
    simulated: 'Simulated',
    simulatedMeaning: 'A demonstration: projects and readings come from a simulator',
    light: 'Light',
    dark: 'Dark',
  },
};

export function Header() {
  const words = useWords(dictionary);
  const sentence = useSentence();
  const { language } = useLanguage();
  const { appearance, choose: chooseAppearance } = useAppearance();
  const city = useOverview().data?.city;
  const wall = useLocation().pathname === '/';
  const kiosk = useKiosk();
  const otherAppearance = appearance === 'dark' ? 'light' : 'dark';

  return (
    <header className={`${css.header} not-printed`}>
      <div className={css.title}>
        <Mark />
        <span className={css.name}>{words.name}</span>
        <span className={css.subject}>
          {city && sentence(city.name)}
          {language === 'zh' ? '' : ' '}
          {words.subject}
        </span>
        {city?.simulated && (
          <span className={css.simulated} title={words.simulatedMeaning}>
            {words.simulated}
          </span>
        )}
      </div>
      <nav className={css.pages} aria-label={words.pages} hidden={kiosk}>
        <NavLink to="/" end>
          {words.city}
        </NavLink>
        <NavLink to="/standings">{words.standings}</NavLink>
        <NavLink to="/projects">{words.projects}</NavLink>
        <NavLink to="/desk">{words.desk}</NavLink>
      </nav>
      <div className={css.state}>
        <LiveIndicator />
        <Clock />
      </div>
      <div className={css.choices}>
        {wall && (
          <span className={css.wall}>
            <KioskSwitch />
          </span>
        )}
        {!kiosk && (
          <>
            <button type="button" onClick={() => chooseAppearance(otherAppearance)}>
              {words[otherAppearance]}
            </button>
            <LanguageSwitch />
            <UserMenu />
          </>
        )}
      </div>
    </header>
  );
}
