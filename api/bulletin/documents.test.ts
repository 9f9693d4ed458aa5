import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Bulletin } from '../../model/bulletin.ts';
import { standingSubjects } from '../../model/standing.ts';
import { readWorkbook } from '../../registry/workbook/workbook.ts';
import { bulletinOf, bulletinStanding, bulletinZone, cityFigures } from './bulletin.fixture.ts';
import { bulletinCsv } from './csv.ts';
import { bulletinDocx } from './docx.ts';
import { shown } from './shown.ts';
import { cityTable, findingTable, narrowed, snailTable, standingTable } from './tables.ts';
import { bulletinXlsx } from './xlsx.ts';

async function workbookOf(bulletin: Bulletin): Promise<Map<string, string[][]>> {
  const sheets = await readWorkbook(await bulletinXlsx(bulletin, bulletinZone), 'bulletin.xlsx');
  return new Map(
    sheets.map(({ name, lines }) => [name!, lines.map(({ cells }) => cells.map(({ text }) => text))]),
  );
}

async function documentParts(bulletin: Bulletin): Promise<Record<string, string>> {
  const parts = unzipSync(await bulletinDocx(bulletin, bulletinZone));
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const textOf = (xml: string) =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text]) =>
      text!
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
    )
    .join('');

function tablesOf(documentXml: string): string[][][] {
  return documentXml
    .split('<w:tbl>')
    .slice(1)
    .map((table) => table.split('</w:tbl>')[0]!)
    .map((table) =>
      table
        .split('<w:tr>')
        .slice(1)
        .map((row) => row.split('<w:tc>').slice(1).map(textOf)),
    );
}

function paragraphsOf(documentXml: string): string[] {
  return documentXml
    .split('<w:p>')
    .slice(1)
    .map((each) => textOf(each.split('</w:p>')[0]!));
}

const share = fc.option(
  fc.integer({ min: 0, max: 3_000_000 }).map((millionths) => millionths / 1_000_000),
  { nil: null },
);
const wan = fc.option(
  fc.integer({ min: 0, max: 2_000_000_000 }).map((hundredths) => Number(`${hundredths}e-2`)),
  {
    nil: null,
  },
);
const count = fc.nat(5000);
const figures = fc
  .record({
    counts: fc.array(count, { minLength: 9, maxLength: 9 }),
    shares: fc.array(share, { minLength: 3, maxLength: 3 }),
    invested: wan,
    plan: wan,
  })
  .map(
    ({
      counts: [projects, working, idle, off, unknown, excused, inTime, late, missing],
      shares,
      invested,
      plan,
    }) => {
      const [workingShare, doneShare, timeShare] = shares as (number | null)[];
      return cityFigures({
        ...{
          projects: projects!,
          working: working!,
          idle: idle!,
          off: off!,
          unknown: unknown!,
          excused: excused!,
        },
        ...{ workingShare: workingShare ?? null, doneShare: doneShare ?? null, timeShare: timeShare ?? 0.5 },
        ...{
          investedWan: invested,
          planWan: plan,
          reports: { inTime: inTime!, late: late!, missing: missing! },
        },
      });
    },
  );
const standing = (by: 'district' | 'department' | 'project') =>
  fc
    .record({
      figures,
      rank: fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }),
      score: fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000),
    })
    .map((over) => bulletinStanding(by, 'S1', '某某', over));
const bulletins = fc
  .record({
    city: figures,
    district: standing('district'),
    department: standing('department'),
    project: standing('project'),
  })
  .map(({ city, district, department, project }) =>
    bulletinOf({ city, standings: { district: [district], department: [department], project: [project] } }),
  );

/** What is read back of a share is in per cent; 12 digits are more than any figure has. */
function figureIn(cell: string): number {
  return exact(cell.endsWith('%') ? Number(cell.slice(0, -1)) / 100 : Number(cell));
}

function exact(figure: number): number {
  return Number(figure.toPrecision(12));
}

