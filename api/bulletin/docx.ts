import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Bulletin } from '../../model/bulletin.ts';
import { chineseDay, documentDay } from './head.ts';
import { printable, shown } from './shown.ts';
import type { BulletinTable } from './tables.ts';
import { bulletinWords } from './words.ts';

// GB/T 9704-2012, 5.2: sizes of type in half points; 二号, 三号, 四号 and 小四.
const size = { mark: 72, title: 44, body: 32, page: 28, table: 21 } as const;
const latin = 'Times New Roman';
const fonts = {
  mark: '方正小标宋简体',
  title: '方正小标宋简体',
  body: '仿宋',
  heading: '黑体',
  page: '宋体',
} as const;
const red = 'FF0000';
/** 5.2.3: 22 lines on 225 mm. In twentieths of a point. */
const lineTwips = 580;
/** 5.2.1: the width of the text is 156 mm. */
const textTwips = twips(156);
/** One character of 三号 type. */
const characterTwips = 320;

interface Wording {
  font?: keyof typeof fonts;
  size?: number;
  color?: string;
  bold?: boolean;
}

/** A bulletin as an official document (公文) in the form of GB/T 9704-2012. */
export function bulletinDocx(bulletin: Bulletin, zone: string): Promise<Buffer> {
  const words = bulletinWords(bulletin);
  const children: (Paragraph | Table)[] = [
    ...masthead(bulletin),
    paragraph(bulletin.title, { font: 'title', size: size.title }, centred(2, 1)),
    paragraph(words.addressees, {}, { spacing: spacing() }),
    body(words.opening),
    ...words.sections.flatMap(({ heading, paragraphs, table }, index) => [
      paragraph(`${'一二三四五六七八九'[index]}、${heading}`, { font: 'heading' }, indented),
      ...paragraphs.map(body),
      ...(table === undefined ? [] : [tableOf(table), paragraph('')]),
    ]),
    ...words.closing.map(body),
    ...signature(bulletin, zone),
    paragraph('附件', { font: 'heading' }, { pageBreakBefore: true, spacing: spacing() }),
    paragraph(words.annex.name, { font: 'title', size: size.title }, centred(0, 1)),
    tableOf(words.annex),
  ];
  const document = new Document({
    title: printable(bulletin.title),
    creator: printable(bulletin.issuer),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: { run: { size: size.body, font: fontOf('body'), language: { eastAsia: 'zh-CN' } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: {
              top: twips(37),
              left: twips(28),
              right: twips(26),
              bottom: twips(35),
              footer: twips(25),
            },
          },
        },
        // 7.5: odd pages at the right, even ones at the left, one character in.
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

/** 版头: 发文机关标志, 发文字号 and the red line under them. */
function masthead({ issuer, number, state }: Bulletin): Paragraph[] {
  const draft = state === 'draft' ? '（草稿，未经发布）' : '';
  return [
    paragraph(
      issuer,
      { font: 'mark', size: markSize(issuer), color: red },
      { alignment: AlignmentType.CENTER },
    ),
    paragraph(
      `${number ?? ''}${draft}`,
      {},
      {
        ...centred(1, 0),
        border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 4 } },
      },
    ),
  ];
}

/** The mark of the issuer stands on one line (7.2.4), so a long name is set smaller. */
function markSize(issuer: string): number {
  return Math.min(size.mark, Math.floor((2 * (textTwips / 20)) / issuer.length));
}

/** 7.3.5: signature and date at the right, the date four characters in. */
function signature(bulletin: Bulletin, zone: string): Paragraph[] {
  const right = (characters: number): IParagraphOptions => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: characters * characterTwips },
    spacing: spacing(),
  });
  const fingerprint = `（数据指纹 ${bulletin.inputsHash.slice(0, 16)}，第${bulletin.revision}版）`;
  return [
    paragraph(''),
    paragraph(bulletin.issuer, {}, right(2)),
    paragraph(chineseDay(documentDay(bulletin, zone)), {}, right(4)),
    paragraph(fingerprint, {}, indented),
  ];
}

function tableOf({ columns, rows }: BulletinTable): Table {
  const line = (cells: readonly TableCell[], tableHeader = false) =>
    new TableRow({ children: cells, tableHeader, cantSplit: true });
  return new Table({
    width: { size: textTwips, type: WidthType.DXA },
    columnWidths: columnTwips({ columns, rows }),
    layout: TableLayoutType.FIXED,
    rows: [
      line(
        columns.map(({ title }) => cell(title, AlignmentType.CENTER, true)),
        true,
      ),
      ...rows.map((row) =>
        line(
          row.map((figure, index) => {
            const { kind } = columns[index]!;
            return cell(shown(figure, kind), kind === 'text' ? AlignmentType.LEFT : AlignmentType.RIGHT);
          }),
        ),
      ),
    ],
  });
}

/** Every column as wide as its longest figure or half of its title, in proportion. */
function columnTwips({ columns, rows }: Pick<BulletinTable, 'columns' | 'rows'>): number[] {
  const halfWidths = columns.map(({ title, kind }, index) => {
    const longest = rows.map((row) => widthOf(shown(row[index]!, kind)));
    return 2 + longest.reduce((most, width) => Math.max(most, width), Math.ceil(widthOf(title) / 2));
  });
  const sum = halfWidths.reduce((total, width) => total + width, 0);
  return halfWidths.map((width) => Math.floor((textTwips * width) / sum));
}

/** In half characters: a Chinese one is twice as wide as a digit. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (character > '\u2e80' ? 2 : 1), 0);
}

function cell(
  text: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  bold = false,
): TableCell {
  const children = [paragraph(text, { size: size.table, bold }, { alignment })];
  return new TableCell({ verticalAlign: VerticalAlignTable.CENTER, children });
}

function pageNumber(alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer {
  const run = new TextRun({
    children: ['— ', PageNumber.CURRENT, ' —'],
    size: size.page,
    font: fontOf('page'),
  });
  const indent = { left: characterTwips, right: characterTwips };
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [run] })] });
}

// Characters for Word, twips for those that do not know them.
const indented: IParagraphOptions = {
  indent: { firstLineChars: 200, firstLine: 2 * characterTwips },
  spacing: spacing(),
};

function body(text: string): Paragraph {
  return paragraph(text, {}, { ...indented, alignment: AlignmentType.JUSTIFIED });
}

/** Millimetres as every word processor reads them. */
function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440);
}

/** In lines before and after. */
function centred(before: number, after: number): IParagraphOptions {
  return {
    alignment: AlignmentType.CENTER,
    spacing: { before: before * lineTwips, after: after * lineTwips },
  };
}

function spacing(): NonNullable<IParagraphOptions['spacing']> {
  return { line: lineTwips, lineRule: LineRuleType.EXACT };
}

function paragraph(text: string, wording: Wording = {}, options: IParagraphOptions = {}): Paragraph {
  const { font, size: halfPoints, color, bold } = wording;
  // What is not said here is the document's own: a table of 420 projects says little as it is.
  const run = new TextRun({
    text: printable(text),
    ...(font === undefined ? {} : { font: fontOf(font) }),
    ...(halfPoints === undefined ? {} : { size: halfPoints }),
    ...(color === undefined ? {} : { color }),
    ...(bold ? { bold } : {}),
  });
  return new Paragraph({ ...options, children: [run] });
}

function fontOf(name: keyof typeof fonts): { ascii: string; hAnsi: string; eastAsia: string } {
  return { ascii: latin, hAnsi: latin, eastAsia: fonts[name] };
}
