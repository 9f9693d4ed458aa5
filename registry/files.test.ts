import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultText, LiangshaiError } from '../model/error.ts';
import { emptyRegistry } from '../model/registry.ts';
import { readRegistry, registrySheets } from './files.ts';
import { readImport, wholeImport } from './import.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'registry-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(directory, name), text);
}

async function faultsOf(files: Record<string, string>): Promise<string[]> {
  await write(files);
  const error: unknown = await readRegistry(directory).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LiangshaiError);
  return (error as LiangshaiError).faults.map(faultText);
}

const districts = 'id,name,kind\nHS,海曙区,county\n';
const departments =
  'id,name,duty_channel,duty_target,escalation_department,escalation_hours\nHB,住建局,,,,\n';
const projectHeader =
  'id,name,district,department,category,stage,total_investment_wan,annual_plan_wan,planned_start,planned_finish,longitude,latitude,camera,round_the_clock';
const project = `${projectHeader}\nP1,地铁,HS,HB,rail,construction,1200.5,100,2026-01-05,2028-01-01,121.5,29.9,,true\n`;
const meterHeader = 'id,project,role,multiplier,register_max_kwh,capacity_kva,profile,from,to';

test('a directory of the contract’s files is read whole', async () => {
  await write({
    'districts.csv': districts,
    'departments.csv': departments,
    'projects.csv': project,
    'meters.csv': `${meterHeader}\nM1,P1,construction,60,999999.99,630,canonical,2026-01-01,\n`,
    'suspensions.csv': 'project,from,to,reason,document\n*,2026-09-20,2026-09-21,台风,甬防〔2026〕9号\n',
    'investments.csv': 'project,period,amount_wan\nP1,2026-11H1,12.34\n',
    'milestones.csv': 'project,name,planned,actual\nP1,封顶,2026-12-01,\n',
  });
  const registry = await readRegistry(directory);
  expect(registry.projects[0]).toMatchObject({
    id: 'P1',
    totalInvestmentWan: 1200.5,
    roundTheClock: true,
    camera: null,
  });
  expect(registry.meters[0]).toEqual({
    id: 'M1',
    project: 'P1',
    role: 'construction',
    multiplier: 60,
    registerMaxKwh: 999999.99,
    capacityKva: 630,
    profile: 'canonical',
    from: '2026-01-01',
    to: null,
  });
  expect(registry.suspensions[0]!.project).toBe('*');
});

test('Chinese headers and values, full-width digits and written dates are read as the English ones', async () => {
  await write({
    'projects.csv':
      '\uFEFF项目名称,项目编号,所在区县,责任部门,项目类别,项目阶段,总投资(万元),计划开工\n地铁,P1,HS,HB,轨道,在建,"1,２００.５",2026年1月5日\n',
  });
  const registry = await readRegistry(directory);
  expect(registry.projects[0]).toMatchObject({
    id: 'P1',
    stage: 'construction',
    totalInvestmentWan: 1200.5,
    plannedStart: '2026-01-05',
    annualPlanWan: null,
    roundTheClock: false,
  });
});

test('every fault of every file is told at once, with file, line and column', async () => {
  const faults = await faultsOf({
    'districts.csv': 'id,name,kind\nHS,海曙区,city\n',
    'departments.csv': departments,
    'projects.csv': `${projectHeader}\nP1,"two\nlines",HS,HB,rail,construction,abc,100,2026-02-30,,,,,maybe\nP2,,XX,HB,rail,construction,1,1,2026-02-01,2026-01-01,,,,\nP2,x,HS,HB,rail,construction,1,1,,,,,,\n`,
    'meters.csv': `${meterHeader}\nM1,P9,construction,0,,,,,\n`,
  });
  expect(faults).toEqual([
    'districts.csv:2 kind: "city" is none of county, park',
    'projects.csv:2 total_investment_wan: "abc" is not a number',
    'projects.csv:2 planned_start: "2026-02-30" is no day of the calendar',
    'projects.csv:2 round_the_clock: "maybe" is neither true nor false',
    'projects.csv:4 name: the cell is empty',
    'meters.csv:2 multiplier: 0 is not above 0',
  ]);
});

test.each([
  ['an unknown column', 'id,name,kind,nmae\n', /districts\.csv:1 nmae: unknown column/],
  ['a missing column', 'id,kind\n', /districts\.csv:1 name: the column is missing/],
  ['a column twice', 'id,name,kind,名称\n', /districts\.csv:1 名称: the column is there twice/],
  ['an empty file', '', /districts\.csv:1: the file is empty/],
  ['a row that is there twice', `${districts}HS,海曙,county\n`, /districts\.csv:3 id: the same as line 2/],
  ['an open quote', 'id,name,kind\nHS,"海曙\n', /districts\.csv:\d: Quote Not Closed/],
])('%s is a fault', async (_name, text, message) => {
  expect(await faultsOf({ 'districts.csv': text })).toEqual([expect.stringMatching(message)]);
});

test('a file that is not UTF-8 is refused with what to do', async () => {
  await writeFile(path.join(directory, 'districts.csv'), Buffer.from([0x69, 0x64, 0x0a, 0xba, 0xa3]));
  await expect(readRegistry(directory)).rejects.toMatchObject({
    faults: [{ message: 'not UTF-8; save it as "CSV UTF-8"' }],
  });
});

test('a change of meter may keep the id when the earlier row ends before', async () => {
  await write({
    'meters.csv': `${meterHeader}\nM1,P1,,60,,,,,2026-03-31\nM1,P1,,80,,,,2026-04-01,\n`,
  });
  expect((await readRegistry(directory)).meters).toHaveLength(2);
});

test('the same meter twice at one time is a fault', async () => {
  expect(
    await faultsOf({ 'meters.csv': `${meterHeader}\nM1,P1,,60,,,,,\nM1,P1,,80,,,,2026-04-01,\n` }),
  ).toEqual(['meters.csv:3 from: meter "M1" is installed twice at the same time; end the earlier row first']);
});

test('a project plans by periods of one kind; an amount of 0 withdraws a period', async () => {
  const plans = 'project,period,planned_wan\nP1,2026-01,300\nP1,2026-02H1,150.5\nP1,2026-W08,0\n';
  expect(await faultsOf({ 'plans.csv': plans })).toEqual([
    'plans.csv:3 period: a half-month, but "P1" plans by the month (2026-01); withdraw that with 0',
  ]);
});

test('an import may refer to what is known already', async () => {
  await write({ 'projects.csv': project });
  const sheets = await registrySheets(directory);
  const known = {
    ...emptyRegistry(),
    districts: [{ id: 'HS', name: '海曙区', kind: 'county' as const }],
    departments: [
      {
        id: 'HB',
        name: '住建局',
        dutyChannel: null,
        dutyTarget: null,
        escalationDepartment: null,
        escalationHours: null,
      },
    ],
  };
  expect(wholeImport(readImport(sheets, known)).projects).toHaveLength(1);
  expect(() => wholeImport(readImport(sheets, emptyRegistry()))).toThrow('2 faults');
});

test('a directory without registry files says which files it wants', async () => {
  await expect(readRegistry(directory)).rejects.toMatchObject({ code: 'registry-missing' });
});
