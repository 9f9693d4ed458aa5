import type { ReactNode } from 'react';
import css from './page-head.module.css';
import { usePageTitle } from './page-title.ts';

/** The title of a page, what it is about in a line, and what can be done with the whole of it. */
export function PageHead({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  usePageTitle(title);
  return (
    <header className={css.head}>
      <div>
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {children && <div className={`${css.actions} not-printed`}>{children}</div>}
    </header>
  );
}
