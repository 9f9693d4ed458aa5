import { expect, test } from 'vitest';
import { faultText } from '../model/error.ts';
import { emptyRegistry, type Registry } from '../model/registry.ts';
import { sheetsOfTable } from './files.ts';
import { type ImportReading, readImport } from './import.ts';
import { type TypedCell, type TypedSheet, workbook } from './workbook/workbook.fixture.ts';

const project = (id: string, name: string) => ({
  ...{ id, name, district: 'HS', department: 'HB', category: 'rail', stage: 'construction' as const },
  ...{ totalInvestmentWan: null, annualPlanWan: null, plannedStart: null, plannedFinish: null },
  ...{ longitude: null, latitude: null, camera: null, roundTheClock: false },
});

const known: Registry = {
  ...emptyRegistry(),
  districts: [{ id: 'HS', name: '海曙区', kind: 'county' }],
  departments: [
    {
      ...{ id: 'HB', name: '住建局', dutyChannel: null, dutyTarget: null },
      ...{ escalationDepartment: null, escalationHours: null },
    },
  ],
  projects: [
    project('P1', '轨道交通6号线（一期）'),
    project('P2', '甬江科创大走廊 标准厂房'),
    project('P3', '安置房'),
    project('P4', '安置房'),
  ],
};

async function readInvestments(sheet: TypedSheet): Promise<ImportReading> {
  const file = { name: '通报.xlsx', bytes: workbook({ Sheet1: sheet }) };
  return readImport(await sheetsOfTable('investments', file), known);
}

async function amountsOf(rows: readonly (readonly TypedCell[])[], merges: string[] = []): Promise<string[]> {
  const { rows: read, faults } = await readInvestments({ rows, merges });
  expect(faults.map(faultText)).toEqual([]);
  return read.investments!.map(({ project, period, amountWan }) => `${project} ${period} ${amountWan}`);
}

async function faultsOf(rows: readonly (readonly TypedCell[])[], merges: string[] = []): Promise<string[]> {
  return (await readInvestments({ rows, merges })).faults.map(faultText);
}

test('a form as an office sends it is read: titles, unit and period above, names, numbers, totals and notes below', async () => {
  const rows = [
    ['2026年11月上半月重点项目投资完成情况表'],
    ['填报单位：海曙区发改局', null, null, '单位：亿元'],
    ['序号', '项目名称', '责任单位', '本期完成投资', '年度计划完成率', '备注'],
    [1, '轨道交通6号线(一期)', '轨道集团', '１．２３４５', { number: 0.154, format: '0.0%' }, ''],
    ['', '', '', ''],
    [2, '甬江科创大走廊标准厂房', '高新区', '0.5'],
    ['合  计', '', '', { formula: 'SUM(D4:D6)', value: 1.7345 }],
    ['填表人：张三', '', '联系电话：0574-1'],
  ];
  expect(await amountsOf(rows)).toEqual(['P1 2026-11H1 12345', 'P2 2026-11H1 5000']);
});

test.each([
  ['万元', '1,234.56', 1234.56],
  ['亿元', '1.2345', 12_345],
  ['元', '12345678', 1234.57],
  ['千元', '12.3', 1.23],
  ['百万元', '1.5', 150],
])(
  'an amount in %s becomes 万元, whether the header or a title says so',
  async (unit, written, amountWan) => {
    const header = ['项目编号', '报告期', `完成投资（${unit}）`];
    expect(await amountsOf([header, ['P1', '2026-11', written]])).toEqual([`P1 2026-11 ${amountWan}`]);
    const titled = [[`（单位：${unit}）`], ['项目编号', '报告期', '完成投资'], ['P1', '2026-11', written]];
    expect(await amountsOf(titled)).toEqual([`P1 2026-11 ${amountWan}`]);
  },
);

test.each<[TypedCell, string]>([
  ['2026-11H1', '2026-11H1'],
  ['２０２６年１１月上半月', '2026-11H1'],
  ['2026年11月（下）', '2026-11H2'],
  ['2026年11月16日-30日', '2026-11H2'],
  ['2026年1月', '2026-01'],
  ['2026.11', '2026-11'],
  [2026.11, '2026-11'],
  [{ number: 46_327, format: 'yyyy"年"m"月"' }, '2026-11'],
  ['2026年第48周', '2026-W48'],
])('the period %j is %s', async (written, period) => {
  expect(
    await amountsOf([
      ['项目编号', '期间', '完成投资'],
      ['P1', written, 1],
    ]),
  ).toEqual([`P1 ${period} 1`]);
});

