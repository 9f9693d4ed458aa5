import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { registryColumns } from '../model/columns.ts';
import { faultText } from '../model/error.ts';
import { periodOf } from '../model/period.ts';
import { stages } from '../model/project.ts';
import { emptyRegistry, type Registry, registryTables } from '../model/registry.ts';
import { readCsv } from './csv.ts';
import { sheetsOfFiles, sheetsOfTable } from './files.ts';
import { readImport, wholeImport } from './import.ts';
import { workbook } from './workbook/workbook.fixture.ts';

const id = fc.stringMatching(/^[A-Z一-龟][A-Z0-9_.:-]{0,8}$/);
/** The library that writes the workbook loses words that every JavaScript object has, such as `toString`. */
const words = fc
  .stringMatching(/^[一-龟A-Za-z0-9"=+,、（）-]{1,12}$/)
  .filter((text) => !/计$/.test(text) && !(text in {}));
const wan = fc.integer({ min: 0, max: 99_999_999 }).map((hundredths) => Number(`${hundredths}e-2`));
const day = fc
  .integer({ min: 0, max: 4000 })
  .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

/** A registry in which every reference holds and every key is there once. */
const registries: fc.Arbitrary<Registry> = fc
  .record({
    districts: fc.uniqueArray(fc.record({ id, name: words, kind: fc.constantFrom('county', 'park') }), {
      minLength: 1,
      maxLength: 3,
      selector: (row) => row.id,
    }),
    projects: fc.uniqueArray(
      fc.record({ id, name: words, category: words, stage: fc.constantFrom(...stages) }),
      {
        minLength: 1,
        maxLength: 5,
        selector: (row) => row.id,
      },
    ),
    money: fc.array(
      fc.record({ total: orNull(wan), plan: orNull(wan), start: orNull(day), invested: wan, day }),
    ),
  })
  .map(({ districts, projects, money }): Registry => {
    const facts = projects.map((_, index) => money[index]);
    return {
      ...emptyRegistry(),
      districts,
      departments: [
        {
          ...{ id: 'HB', name: '住建局', dutyChannel: 'mail', dutyTarget: '+86 574' },
          ...{ escalationDepartment: null, escalationHours: 4.5 },
        },
      ],
      projects: projects.map((project, index) => ({
        ...project,
        ...{ district: districts[index % districts.length]!.id, department: 'HB' },
        ...{ totalInvestmentWan: facts[index]?.total ?? null, annualPlanWan: facts[index]?.plan ?? null },
        ...{ plannedStart: facts[index]?.start ?? null, plannedFinish: null },
        ...{ longitude: 121.5, latitude: null, camera: null, roundTheClock: index === 0 },
      })),
      investments: projects.flatMap(({ id: project }, index) => {
        const fact = facts[index];
        if (fact === undefined) return [];
        const period = periodOf(Temporal.PlainDate.from(fact.day), 'half-month');
        return [{ project, period, amountWan: fact.invested }];
      }),
    };
  });

function csvFiles(registry: Registry) {
  return registryTables.map((table) => {
    const columns = registryColumns[table].map(({ field, name }) => ({ key: field, header: name }));
    const text = stringify(registry[table], { header: true, columns, cast: { boolean: String } });
    return { name: `${table}.csv`, bytes: Buffer.from(text) };
  });
}

/** The same rows as a spreadsheet keeps them: numbers as numbers, days as days, Chinese titles. */
async function workbookOf(registry: Registry): Promise<Buffer> {
  const sheets = registryTables.map((table) => ({
    sheet: table,
    data: [
      registryColumns[table].map(({ zh }) => ({ value: zh[0]!, fontWeight: 'bold' as const })),
      ...registry[table].map((row) =>
        registryColumns[table].map(({ field, kind }) => {
          const values: Record<string, string | number | boolean | null> = { ...row };
          const value = values[field];
          if (value === null || value === undefined) return null;
          if (kind === 'day')
            return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
          return { value };
        }),
      ),
    ],
  }));
  return writeXlsxFile(sheets).toBuffer();
}

test('a registry comes back whole from CSV files, and the same from one workbook', async () => {
  await fc.assert(
    fc.asyncProperty(registries, async (registry) => {
      const fromCsv = readImport(await sheetsOfFiles(csvFiles(registry)), emptyRegistry());
      const bytes = await workbookOf(registry);
      const fromWorkbook = readImport(await sheetsOfFiles([{ name: 'city.xlsx', bytes }]), emptyRegistry());
      expect(fromCsv.faults.map(faultText)).toEqual([]);
      expect(fromWorkbook.faults.map(faultText)).toEqual([]);
      expect({ ...emptyRegistry(), ...fromCsv.rows }).toEqual(registry);
      expect({ ...emptyRegistry(), ...fromWorkbook.rows }).toEqual(registry);
    }),
    { numRuns: 25 },
  );
});

const titles = registryTables.flatMap((table) =>
  registryColumns[table].flatMap(({ name, zh }) => [name, ...zh]),
);
const odd = [
  '合计',
  '小计',
  '单位：亿元',
  '2026年11月',
  '备注：',
  'P1',
  '1,2',
  '１',
  '50%',
  '2026.1',
  '45000',
  '',
  ' ',
];
const cells = fc.oneof(fc.constantFrom(...titles), fc.constantFrom(...odd), fc.string(), fc.double());

test('whatever stands in a table, it is read or its faults are told in both languages, and no faulty row is taken', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...registryTables),
      fc.array(fc.array(cells, { maxLength: 6 }), { maxLength: 8 }),
      async (table, rows) => {
        const typed = rows.map((row) => row.map((cell) => (Number.isNaN(cell) ? null : cell)));
        const file = {
          name: 'any.xlsx',
          bytes: workbook({ any: { rows: typed.map((row) => row.map(printable)) } }),
        };
        const { rows: read, faults } = readImport(await sheetsOfTable(table, file), emptyRegistry());
        const again = readImport({ sheets: {}, faults: [] }, { ...emptyRegistry(), ...read });
        expect(again.faults).toEqual([]);
        for (const fault of faults) {
          expect(faultText(fault)).toMatch(/^any\.xlsx/);
          expect(fault.zh).toMatch(/\p{Script=Han}/u);
        }
      },
    ),
    { numRuns: 100 },
  );
});

