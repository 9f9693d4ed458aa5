import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { bulletinOf, bulletinStanding, bulletinZone } from '../../api/bulletin/bulletin.fixture.ts';
import { bulletinDocx } from '../../api/bulletin/docx.ts';
import { bulletinXlsx } from '../../api/bulletin/xlsx.ts';
import { readWorkbook } from '../../registry/workbook/workbook.ts';

/** What somebody may call a project, and what of it a document holds: all but what XML 1.0 cannot. */
const names: readonly (readonly [given: string, held: string])[] = [
  `=cmd|'/c calc'!A0`,
  '=HYPERLINK("http://x","y")',
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '{=1+1}',
  '</w:t></w:r><w:r><w:t>',
  '</t></si><si><t>',
  '&amp;&lt;&#65;&xxe;',
  ']]><!-- <?x?>',
  `"'`,
  '{{name}} %s $1',
  'toString',
  'constructor',
  'valueOf',
  '__proto__',
  'hasOwnProperty',
].map((name) => [name, name] as const);
const cut: readonly (readonly [given: string, held: string])[] = [
  ['a\u0000b', 'ab'],
  ['a\u000bb\u001b[31m', 'ab[31m'],
  ['a\ufffeb', 'ab'],
  ['a\ud800b', 'a\ufffdb'],
];
const all = [...names, ...cut];

const bulletin = bulletinOf({
  standings: {
    district: [],
    department: [],
    project: all.map(([name], n) => bulletinStanding('project', `P${n}`, name, { rank: n + 1 })),
  },
  findings: all.map(([name], n) => ({ ...bulletinOf().findings[0]!, id: `F${n}`, name, sentence: name })),
});

/** Throws where a part is no XML that a program would open; answers its texts, each as it will be shown. */
function textsOf(xml: string, element: string): string[] {
  const texts: string[] = [];
  const parser = new SaxesParser();
  let inside = false;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.on('opentag', ({ name }) => {
    inside = name === element;
    if (inside) texts.push('');
  });
  parser.on('text', (text) => {
    if (inside) texts.push((texts.pop() ?? '') + text);
  });
  parser.on('closetag', () => {
    inside = false;
  });
  parser.write(xml).close();
  return texts;
}

describe.each([
  ['XLSX', bulletinXlsx],
  ['DOCX', bulletinDocx],
] as const)('%s', (_, write) => {
  let parts: [string, string][];
  beforeAll(async () => {
    const files = unzipSync(await write(bulletin, bulletinZone));
    parts = Object.entries(files)
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, bytes]) => [name, strFromU8(bytes)]);
  });

  test('every part is well-formed XML, without entities, fields or formulas of somebody’s making', () => {
    for (const [name, xml] of parts) {
      expect(() => textsOf(xml, ''), name).not.toThrow();
      expect(textsOf(xml, 'f'), name).toEqual([]);
      expect(xml, name).not.toMatch(/TargetMode="External"|w:hyperlink|DDE/);
    }
  });
});

test('each name is in the document as it was given', async () => {
  const files = unzipSync(await bulletinDocx(bulletin, bulletinZone));
  const texts = textsOf(strFromU8(files['word/document.xml']!), 'w:t');
  for (const [given, held] of all) expect(texts, given).toContain(held);
});

test('each name is in the workbook as it was given, as a text', async () => {
  const sheets = await readWorkbook(await bulletinXlsx(bulletin, bulletinZone), 'bulletin.xlsx');
  const texts = sheets.flatMap(({ lines }) =>
    lines.flatMap(({ cells }) => cells.map(({ text }) => text.trim())),
  );
  // A half of a pair is replaced by the one and left out by the other.
  for (const [given, held] of all) expect(texts, given).toContain(held.replace('\ufffd', ''));
});
