import { NavLink, Outlet } from 'react-router';
import { useWords } from '../language/language.tsx';
import { useSession } from '../server/answers.ts';
import css from './desk-frame.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    parts: '工作台',
    findings: '问题',
    pages: '催办',
    duty: '值班',
    periods: '期次与通报',
    snails: '金蜗牛',
    objections: '申诉',
    quarantine: '隔离区',
    registry: '台账',
    rules: '规则',
    users: '用户',
    audit: '审计',
  },
  en: {
    parts: 'Desk',
    findings: 'Findings',
    pages: 'Pages',
    duty: 'Duty',
    periods: 'Periods',
    snails: 'Snails',
    objections: 'Objections',
    quarantine: 'Quarantine',
    registry: 'Registry',
    rules: 'Rules',
    users: 'Users',
    audit: 'Audit',
  },
};

/** The desk and its parts; a part that the role may not enter is not offered. */
export function DeskFrame() {
  const words = useWords(dictionary);
  const session = useSession().data;
  return (
    <>
      <nav className={`${css.parts} not-printed`} aria-label={words.parts}>
        <NavLink to="/desk" end>
          {words.findings}
        </NavLink>
        {offers(session, 'pages') && <NavLink to="/desk/pages">{words.pages}</NavLink>}
        {offers(session, 'pages') && <NavLink to="/desk/duty">{words.duty}</NavLink>}
        <NavLink to="/desk/periods">{words.periods}</NavLink>
        <NavLink to="/desk/snails">{words.snails}</NavLink>
        <NavLink to="/desk/objections">{words.objections}</NavLink>
        {offers(session, 'quarantine') && <NavLink to="/desk/quarantine">{words.quarantine}</NavLink>}
        {offers(session, 'investments') && <NavLink to="/desk/registry">{words.registry}</NavLink>}
        <NavLink to="/desk/rules">{words.rules}</NavLink>
        {offers(session, 'users') && <NavLink to="/desk/users">{words.users}</NavLink>}
        {offers(session, 'users') && <NavLink to="/desk/audit">{words.audit}</NavLink>}
      </nav>
      <Outlet />
    </>
  );
}
