import type { Explain } from '../../api/schemas/explanation.ts';
import { explanationReasons } from './explanation-reasons.ts';

/** What the form says, or the field that is not filled in as it should be. */
export function readExplanation(form: FormData): Explain | 'reason' | 'text' | 'asks' {
  const reason = explanationReasons.find((known) => known === form.get('reason'));
  if (reason === undefined) return 'reason';
  const text = String(form.get('text') ?? '').trim();
  if (text === '') return 'text';
  const [from, to] = [String(form.get('from') ?? ''), String(form.get('to') ?? '')];
  if (from === '' && to === '') return { reason, text, asks: null };
  if (from === '' || to === '' || from > to) return 'asks';
  return { reason, text, asks: { from, to } };
}
