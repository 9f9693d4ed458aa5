import { type CsvTable, downloadCsv } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';
import css from './csv-link.module.css';

const dictionary = {
  zh: { export: '导出 CSV', of: (name: string) => `导出 CSV：${name}` },
  en: { export: 'Export CSV', of: (name: string) => `Export CSV: ${name}` },
};

/** The quiet way to take a table home, in the head of its panel. */
export function CsvLink({ name, table }: { name: string; table: () => CsvTable }) {
  const words = useWords(dictionary);
  return (
    <button
      type="button"
      className={`${css.link} not-printed`}
      aria-label={words.of(name)}
      onClick={() => downloadCsv(name, table())}
    >
      {words.export}
    </button>
  );
}
