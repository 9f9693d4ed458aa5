import type { ShellCommand } from './pages.ts';

interface Reason {
  commands: RegExp;
  because: string;
}

/** Commands of the pages that `walk.test.ts` does not run, and why. */
const reasons: Reason[] = [
  {
    commands: /^docker /,
    because: 'needs Docker; the compose file is linted and its configuration read by tests',
  },
  { commands: /^git (clone|pull) /, because: 'needs a repository to clone, and the network; CI does both' },
  {
    commands: /^mkdir (city|\/srv\/liangshai) && cd /,
    because: 'the directory that the test gives its reader',
  },
  { commands: /^npx --prefix \.\. |^mosquitto_pub /, because: 'tour.test.ts runs it word for word' },
  { commands: /^curl /, because: 'api-calls.test.ts runs it word for word' },
  { commands: /^(PROPERTY_SEED=\S+ )?npm test$/, because: 'is what runs this' },
  { commands: /^npm run test:faults$/, because: 'a suite of its own; its short pass is part of npm test' },
  { commands: /^npx vitest run rules\/cases$/, because: 'part of npm test' },
  { commands: /^npm start$/, because: 'tests/end-to-end starts the demo' },
  { commands: /^npm run format$/, because: 'changes the checkout; npm run lint asks the same of it' },
  { commands: /^npm run dashboards$/, because: 'needs jsonnet; dashboards/generate.test.ts runs it' },
  {
    commands: /^npm run fuzz$/,
    because: 'runs until it is ended; ingest/fuzz/fuzz.test.ts runs it for a while',
  },
  { commands: /^npm audit$/, because: 'needs the registry' },
  {
    commands: /^npm run accuracy -- --kindred |^node bench\/accuracy\/fit\.ts /,
    because: 'needs recordings that are not in the project',
  },
  {
    commands: /^npm run (accuracy -- --city|bench:\w+) |^node bench\/rules\/rules\.ts$/,
    because:
      'figures that take seconds to minutes of computing; commands.test.ts sees that the script is there',
  },
  { commands: /^liangshai decode$/, because: 'a name; its calls are run' },
];

export function reasonsFor({ text }: ShellCommand): Reason[] {
  return reasons.filter(({ commands }) => commands.test(text));
}

export function idleReasons(commands: readonly ShellCommand[]): string[] {
  return reasons
    .filter((reason) => !commands.some(({ text }) => reason.commands.test(text)))
    .map((reason) => String(reason.commands));
}
