import { z } from 'zod';
import { compilePath } from './json-path.ts';
import { TopicPattern } from './topic-pattern.ts';

const Path = z
  .string()
  .refine((text) => compilePath(text) !== null, 'a path looks like a.b[0].c, $.a or points[id=3].val');

/** A path, or a path with the factor to our unit (0.001 for W and Wh). */
const Field = z.union([Path, z.strictObject({ path: Path, scale: z.number().positive() })]);
export type Field = z.infer<typeof Field>;

/** One phase, or A, B and C; null: this message does not tell that phase. */
const PhaseFields = z.union([Field, z.array(Field.nullable()).min(1).max(3)]);
export type PhaseFields = z.infer<typeof PhaseFields>;

export const timeFormats = ['iso', 'epoch-s', 'epoch-ms', 'local', 'compact'] as const;

const Message = z
  .strictObject({
    /** MQTT topic with `+`, `#` and `{name}`; without it the message comes on `meters|gateways/{id}/{mapping name}` only. */
    topic: z.string().min(1).optional(),
    /** Sound, and no reading: acknowledged and forgotten. */
    ignore: z.literal(true).optional(),
    /** The array or object whose entries are a reading each; without it the payload is one reading. */
    items: Path.optional(),
    /** The meter's id by the topic (`{device}`) or by the payload; `$key` is the entry's key in `items`. */
    meter: z
      .union([
        z.strictObject({ topic: z.string().min(1) }),
        z.strictObject({ path: z.union([z.literal('$key'), Path]), after: z.string().min(1).optional() }),
      ])
      .optional(),
    /** Without it a reading is of the time of receipt. `local` is 2026-11-24 08:00:00, `compact` is 20261124080000. */
    time: z.strictObject({ path: Path, format: z.enum(timeFormats) }).optional(),
    fields: z
      .strictObject({
        energy_kwh: Field.optional(),
        power_kw: Field.optional(),
        voltage_v: PhaseFields.optional(),
        current_a: PhaseFields.optional(),
        power_factor: Field.optional(),
      })
      .optional(),
  })
  .refine((message) => message.ignore || message.fields !== undefined, 'a message has fields, or is ignored')
  .refine((message) => {
    const template = message.meter !== undefined && 'topic' in message.meter ? message.meter.topic : '';
    const names = message.topic === undefined ? [] : new TopicPattern(message.topic).names();
    return [...template.matchAll(/\{(\w+)\}/g)].every((capture) => names.includes(capture[1]!));
  }, 'the meter’s template uses a name that the topic does not capture');
export type Message = z.infer<typeof Message>;

/** How a family of devices writes JSON that no profile knows, in the configuration instead of code. */
export const Mapping = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'a mapping’s name has small letters, digits and hyphens'),
  /** The zone of `local` and `compact` times; the city's when absent. */
  zone: z.string().optional(),
  messages: z.array(Message).min(1),
});
export type Mapping = z.infer<typeof Mapping>;
