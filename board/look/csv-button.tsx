import { Button } from 'antd';
import { type CsvTable, downloadCsv } from '../figures/csv.ts';
import { useWords } from '../language/language.tsx';

const dictionary = { zh: { export: '导出 CSV' }, en: { export: 'Export CSV' } };

/** Takes the table home as it stands: the rows that are shown, in their order. */
export function CsvButton({ name, table }: { name: string; table: () => CsvTable }) {
  const words = useWords(dictionary);
  return (
    <Button className="not-printed" onClick={() => downloadCsv(name, table())}>
      {words.export}
    </Button>
  );
}
