import { z } from 'zod';
import { Audience } from './audience.ts';
import { HttpUrl } from './channels/http.ts';
import { ChannelConfiguration, channelKinds } from './channels/list.ts';
import { ClockSpan, ClockTime } from './clock.ts';
import { Duty } from './duty.ts';
import { languages } from './notice.ts';
import { Route } from './route.ts';

const Name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u, 'a name has letters, digits, _ . -');

const Person = z.strictObject({
  name: z.string().min(1),
  language: z.enum(languages).optional(),
  /** In the order in which they are tried. */
  reach: z.array(z.strictObject({ channel: Name, target: z.string().default('') })).min(1),
});
export type Person = z.infer<typeof Person>;

const Hours = z.number().positive().max(8760);
const Share = z.number().gt(0).max(1);

const Shape = z.strictObject({
  /** Where the board is for those who get a letter; links in letters begin with it. */
  publicUrl: HttpUrl.default('http://127.0.0.1:8080'),
  /** Of letters, where a person has no other. */
  language: z.enum(languages).default('zh'),
  /** File with the secret that signs links, for several processes on several machines; without it one is made. */
  linkSecretFile: z.string().min(1).optional(),
  /** For how long a link in a letter may be used. */
  linkDays: z.int().min(1).max(60).default(7),
  /** By name. Without any channel nothing is told. */
  channels: z.record(Name, ChannelConfiguration).default({}),
  people: z.record(Name, Person).default({}),
  /** By audience. A department without an entry is reached as the registry says. */
  duties: z.record(z.string(), Duty).default({}),
  /** From the first to the last. */
  routes: z
    .array(Route)
    .min(1)
    .prefault([
      { kinds: ['meter-silent', 'meter-fault'], to: 'operator', digest: true },
      { to: 'department' },
    ]),
  quietHours: ClockSpan.nullable().prefault({ from: '22:00', to: '07:00' }),
  /** How long a new matter waits for others that go into the same letter. */
  groupMinutes: z.number().min(0).max(1440).default(5),
  /** When what can wait is told, together. */
  digestAt: z.array(ClockTime).min(1).default(['09:00']),
  acknowledgeHours: Hours.default(4),
  /** How long a matter that nobody answers rests before it is told again. */
  repeatHours: Hours.default(72),
  /** Working days to explain a matter, or to wait for what an explanation asks. */
  explainWorkdays: z.int().min(1).max(30).default(3),
  /** How long closed pages, letters and tries are kept; findings, explanations and the audit are kept for ever. */
  keepDays: z.int().min(90).default(400),
  retry: z
    .strictObject({
      /** Tries of one way before the next one; the pause doubles from the first to the longest, with jitter. */
      attempts: z.int().min(1).max(20).default(6),
      firstSeconds: z.number().positive().default(10),
      mostSeconds: z.number().positive().default(900),
    })
    .prefault({}),
  /** Meters that go silent together are one matter for the operator, from this share of the metered projects on. */
  storm: z
    .strictObject({
      districtShare: Share.default(0.3),
      cityShare: Share.default(0.15),
      leastProjects: z.int().min(2).default(5),
    })
    .prefault({}),
});

/** `paging:` of the configuration. Unknown keys are refused, names have to be there, every key has a default. */
export const PagingConfiguration = Shape.superRefine((configuration, context) => {
  const fault = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
  const { channels, people, duties, routes } = configuration;

  for (const [id, { reach }] of Object.entries(people)) {
    for (const [index, { channel, target }] of reach.entries()) {
      const path = ['people', id, 'reach', index];
      const message = targetFault(channels[channel], channel, target);
      if (message !== null) fault([...path, channels[channel] ? 'target' : 'channel'], message);
    }
  }
  for (const [audience, duty] of Object.entries(duties)) {
    const named = Audience.safeParse(audience);
    if (!named.success) fault(['duties', audience], named.error.issues[0]!.message);
    for (const list of ['shifts', 'exceptions'] as const) {
      for (const [index, entry] of duty[list].entries()) {
        for (const [place, person] of entry.people.entries()) {
          if (people[person]) continue;
          const path = ['duties', audience, list, index, 'people', place];
          fault(path, `there is no "${person}" among the people`);
        }
      }
    }
  }
  const catchAll = routes.findIndex(
    ({ districts, departments, kinds, levels, continue: goesOn }) =>
      !(districts || departments || kinds || levels || goesOn),
  );
  if (catchAll >= 0 && catchAll < routes.length - 1) {
    fault(['routes', catchAll + 1], `never reached: the route above it takes everything`);
  }
});
export type PagingConfiguration = z.infer<typeof PagingConfiguration>;

/** What is wrong with an address of a person or of the registry; null: nothing. */
export function targetFault(
  channel: ChannelConfiguration | undefined,
  name: string,
  target: string,
): string | null {
  if (channel === undefined) return `there is no channel "${name}"`;
  const parsed = channelKinds[channel.type].Target.safeParse(target);
  return parsed.success ? null : parsed.error.issues[0]!.message;
}