test('every figure is the same in JSON, CSV, XLSX and DOCX', async () => {
  await fc.assert(
    fc.asyncProperty(bulletins, async (bulletin) => {
      const frozen = JSON.parse(JSON.stringify(bulletin)) as Bulletin;
      const csv: string[][] = parse(bulletinCsv(bulletin), { bom: true });
      const sheets = await workbookOf(bulletin);
      const document = (await documentParts(bulletin))['word/document.xml']!;
      const rankings = tablesOf(document).filter(([header]) => header![0] === '名次');

      const city = cityTable(frozen);
      const inCsv = new Map(csv[0]!.map((title, index) => [title, csv[1]![index]!]));
      city.rows[0]!.forEach((figure, index) => {
        if (typeof figure !== 'number') return;
        expect(Number(inCsv.get(city.columns[index]!.title))).toBe(figure);
        expect(figureIn(sheets.get(city.name)![3]![index]!)).toBe(exact(figure));
      });
      standingSubjects.forEach((by, at) => {
        const table = standingTable(frozen, by);
        const ofSubject = csv.find((line) => line[1] === by)!.slice(2);
        table.rows[0]!.forEach((figure, index) => {
          if (typeof figure !== 'number') return;
          expect(Number(ofSubject[index])).toBe(figure);
          expect(figureIn(sheets.get(table.name)![3]![index]!)).toBe(exact(figure));
        });
        const { columns, rows } = narrowed(table);
        const printed = rows[0]!.map((figure, index) => shown(figure, columns[index]!.kind));
        expect(rankings[at]![1]).toEqual(printed);
      });
    }),
    { numRuns: 15 },
  );
});

const [anyFinding, anySnail] = [bulletinOf().findings[0]!, bulletinOf().snails[0]!];
const findings = fc.array(
  fc.nat(4000).map((days) => ({ ...anyFinding, id: `P1.stalled.${days}`, days })),
  { maxLength: 3 },
);
const snails = fc.array(
  fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }).map((excused) => ({
    ...anySnail,
    places: excused.map((each) => ({ ...anySnail.places[0]!, excused: each })),
  })),
  { maxLength: 3 },
);

test('findings and snails are the same lines, with the same figures, in JSON, CSV, XLSX and DOCX', async () => {
  await fc.assert(
    fc.asyncProperty(findings, snails, async (findings, snails) => {
      const bulletin = bulletinOf({ findings, snails });
      const lines: Record<string, string>[] = parse(bulletinCsv(bulletin), { bom: true, columns: true });
      const linesOf = (scope: string) => lines.filter((line) => line.范围 === scope);
      const days = findings.map((each) => String(each.days));
      const counted = snails.map(({ places }) => String(places.filter(({ excused }) => !excused).length));
      expect(linesOf('finding').map((line) => line.天数)).toEqual(days);
      expect(linesOf('finding').map((line) => line.项目编号)).toEqual(findings.map(({ project }) => project));
      expect(linesOf('snail').map((line) => line.末位期数)).toEqual(counted);
      expect(linesOf('snail').map((line) => line.状态)).toEqual(snails.map(() => '拟认定'));

      const sheets = await workbookOf(bulletin);
      const inSheet = ({ name }: { name: string }, title: string) => {
        const [titles, ...rows] = sheets.get(name)!.slice(2);
        return rows.map((row) => row[titles!.indexOf(title)]!);
      };
      expect(inSheet(findingTable(bulletin), '天数')).toEqual(days);
      expect(inSheet(snailTable(bulletin), '末位期数')).toEqual(counted);

      const tables = tablesOf((await documentParts(bulletin))['word/document.xml']!);
      const inDocument = (title: string) => {
        const [titles, ...rows] = tables.find(([header]) => header!.includes(title)) ?? [[]];
        return rows.map((row) => row[titles!.indexOf(title)]!);
      };
      expect(inDocument('天数')).toEqual(days);
      expect(inDocument('末位期数')).toEqual(counted);
    }),
    { numRuns: 10 },
  );
});

