import type { UploadReceipt } from '../../api/schemas/upload.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { CsvButton } from '../look/csv-button.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import css from './file-upload.module.css';

const dictionary = {
  zh: {
    title: '错误',
    place: '位置',
    column: '列',
    message: '问题',
    line: (line: number) => `第 ${line} 行`,
  },
  en: {
    title: 'Faults',
    place: 'Where',
    column: 'Column',
    message: 'What is wrong',
    line: (line: number) => `line ${line}`,
  },
};

type Fault = UploadReceipt['faults'][number];

/** Every fault with its place in the file, so that it can be mended there. */
export function UploadFaults({ faults }: { faults: readonly Fault[] }) {
  const words = useWords(dictionary);
  const sentence = useSentence();
  const rows = faults.toSorted(byPlace).map((fault) => ({
    key: fault.text,
    cells: [placeOf(fault, words.line), fault.column, sentence(fault.message)],
  }));
  const columns = [words.place, words.column, words.message];
  return (
    <>
      <ScrollRegion label={words.title}>
        <table className={css.faults}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  <td key={columns[at]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <CsvButton name={words.title} table={() => ({ columns, rows: rows.map(({ cells }) => cells) })} />
    </>
  );
}

/** In the order of the file, whichever check found them. */
function byPlace(a: Fault, b: Fault): number {
  return (a.sheet ?? '').localeCompare(b.sheet ?? '') || (a.line ?? 0) - (b.line ?? 0);
}

/** A workbook's cell, a line of a text file, or the file alone. */
function placeOf({ sheet, cell, line, file }: Fault, lineWords: (line: number) => string): string {
  if (cell !== null) return sheet === null ? cell : `${sheet}!${cell}`;
  return line === null ? (sheet ?? file) : lineWords(line);
}
