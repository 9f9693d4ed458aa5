import { useEffect } from 'react';
import { useWords } from '../language/language.tsx';

const dictionary = { zh: { product: '晾晒' }, en: { product: 'Liangshai' } };

/** Names the window after what is on it, for tabs, bookmarks, prints and whoever hears the page. */
export function usePageTitle(title: string | null): void {
  const { product } = useWords(dictionary);
  useEffect(() => {
    document.title = title === null ? product : `${title} · ${product}`;
  }, [title, product]);
}
