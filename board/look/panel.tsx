import { type ReactNode, useId } from 'react';
import css from './panel.module.css';

/** A titled part of a page: heading, a line of its own figures on the right, content. */
export function Panel({
  title,
  aside,
  children,
  className,
  'data-testid': testId,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  'data-testid'?: string;
}) {
  const id = useId();
  return (
    <section className={`${css.panel} ${className ?? ''}`} aria-labelledby={id} data-testid={testId}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className={css.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
