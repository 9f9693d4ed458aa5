import { type Language, useLanguage } from '../language/language.tsx';

const other = {
  zh: { language: 'en', lang: 'en', name: 'English' },
  en: { language: 'zh', lang: 'zh-CN', name: '中文' },
} as const satisfies Record<Language, unknown>;

export function LanguageSwitch({ className }: { className?: string | undefined }) {
  const { language, choose } = useLanguage();
  const { language: next, lang, name } = other[language];
  return (
    <button
      type="button"
      className={className}
      lang={lang}
      onClick={() => choose(next)}
      data-testid="language-switch"
    >
      {name}
    </button>
  );
}
