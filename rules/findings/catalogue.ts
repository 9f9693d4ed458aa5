import { meterSilent } from './meter-silent.ts';
import { notResumed } from './not-resumed.ts';
import type { Rule } from './rule.ts';
import { stalled } from './stalled.ts';

/** Every rule there is. A new one is one file and one line here. */
export const rules = { stalled, 'not-resumed': notResumed, 'meter-silent': meterSilent } as const;

export const ruleList: readonly Rule[] = Object.values(rules);
