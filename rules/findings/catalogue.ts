import { behindPlan } from './behind-plan.ts';
import { flatLoad } from './flat-load.ts';
import { lateStart } from './late-start.ts';
import { meterFault } from './meter-fault.ts';
import { meterSilent } from './meter-silent.ts';
import { notResumed } from './not-resumed.ts';
import { paperProgress } from './paper-progress.ts';
import type { Rule } from './rule.ts';
import { slowing } from './slowing.ts';
import { stalled } from './stalled.ts';

/** Every rule there is. A new one is one file, its kind in `model/finding.ts`, and one line here. */
export const rules = {
  stalled,
  'not-resumed': notResumed,
  slowing,
  'meter-silent': meterSilent,
  'meter-fault': meterFault,
  'paper-progress': paperProgress,
  'flat-load': flatLoad,
  'behind-plan': behindPlan,
  'late-start': lateStart,
} as const;

export const ruleList: readonly Rule[] = Object.values(rules);