test('a line of the CSV has as many cells as its head, and no title twice', () => {
  const [titles, ...lines]: string[][] = parse(bulletinCsv(bulletinOf()), { bom: true });
  expect(new Set(titles).size).toBe(titles!.length);
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([titles!.length]));
  expect(lines.map(([, scope]) => scope)).toEqual([
    'city',
    ...['district', 'district', 'district', 'department', 'project', 'finding', 'snail'],
  ]);
});

test('the sentences say the frozen figures: 427.60 亿元 of 1641.17 are 26.05 %', async () => {
  const paragraphs = paragraphsOf((await documentParts(bulletinOf()))['word/document.xml']!);
  expect(paragraphs).toEqual(
    expect.arrayContaining([
      '宁波市重大项目建设工作专班',
      '甬重建〔2026〕12号',
      '宁波重大项目建设情况晾晒通报（2026年11月上半月）',
      '现将2026年11月1日至2026年11月15日重大项目建设情况通报如下。',
      '一、总体情况',
      '纳入晾晒的重大项目共420个。期末在建项目中，施工361个，值守22个，断电9个，未知17个，免责11个。未知的单列，不计作停工。',
      '在已知且不免责的天数中，施工日占91.24%。',
      '截至2026年11月15日，年度累计完成投资427.60亿元，完成年度计划1641.17亿元的26.05%，比时间进度（24.66%）快1.40个百分点。',
      '本期投资数据按时报送380份，迟报25份，未报4份。',
      '共有2个参加排名，第一名为海曙区（88.3分），末位为=高新区（61.6分）；另有1个因项目较少或数据不足不排名。',
      '本通报的项目和数据均为模拟，仅供演示。',
      '2026年11月17日',
    ]),
  );
});

test('the document has the form of GB/T 9704: red issuer and line, A4, 仿宋 三号, page numbers', async () => {
  const parts = await documentParts(bulletinOf());
  const document = parts['word/document.xml']!;
  expect(document).toMatch(/w:color w:val="FF0000".*?宁波市重大项目建设工作专班/s);
  expect(document).toMatch(/<w:pBdr><w:bottom [^>]*w:color="FF0000"/);
  expect(document).toContain('w:eastAsia="方正小标宋简体"');
  expect(document).toMatch(/<w:sz w:val="44"\/>/);
  expect(document).toContain('w:firstLineChars="200"');
  expect(parts['word/styles.xml']).toMatch(/w:eastAsia="仿宋".*<w:sz w:val="32"\/>/s);
  expect(parts['word/settings.xml']).toContain('w:evenAndOddHeaders');
  const footers = Object.keys(parts).filter((name) => /word\/footer\d\.xml/.test(name));
  expect(footers.map((name) => parts[name]!.includes('PAGE'))).toEqual([true, true]);
});

test('a draft says so in each form that people print', async () => {
  const draft = bulletinOf({ state: 'draft', number: null, publishedMs: null });
  expect(paragraphsOf((await documentParts(draft))['word/document.xml']!)).toContain('（草稿，未经发布）');
  const [, notes] = (await workbookOf(draft)).get('总体情况')!;
  expect(notes![0]).toContain('草稿，未经发布');
});

test('a text is never computed, and control characters leave every form readable', async () => {
  const bulletin = bulletinOf();
  const csv: string[][] = parse(bulletinCsv(bulletin), { bom: true });
  expect(csv.flat()).toContain("'=高新区");
  const sheets = await workbookOf(bulletin);
  expect(sheets.get('区县园区排名')!.flat()).toContain('=高新区');
  expect(sheets.get('停工和未复工项目')!.flat()).toContain('连续 25 个工作日用电低于基准 20%');
  expect(
    strFromU8(unzipSync(await bulletinXlsx(bulletin, bulletinZone))['xl/worksheets/sheet2.xml']!),
  ).not.toContain('<f>');
});
