import { NavLink, Outlet } from 'react-router';
import { useWords } from '../language/language.tsx';
import { useSession } from '../server/answers.ts';
import css from './desk-frame.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    parts: '工作台',
    findings: '发现',
    pages: '通知',
    quarantine: '隔离区',
    registry: '台账',
    users: '用户',
    audit: '审计',
  },
  en: {
    parts: 'Desk',
    findings: 'Findings',
    pages: 'Pages',
    quarantine: 'Quarantine',
    registry: 'Registry',
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
        <NavLink to="/desk/pages">{words.pages}</NavLink>
        {offers(session, 'quarantine') && <NavLink to="/desk/quarantine">{words.quarantine}</NavLink>}
        {offers(session, 'investments') && <NavLink to="/desk/registry">{words.registry}</NavLink>}
        {offers(session, 'users') && <NavLink to="/desk/users">{words.users}</NavLink>}
        {offers(session, 'users') && <NavLink to="/desk/audit">{words.audit}</NavLink>}
      </nav>
      <Outlet />
    </>
  );
}