/** XML can hold no control characters and no half of a pair. */
function printable<T>(cell: T): T | string {
  return typeof cell === 'string' ? cell.toWellFormed().replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, '') : cell;
}

test('in part, what refers to a row with a fault is left out too, and the reason is told apart', () => {
  const sheets = {
    districts: readCsv(Buffer.from('id,name,kind\nHS,海曙,county\n'), 'districts.csv'),
    departments: readCsv(Buffer.from('id,name\nHB,住建局\n'), 'departments.csv'),
    projects: readCsv(
      Buffer.from(
        'id,name,district,department,category,stage\nP1,甲,HS,HB,rail,在建\nP2,乙,HS,HB,rail,何时\n',
      ),
      'projects.csv',
    ),
    investments: readCsv(
      Buffer.from('project,period,amount_wan\nP1,2026-11,1\nP2,2026-11,2\n'),
      'investments.csv',
    ),
  };
  const reading = readImport({ sheets, faults: [] }, emptyRegistry());
  expect(reading.faults.map(faultText)).toEqual([
    'projects.csv:3 stage: "何时" is none of preliminary, construction, completed, production',
  ]);
  expect(reading.consequences.map(faultText)).toEqual([
    'investments.csv:3 project: "P2" is not among the projects',
  ]);
  expect(reading.rows.projects).toHaveLength(1);
  expect(reading.rows.investments).toEqual([{ project: 'P1', period: '2026-11', amountWan: 1 }]);
  expect(() => wholeImport(reading)).toThrow('1 fault');
});
