import { z } from 'zod';
import type { ParameterValue, RuleParameter } from '../../api/schemas/rules.ts';
import { RulesConfiguration } from '../../rules/configuration.ts';

/** What one parameter of the rules may be. */
export type ParameterForm = Omit<RuleParameter, 'value' | 'configured'>;

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  default?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
}

/** Every parameter that is a number or a switch, in the order of the schema, which is the one truth about them. */
export const parameterForms: readonly ParameterForm[] = formsOf(
  z.toJSONSchema(RulesConfiguration, { io: 'input' }) as Schema,
  [],
);

function formsOf(schema: Schema, path: readonly string[]): ParameterForm[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const here = [...path, name];
    if (inner.properties !== undefined) return formsOf(inner, here);
    const kind = kindOf(inner.type);
    return kind === null ? [] : [formOf(here.join('.'), kind, inner)];
  });
}

function kindOf(type: string | undefined): ParameterForm['kind'] | null {
  if (type === 'boolean') return 'flag';
  if (type === 'integer') return 'whole';
  return type === 'number' ? 'number' : null;
}

function formOf(path: string, kind: ParameterForm['kind'], schema: Schema): ParameterForm {
  const { minimum, exclusiveMinimum, maximum } = schema;
  return {
    path,
    kind,
    default: schema.default as ParameterValue,
    least: minimum ?? null,
    above: exclusiveMinimum ?? null,
    // JSON Schema's own end of the whole numbers is no bound of ours.
    most: maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : maximum,
  };
}
