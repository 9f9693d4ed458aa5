import path from 'node:path/posix';
import type { Sheet } from '../sheet.ts';
import { WorkbookArchive, WorkbookUnreadable, workbookLimits } from './archive.ts';
import { readStyles } from './number-format.ts';
import { readWorksheet, type WorkbookContext } from './worksheet.ts';
import { readXml, withoutPrefix } from './xml.ts';

/** An XLSX file is a ZIP archive, and a text begins with no such bytes. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** A workbook of the years before 2007, or one with a password: neither is a ZIP archive. */
export function isOldWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

/**
 * The sheets of an XLSX file that are not hidden and not blank, in their order.
 * @throws WorkbookUnreadable
 */
export async function readWorkbook(bytes: Uint8Array, source: string): Promise<Sheet[]> {
  if (isOldWorkbook(bytes)) {
    throw new WorkbookUnreadable(
      'an old .xls, or one with a password; save it as .xlsx without a password',
      '是旧版 .xls 或加了密码；请另存为不带密码的 .xlsx',
    );
  }
  const archive = await WorkbookArchive.open(bytes);
  const workbookPart = await targetOfType(archive, '', 'officeDocument');
  if (workbookPart === null)
    throw new WorkbookUnreadable('no XLSX workbook; save it as .xlsx', '不是 XLSX 工作簿；请另存为 .xlsx');
  const stringsPart = await targetOfType(archive, workbookPart, 'sharedStrings');
  const stylesPart = await targetOfType(archive, workbookPart, 'styles');
  const { sheets, since1904 } = await readDirectory(archive, workbookPart);
  const context: WorkbookContext = {
    archive,
    source,
    since1904,
    strings: stringsPart === null ? [] : await readStrings(archive, stringsPart),
    styles: stylesPart === null ? [] : await readStyles(archive, stylesPart),
  };
  const targets = await relationships(archive, workbookPart);
  const read: Sheet[] = [];
  for (const { name, relationship } of sheets) {
    const target = targets.find(({ id }) => id === relationship);
    if (target === undefined || target.type !== 'worksheet') continue;
    const sheet = await readWorksheet(context, name, target.part);
    if (sheet.lines.length > 0 || sheet.faults.length > 0) read.push(sheet);
  }
  return read;
}

interface Target {
  id: string;
  /** The last word of the relationship's type: `worksheet`, `styles` … */
  type: string;
  part: string;
}

/** ECMA-376 part 2, 9.3: what a part (`''`: the package) points at; whatever lies outside the file is left alone. */
async function relationships(archive: WorkbookArchive, part: string): Promise<Target[]> {
  const directory = path.dirname(`/${part}`);
  const file = path.join(directory, '_rels', `${path.basename(part)}.rels`).slice(1);
  if (!archive.has(file)) return [];
  const targets: Target[] = [];
  await readXml(archive.text(file), file, {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External' || Id === undefined || Target === undefined)
        return;
      const target = path.resolve(directory, Target).slice(1);
      targets.push({ id: Id, type: Type?.split('/').at(-1) ?? '', part: target });
    },
  });
  return targets;
}

async function targetOfType(archive: WorkbookArchive, part: string, type: string): Promise<string | null> {
  const targets = await relationships(archive, part);
  return targets.find((target) => target.type === type && archive.has(target.part))?.part ?? null;
}

interface Directory {
  sheets: { name: string; relationship: string }[];
  since1904: boolean;
}

async function readDirectory(archive: WorkbookArchive, part: string): Promise<Directory> {
  const sheets: Directory['sheets'] = [];
  let since1904 = false;
  await readXml(archive.text(part), part, {
    open(element, attributes) {
      if (element === 'workbookPr') since1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (element !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(
        ([name]) => name.includes(':') && withoutPrefix(name) === 'id',
      );
      sheets.push({ name: attributes.name ?? '', relationship: id?.[1] ?? '' });
      if (sheets.length > workbookLimits.sheets) {
        throw new WorkbookUnreadable(
          `more than ${workbookLimits.sheets} sheets`,
          `工作表多于 ${workbookLimits.sheets} 张`,
        );
      }
    },
  });
  return { sheets, since1904 };
}

/** ECMA-376 part 1, 18.4: the texts that cells point at by number, without what is read aloud of them. */
async function readStrings(archive: WorkbookArchive, part: string): Promise<string[]> {
  const strings: string[] = [];
  let text: string | null = null;
  let collects = false;
  let spoken = false;
  await readXml(archive.text(part), part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') spoken = true;
      else if (name === 't') collects = !spoken;
    },
    text(piece) {
      if (collects && text !== null) text += piece;
    },
    close(name) {
      if (name === 't') collects = false;
      else if (name === 'rPh') spoken = false;
      else if (name === 'si') {
        strings.push(text ?? '');
        if (strings.length > workbookLimits.strings)
          throw new WorkbookUnreadable('more texts than can be read', '文字太多；请分成几个文件');
      }
    },
  });
  return strings;
}
