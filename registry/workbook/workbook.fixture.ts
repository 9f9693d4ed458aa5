import { strToU8, zipSync } from 'fflate';

/** A cell as it is typed: text, a number, a formula with the value it last had, or a number in a format. */
export type TypedCell =
  | string
  | number
  | null
  | { formula: string; value?: number }
  | { number: number; format: string };

export interface TypedSheet {
  rows: readonly (readonly TypedCell[])[];
  merges?: readonly string[];
  hidden?: true;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

export function zip(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

/** A workbook's parts, written out, so that a test can break one of them. */
export function workbookParts(sheets: Readonly<Record<string, TypedSheet>>): Record<string, string> {
  const names = Object.keys(sheets);
  const formats: string[] = [];
  const parts: Record<string, string> = {
    '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names
      .map((name, index) => {
        const state = sheets[name]!.hidden ? ' state="hidden"' : '';
        return `<sheet name="${xml(name)}" sheetId="${index + 1}" r:id="s${index}"${state}/>`;
      })
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...names.map((_, index) => [`s${index}`, 'worksheet', `worksheets/sheet${index}.xml`] as const),
      ['styles', 'styles', 'styles.xml'],
    ]),
  };
  names.forEach((name, index) => {
    parts[`xl/worksheets/sheet${index}.xml`] = worksheet(sheets[name]!, formats);
  });
  parts['xl/styles.xml'] = `<styleSheet xmlns="${main}"><numFmts>${formats
    .map((format, index) => `<numFmt numFmtId="${200 + index}" formatCode="${xml(format)}"/>`)
    .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
    .map((_, index) => `<xf numFmtId="${200 + index}"/>`)
    .join('')}</cellXfs></styleSheet>`;
  return parts;
}

export function workbook(sheets: Readonly<Record<string, TypedSheet>>): Uint8Array {
  return zip(workbookParts(sheets));
}

function relationships(targets: readonly (readonly [id: string, type: string, target: string])[]): string {
  const rows = targets.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return `<?xml version="1.0"?><Relationships>${rows.join('')}</Relationships>`;
}

function worksheet({ rows, merges = [] }: TypedSheet, formats: string[]): string {
  const lines = rows.map((cells, row) => {
    const written = cells.map((cell, column) =>
      writtenCell(cell, `${String.fromCharCode(65 + column)}${row + 1}`, formats),
    );
    return `<row r="${row + 1}">${written.join('')}</row>`;
  });
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`;
}

function writtenCell(cell: TypedCell, name: string, formats: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${name}" t="inlineStr"><is><t>${xml(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${name}"><v>${cell}</v></c>`;
  if ('formula' in cell) {
    const value = cell.value === undefined ? '' : `<v>${cell.value}</v>`;
    return `<c r="${name}"><f>${xml(cell.formula)}</f>${value}</c>`;
  }
  if (!formats.includes(cell.format)) formats.push(cell.format);
  return `<c r="${name}" s="${formats.indexOf(cell.format) + 1}"><v>${cell.number}</v></c>`;
}
