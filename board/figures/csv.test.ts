import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test('a cell with a comma, a quote or a line break is quoted, an unknown one is empty', () => {
  expect(
    csvText({
      columns: ['名称', 'kW'],
      rows: [
        ['四号线,延伸段', 12.5],
        ['he said "no"', null],
      ],
    }),
  ).toBe('名称,kW\r\n"四号线,延伸段",12.5\r\n"he said ""no""",\r\n');
});

test.each(['=1+1', '+1', '-1', '@A1'])('%s does not become a formula in a spreadsheet', (text) => {
  expect(csvText({ columns: ['a'], rows: [[text]] })).toBe(`a\r\n'${text}\r\n`);
});

test('a negative number stays a number', () => {
  expect(csvText({ columns: ['a'], rows: [[-1]] })).toBe('a\r\n-1\r\n');
});
