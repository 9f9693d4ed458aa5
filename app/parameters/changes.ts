import { z } from 'zod';
import { type ParameterValue, ParameterValues } from '../../api/schemas/rules.ts';
import type { Fault } from '../../model/error.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';
import type { RecordsStore } from '../../store/records.ts';
import { parameterForms } from './forms.ts';

/** What was changed on the board, over what the configuration says. */
const RulesChange = z.object({
  values: ParameterValues,
  note: z.string(),
  actor: z.string(),
  atMs: z.int(),
});
export type RulesChange = z.infer<typeof RulesChange>;

const mark = 'rules-change';

export async function readRulesChange(records: RecordsStore): Promise<RulesChange | null> {
  const text = await records.mark(mark);
  return text === null ? null : RulesChange.parse(JSON.parse(text));
}

/** Keeps the change, which takes the place of the one before, and writes it into the audit. */
export async function keepRulesChange(
  records: RecordsStore,
  change: RulesChange,
  before: ParameterValues,
): Promise<void> {
  const { values, note, actor, atMs } = change;
  await records.putMark(mark, JSON.stringify(change));
  await records.audit({ actor, atMs, action: 'rules', subject: 'rules', detail: { values, before, note } });
}

/** The rules with other values; what cannot be so is told, each fault at its parameter. */
export function rulesWith(
  configured: RulesConfiguration,
  values: ParameterValues,
): { rules: RulesConfiguration } | { faults: Fault[] } {
  const changed = structuredClone(configured);
  const faults: Fault[] = [];
  for (const [path, value] of Object.entries(values)) {
    if (parameterForms.some((form) => form.path === path)) put(changed, path.split('.'), value);
    else faults.push({ place: { source: path }, message: 'there is no such parameter' });
  }
  const parsed = RulesConfiguration.safeParse(changed);
  for (const { path, message } of parsed.error?.issues ?? []) {
    faults.push({ place: { source: path.join('.') }, message });
  }
  return parsed.success && faults.length === 0 ? { rules: parsed.data } : { faults };
}

/** The value of a parameter in some rules. */
export function valueAt(rules: RulesConfiguration, path: string): ParameterValue {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], rules) as
    | number
    | boolean;
}

function put(rules: RulesConfiguration, path: readonly string[], value: ParameterValue): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], rules);
  (holder as Record<string, ParameterValue>)[path.at(-1)!] = value;
}

/**
 * The rules by which is judged: the configuration's, with what was changed on the board. A change that no longer fits
 * the configuration, which somebody edited meanwhile, is passed over and told.
 */
export async function rulesInForce(
  records: RecordsStore,
  configured: RulesConfiguration,
  onMisfit: (faults: readonly Fault[]) => void,
): Promise<RulesConfiguration> {
  const change = await readRulesChange(records);
  if (change === null) return configured;
  const answer = rulesWith(configured, change.values);
  if ('rules' in answer) return answer.rules;
  onMisfit(answer.faults);
  return configured;
}
