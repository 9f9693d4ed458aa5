import { expect, test } from 'vitest';
import { readExplanation } from './read-explanation.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const whole = { reason: 'land', text: ' 征地未完 ' };

test.each([
  [{ text: '征地未完' }, 'reason'],
  [{ reason: 'land', text: '  ' }, 'text'],
  [{ ...whole, from: '2026-11-20', to: '' }, 'asks'],
  [{ ...whole, from: '2026-11-21', to: '2026-11-20' }, 'asks'],
  [whole, { reason: 'land', text: '征地未完', asks: null }],
  [
    { ...whole, from: '2026-11-20', to: '2026-11-20' },
    { reason: 'land', text: '征地未完', asks: { from: '2026-11-20', to: '2026-11-20' } },
  ],
])('%j reads as %j', (fields, read) => {
  expect(readExplanation(form(fields))).toEqual(read);
});
