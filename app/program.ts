import { Command, CommanderError } from 'commander';
import { faultText, LiangshaiError } from '../model/error.ts';
import packageJson from '../package.json' with { type: 'json' };

const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** In the order of the help. Each loads its own modules when it is wanted: no command waits for those of another. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  init: async () => (await import('./commands/init.ts')).initCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  meters: async () => (await import('./commands/meters.ts')).metersCommand(),
  users: async () => (await import('./commands/users.ts')).usersCommand(),
  pages: async () => (await import('./commands/pages.ts')).pagesCommand(),
  backup: async () => (await import('./commands/backup.ts')).backupCommand(),
  restore: async () => (await import('./commands/restore.ts')).restoreCommand(),
  verify: async () => (await import('./commands/verify.ts')).verifyCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  backtest: async () => (await import('./commands/backtest.ts')).backtestCommand(),
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluateCommand(),
  decode: async () => (await import('./commands/decode.ts')).decodeCommand(),
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand(),
};

/** Of the words only the first is looked at: without one, every command is loaded. */
export async function buildProgram(words: readonly string[]): Promise<Command> {
  const program = new Command('liangshai')
    .description('晾晒: tells from electricity which projects work, which stand still, and who has to act')
    .version(packageJson.version)
    .enablePositionalOptions();
  const named = words[0] === undefined ? undefined : commands[words[0]];
  const wanted = named === undefined ? Object.values(commands) : [named];
  for (const load of wanted) program.addCommand(await load());
  prepare(program);
  return program;
}

/** Every command throws instead of ending the process, and can be asked for the stack of an error. */
function prepare(command: Command): void {
  command.exitOverride().option('--verbose', 'show the stack of an error');
  for (const child of command.commands) prepare(child);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  const lines =
    error instanceof LiangshaiError ? errorLines(error) : [String((error as Error).message ?? error)];
  process.stderr.write(lines.map((line) => `liangshai: ${line}\n`).join(''));
  if (process.argv.includes('--verbose')) process.stderr.write(`${(error as Error).stack}\n`);
  return exitCodes.failed;
}

function errorLines(error: LiangshaiError): string[] {
  return [...error.faults.map(faultText), `${error.message} (${error.hint})`];
}

/** Whoever reads the output may have seen enough, as `| head` does: that is no failure. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
}

/** Runs the command that the arguments name, and answers the exit code. */
export async function runProgram(): Promise<number> {
  process.stdout.on('error', endWithReader);
  try {
    const program = await buildProgram(process.argv.slice(2));
    await program.parseAsync();
    return exitCodes.done;
  } catch (error) {
    return report(error);
  }
}
