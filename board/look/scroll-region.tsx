import type { ReactNode } from 'react';
import css from './scroll-region.module.css';

/** What may be wider than the window and then scrolls by itself, by keyboard as well. */
export function ScrollRegion({
  label,
  wide = false,
  children,
}: {
  label: string;
  /** Of many columns: it scrolls earlier, so that none is squeezed. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <section className={css.region} data-wide={wide} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
