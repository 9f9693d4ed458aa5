import { expect, test } from 'vitest';
import { auditActions, auditDetail } from './audit-words.ts';

test('the detail of an act is a line of words without what is empty', () => {
  expect(auditDetail({ role: 'admin', scope: null, ids: ['M1', 'M2'], seconds: 30 })).toBe(
    'role admin · ids ["M1","M2"] · seconds 30',
  );
});

test('every act is said in both languages', () => {
  expect(Object.keys(auditActions.en)).toEqual(Object.keys(auditActions.zh));
});
