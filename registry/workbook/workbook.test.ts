import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkbookUnreadable } from './archive.ts';
import { workbook, workbookParts, zip } from './workbook.fixture.ts';
import { readWorkbook } from './workbook.ts';

async function textsOf(bytes: Uint8Array): Promise<string[][]> {
  const [sheet] = await readWorkbook(bytes, 'report.xlsx');
  return sheet!.lines.map(({ cells }) => cells.map(({ text }) => text));
}

const small = {
  投资: {
    rows: [
      ['项目编号', '期间', '完成投资'],
      ['P1', '2026-11H1', 12.34],
    ],
  },
};

test('sheets come with their names, lines and cells; hidden and blank ones are left out', async () => {
  const sheets = await readWorkbook(
    workbook({ 空表: { rows: [[' ', null]] }, 旧: { rows: [['x']], hidden: true }, ...small }),
    'report.xlsx',
  );
  expect(sheets).toMatchObject([{ source: 'report.xlsx', name: '投资', faults: [] }]);
  expect(sheets[0]!.lines.map(({ line, cells }) => [line, ...cells.map(({ text }) => text)])).toEqual([
    [1, '项目编号', '期间', '完成投资'],
    [2, 'P1', '2026-11H1', '12.34'],
  ]);
});

test.each([
  ['a day', { number: 46_337, format: 'yyyy-mm-dd' }, '2026-11-11'],
  ['a Chinese day', { number: 46_337.75, format: 'yyyy"年"m"月"d"日"' }, '2026-11-11'],
  ['a month', { number: 46_327, format: 'yyyy"年"m"月";@' }, '2026-11'],
  ['a share', { number: 0.154, format: '0.0%' }, '15.4%'],
  ['money', { number: 1234.5, format: '#,##0.00_);[Red](#,##0.00)' }, '1234.5'],
  ['a computed value', { formula: 'SUM(A1:A9)', value: 0.30000000000000004 }, '0.3'],
])('%s is read as a person sees it', async (_what, cell, text) => {
  expect(await textsOf(workbook({ a: { rows: [[cell]] } }))).toEqual([[text]]);
});

test('a formula that was never computed is a fault with its cell, for nothing is evaluated', async () => {
  const [sheet] = await readWorkbook(workbook({ 投资: { rows: [['x'], [{ formula: 'A1*2' }]] } }), 'r.xlsx');
  expect(sheet!.faults).toMatchObject([{ place: { sheet: '投资', line: 2, cell: 'A2' } }]);
});

test('what is read aloud of a text is not part of it', async () => {
  const parts = workbookParts({ a: { rows: [['宁波']] } });
  parts['xl/worksheets/sheet0.xml'] = parts['xl/worksheets/sheet0.xml']!.replace(
    '</is>',
    '<rPh sb="0" eb="2"><t>Níngbō</t></rPh></is>',
  );
  expect(await textsOf(zip(parts))).toEqual([['宁波']]);
});

function withPart(name: string, change: (text: string) => string): Uint8Array {
  const parts = workbookParts(small);
  parts[name] = change(parts[name]!);
  return zip(parts);
}

/** A workbook with a sheet that says it is smaller than it is. */
function lyingArchive(): Uint8Array {
  const real = 1_000_003;
  const parts = { ...workbookParts(small), 'xl/worksheets/sheet0.xml': '<x>'.padEnd(real, ' ') };
  const bytes = Buffer.from(zip(parts));
  for (let at = 0; at < bytes.length - 4; at++) {
    if (bytes.readUInt32LE(at) === real) bytes.writeUInt32LE(100, at);
  }
  return bytes;
}

const entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>';
test.each<[string, Uint8Array, RegExp]>([
  ['text', Buffer.from('not a workbook'), /no whole XLSX file/],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), /old \.xls/],
  ['an archive of something else', zip({ 'a.txt': 'a' }), /no XLSX workbook/],
  ['half a workbook', workbook(small).subarray(0, 900), /no whole XLSX file/],
  ['a document type with an entity', withPart('xl/workbook.xml', () => entity), /document type/],
  ['an entity that nobody declared', withPart('xl/workbook.xml', (x) => x.replace('投资', '&e;')), /no XML/],
  ['tags that do not close', withPart('xl/worksheets/sheet0.xml', (x) => x.slice(0, -20)), /no XML/],
  [
    'a cell far to the right',
    withPart('xl/worksheets/sheet0.xml', (x) => x.replace('A1', 'XFD1')),
    /columns/,
  ],
  ['a cell without a place', withPart('xl/worksheets/sheet0.xml', (x) => x.replace('A1', '11')), /no cell/],
  ['a part that is larger than it says', lyingArchive(), /broken/],
  [
    'a bomb',
    zip({ ...workbookParts(small), 'xl/worksheets/sheet0.xml': `<x>${' '.repeat(130 << 20)}</x>` }),
    /MB/,
  ],
  ['too many parts', zip(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`${n}`, '']))), /parts/],
])('%s is refused with what is wrong', async (_what, bytes, message) => {
  const refusal = readWorkbook(bytes, 'report.xlsx');
  await expect(refusal).rejects.toBeInstanceOf(WorkbookUnreadable);
  await expect(refusal).rejects.toThrow(message);
});

test('a damaged workbook is read or refused, and nothing else happens', async () => {
  const good = workbook(small);
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = good.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      const refusal = await readWorkbook(bytes, 'report.xlsx').then(
        () => null,
        (error: unknown) => error,
      );
      expect(refusal === null || refusal instanceof WorkbookUnreadable).toBe(true);
    }),
    { numRuns: 300 },
  );
});
