import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import { useStored } from '../look/stored.ts';
import type { Sentence } from './field.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

interface LanguageChoice {
  language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useStored('liangshai.language', languages, 'zh');
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choice = useMemo(() => ({ language, choose }), [language, choose]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (choice === null) throw new Error('useLanguage needs a LanguageProvider above it');
  return choice;
}

/** The words of a page: `{ zh, en }` of one shape, the Chinese one giving the shape. */
export function useWords<Words>(dictionary: Record<Language, Words>): Words {
  return dictionary[useLanguage().language];
}

/** Picks the language out of what the service says in both. */
export function useSentence(): (sentence: Sentence) => string {
  const { language } = useLanguage();
  return (sentence) => sentence[language];
}
