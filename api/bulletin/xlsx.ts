import writeXlsxFile, { type Cell, type Sheet } from 'write-excel-file/node';
import type { Bulletin } from '../../model/bulletin.ts';
import { standingSubjects } from '../../model/standing.ts';
import { documentHead } from './head.ts';
import type { Figure, FigureKind } from './shown.ts';
import { type BulletinTable, cityTable, findingTable, snailTable, standingTable } from './tables.ts';

const formats: Readonly<Record<Exclude<FigureKind, 'text'>, string>> = {
  count: '0',
  wan: '#,##0.00',
  share: '0.00%',
  score: '0.0',
};
const widths: Readonly<Record<FigureKind, number>> = { text: 22, count: 9, wan: 18, share: 12, score: 9 };

/** A bulletin as a workbook: one sheet for each table, figures as numbers. Text is never a formula. */
export function bulletinXlsx(bulletin: Bulletin, zone: string): Promise<Buffer> {
  const tables = [
    cityTable(bulletin),
    ...standingSubjects.map((by) => standingTable(bulletin, by)),
    findingTable(bulletin),
    snailTable(bulletin),
  ];
  const sheets = tables.map((table) => sheetOf(table, documentHead(bulletin, zone)));
  return writeXlsxFile(sheets, { fontFamily: '宋体', fontSize: 11 }).toBuffer();
}

function sheetOf(table: BulletinTable, head: readonly string[]): Sheet<never> {
  const span = table.columns.length;
  const [title, ...notes] = head;
  return {
    sheet: table.name,
    data: [
      [{ value: title!, fontSize: 16, fontWeight: 'bold', align: 'center', columnSpan: span }],
      [{ value: notes.join('　'), align: 'center', columnSpan: span }],
      table.columns.map(
        ({ title }): Cell => ({ ...bordered, value: title, fontWeight: 'bold', align: 'center', wrap: true }),
      ),
      ...table.rows.map((row) => row.map((figure, index) => cellOf(figure, table.columns[index]!.kind))),
    ],
    columns: table.columns.map(({ kind }) => ({ width: widths[kind] })),
    stickyRowsCount: 3,
    orientation: 'landscape',
  };
}

const bordered = { borderStyle: 'thin', borderColor: '#808080', alignVertical: 'center' } as const;

function cellOf(figure: Figure, kind: FigureKind): Cell {
  if (figure === null || figure === '') return { ...bordered, value: '—', align: 'center' };
  if (typeof figure === 'string' || kind === 'text') {
    return { ...bordered, value: writable(String(figure)), type: String, wrap: true };
  }
  return { ...bordered, value: figure, type: Number, format: formats[kind], align: 'right' };
}

/** The writer looks texts up in a plain object and takes what every object has (`toString`) for a text that it knows. */
function writable(text: string): string {
  return text in {} ? `${text} ` : text;
}
