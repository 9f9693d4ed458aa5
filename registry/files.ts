import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Fault, LiangshaiError, type Wrong } from '../model/error.ts';
import { type Registry, type RegistryTable, registryTables } from '../model/registry.ts';
import { readCsv } from './csv.ts';
import { type RegistrySheets, readAlone } from './import.ts';
import { placeIn, type Sheet } from './sheet.ts';
import { sheetNames } from './sheet-names.ts';
import { WorkbookUnreadable } from './workbook/archive.ts';
import { isOldWorkbook, isWorkbook, readWorkbook } from './workbook/workbook.ts';

/** Sheets that say how to fill in the others. */
const explaining = new Set(['说明', '填表说明', '填报说明', 'readme', 'notes']);

/** A file as it was sent, or lies on a disk; `name` is what faults carry. */
export interface RegistryFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * The sheets of a directory with `districts.csv`, `projects.csv` …, or of one XLSX file with sheets of these names.
 * @throws LiangshaiError `registry-unreadable`, `registry-missing`
 */
export async function registrySheets(place: string): Promise<RegistrySheets> {
  const found = await stat(place).catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'there is no such file or directory' : cause.message;
    const hint = 'name a directory with registry files, or one XLSX file';
    throw new LiangshaiError('registry-unreadable', `${place}: ${what}`, hint, { cause });
  });
  if (!found.isDirectory()) {
    return sheetsOfFiles([{ name: path.basename(place), bytes: await readFile(place) }]);
  }
  const names = await readdir(place);
  const wanted = registryTables.map((table) => `${table}.csv`).filter((name) => names.includes(name));
  if (wanted.length === 0) {
    const known = registryTables.map((table) => `${table}.csv`).join(', ');
    throw new LiangshaiError('registry-missing', `${place}: no registry file`, `it wants some of ${known}`);
  }
  const files = wanted.map(async (name) => ({ name, bytes: await readFile(path.join(place, name)) }));
  return sheetsOfFiles(await Promise.all(files));
}

/**
 * The registry of a directory or a workbook that stands for itself, as `backtest` reads it.
 * @throws LiangshaiError as above, and `registry-faulty` with every fault at once
 */
export async function readRegistry(place: string): Promise<Registry> {
  return readAlone(await registrySheets(place));
}

/** The sheets of several files by their names: `projects.csv` holds the projects, a workbook has a sheet for each table. */
export async function sheetsOfFiles(files: readonly RegistryFile[]): Promise<RegistrySheets> {
  const sheets: RegistrySheets['sheets'] = {};
  const faults: Fault[] = [];
  for (const file of files) {
    const read = await readSheets(file, faults);
    for (const sheet of read) {
      const table = sheet.name === null ? tableOfCsv(file.name) : tableOfSheet(sheet.name);
      if (table === null) {
        if (sheet.name === null || !explaining.has(sheet.name.trim().toLowerCase())) {
          faults.push({ place: placeIn(sheet), ...unknownName(sheet) });
        }
      } else if (sheets[table] !== undefined) {
        faults.push({
          place: placeIn(sheet),
          message: `a second table of ${table}`,
          zh: `“${sheetNames[table][0]}”表重复`,
        });
      } else sheets[table] = sheet;
    }
  }
  return { sheets, faults };
}

/** The one table that a file was sent as: a CSV of any name, or a workbook with one sheet, or with one of that name. */
export async function sheetsOfTable(table: RegistryTable, file: RegistryFile): Promise<RegistrySheets> {
  const faults: Fault[] = [];
  const read = await readSheets(file, faults);
  const sheet =
    read.length === 1 ? read[0] : read.find(({ name }) => name !== null && tableOfSheet(name) === table);
  if (sheet !== undefined) return { sheets: { [table]: sheet }, faults };
  if (faults.length === 0) {
    const names = [table, ...sheetNames[table]].join(', ');
    faults.push({
      place: { source: file.name },
      ...(read.length === 0
        ? { message: 'no sheet has anything in it', zh: '所有工作表都是空的' }
        : { message: `none of its sheets is called ${names}`, zh: `没有名为 ${names} 的工作表` }),
    });
  }
  return { sheets: {}, faults };
}

async function readSheets({ name, bytes }: RegistryFile, faults: Fault[]): Promise<Sheet[]> {
  if (!isWorkbook(bytes) && !isOldWorkbook(bytes) && !/\.xlsx$/i.test(name)) return [readCsv(bytes, name)];
  try {
    return await readWorkbook(bytes, name);
  } catch (error) {
    if (!(error instanceof WorkbookUnreadable)) throw error;
    faults.push({ place: { source: name }, message: error.message, zh: error.zh });
    return [];
  }
}

function tableOfCsv(name: string): RegistryTable | null {
  return registryTables.find((table) => name === `${table}.csv`) ?? null;
}

function tableOfSheet(raw: string): RegistryTable | null {
  const name = raw.normalize('NFKC').trim();
  const found = registryTables.find(
    (table) => table === name.toLowerCase() || sheetNames[table].includes(name),
  );
  return found ?? null;
}

function unknownName({ name }: Sheet): Wrong {
  if (name === null) {
    const files = registryTables.map((table) => `${table}.csv`).join(', ');
    return {
      message: `no file of the registry; these are ${files}`,
      zh: `不是台账文件；台账文件有 ${files}`,
    };
  }
  const known = registryTables.map((table) => `${table} (${sheetNames[table][0]})`).join(', ');
  return { message: `an unknown sheet; known are ${known}`, zh: `无法识别的工作表；可用的有 ${known}` };
}