test('a header of two lines is read by both, and a period merged over several rows holds for each', async () => {
  const rows = [
    ['项目编号', '期间', '完成投资（万元）', null],
    [null, null, '本期', '累计'],
    ['P1', '2026-11', 1, 10],
    ['P2', null, 2, 20],
  ];
  const merges = ['A1:A2', 'B1:B2', 'C1:D1', 'B3:B4'];
  expect(await amountsOf(rows, merges)).toEqual(['P1 2026-11 1', 'P2 2026-11 2']);
});

test('a number in a column of days is the day that a spreadsheet means', async () => {
  const sheet = {
    rows: [
      ['项目', '开始日期', '原因'],
      ['P1', 46_337, '台风'],
    ],
  };
  const file = { name: 's.xlsx', bytes: workbook({ Sheet1: sheet }) };
  const { rows } = readImport(await sheetsOfTable('suspensions', file), known);
  expect(rows.suspensions![0]).toMatchObject({ from: '2026-11-11', to: null });
});

const header = ['项目', '期间', '完成投资（万元）'];
test.each<[string, (readonly TypedCell[])[], string]>([
  [
    'a total that does not agree',
    [header, ['P1', '2026-11', 1], ['合计', '', 3]],
    '通报.xlsx Sheet1!C3 完成投资(万元): the total is 3.00 万元, but its rows add up to 1.00 万元',
  ],
  [
    'a subtotal that does not agree',
    [header, ['P1', '2026-11', 1], ['市区小计', '', 2], ['P2', '2026-11', 1]],
    '通报.xlsx Sheet1!C3 完成投资(万元): the total is 2.00 万元, but its rows add up to 1.00 万元',
  ],
  [
    'a name that several have',
    [header, ['安置房', '2026-11', 1]],
    '通报.xlsx Sheet1!A2 项目: 2 projects are called "安置房"; write the id',
  ],
  [
    'a name that nobody has',
    [header, ['高架（二期）', '2026-11', 1]],
    '通报.xlsx Sheet1!A2 项目: "高架（二期）" is neither an id nor a name among the projects',
  ],
  [
    'an id beside the name of another',
    [
      ['项目编号', '项目名称', '期间', '金额'],
      ['P1', '安置房', '2026-11', 1],
    ],
    '通报.xlsx Sheet1!B2 项目名称: "P1" is "轨道交通6号线（一期）"',
  ],
  [
    'a unit that is not known',
    [['单位：万美元'], header],
    '通报.xlsx Sheet1: the unit 万美元 is not known; use 元, 万元 or 亿元',
  ],
  [
    'a share in place of money',
    [header, ['P1', '2026-11', { number: 0.5, format: '0%' }]],
    '通报.xlsx Sheet1!C2 完成投资(万元): "50%" is a share, and this column is money',
  ],
  [
    'a number that hides its month',
    [header, ['P1', 2026.1, 1]],
    '通报.xlsx Sheet1!B2 期间: 2026.1 may be January or October; write 2026-01 or 2026-10',
  ],
  [
    'a day in place of a period',
    [header, ['P1', { number: 46_337, format: 'yyyy-mm-dd' }, 1]],
    '通报.xlsx Sheet1!B2 期间: "2026-11-11" is no period; write 2026-11H1, 2026年11月上半月 or 2026-11',
  ],
  [
    'a column that nobody knows',
    [
      [...header, '完成投姿'],
      ['P1', '2026-11', 1, 2],
    ],
    '通报.xlsx Sheet1!D1 完成投姿: unknown column; known are project, period, amount_wan',
  ],
  [
    'a formula without a value',
    [header, ['P1', '2026-11', { formula: '1+1' }]],
    '通报.xlsx Sheet1!C2: a formula without a value; open the file in a spreadsheet program and save it',
  ],
])('%s is a fault with its sheet and cell', async (_what, rows, fault) => {
  expect(await faultsOf(rows)).toContain(fault);
});

test('one amount merged over two projects is not taken for either', async () => {
  const rows = [header, ['P1', '2026-11', 1], ['P2', '2026-11', null]];
  expect(await faultsOf(rows, ['C2:C3'])).toEqual([
    '通报.xlsx Sheet1!C3 完成投资(万元): one amount is merged over several rows; give each its own',
  ]);
});

test('where a total does not agree, none of the sheet’s rows is right', async () => {
  const { rows } = await readInvestments({ rows: [header, ['P1', '2026-11', 1], ['合计', '', 3]] });
  expect(rows.investments).toEqual([]);
});
