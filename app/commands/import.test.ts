import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TypedSheet, workbook } from '../../registry/workbook/workbook.fixture.ts';
import { liangshai, scratchDirectory } from '../../tests/liangshai-process.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
beforeEach(async () => {
  scratch = await scratchDirectory();
  await writeFile(path.join(scratch.directory, 'liangshai.yaml'), '');
});
afterEach(() => scratch.remove());

async function run(sheets: Record<string, TypedSheet>, ...words: string[]) {
  await writeFile(path.join(scratch.directory, 'city.xlsx'), workbook(sheets));
  return liangshai(scratch.directory, 'import', 'city.xlsx', ...words);
}

const 区县 = {
  rows: [
    ['编号', '名称', '类型'],
    ['HS', '海曙区', '区县'],
  ],
};
const 部门 = {
  rows: [
    ['编号', '名称'],
    ['HB', '住建局'],
  ],
};
const 项目清单 = {
  rows: [
    ['重点项目清单（单位：亿元）'],
    ['项目编号', '项目名称', '所在区县', '责任部门', '项目类别', '项目阶段', '总投资'],
    ['P1', '轨道交通（一期）', '海曙区', '住建局', '轨道', '在建', 152.3],
    ['P2', '厂房', '鄞州区', '住建局', '厂房', '在建', 1],
  ],
};
const fault = 'city.xlsx 项目清单!C4 所在区县: "鄞州区" is not among the districts\n';

test('of a workbook with a fault nothing is taken, and a preview tells the same', async () => {
  const refused = await run({ 区县, 部门, 项目清单 });
  expect(refused).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(`liangshai: ${fault}`),
  });
  expect(await run({ 区县, 部门, 项目清单 }, '--preview')).toEqual(refused);
});

test('in part, what is right is taken and the rest is listed', async () => {
  expect(await run({ 区县, 部门, 项目清单 }, '--partial')).toEqual({
    code: 0,
    stdout: 'imported 1 districts, 1 departments, 1 projects\n',
    stderr: `left out:\n${fault}`,
  });
});
