import { Command, CommanderError } from 'commander';
import { faultText, LiangshaiError } from '../model/error.ts';
import { backtestCommand } from './commands/backtest.ts';
import { backupCommand } from './commands/backup.ts';
import { decodeCommand } from './commands/decode.ts';
import { demoCommand } from './commands/demo.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { metersCommand } from './commands/meters.ts';
import { pagesCommand } from './commands/pages.ts';
import { restoreCommand } from './commands/restore.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { usersCommand } from './commands/users.ts';
import { verifyCommand } from './commands/verify.ts';

const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

const commands = [
  demoCommand,
  serveCommand,
  initCommand,
  importCommand,
  metersCommand,
  usersCommand,
  pagesCommand,
  backupCommand,
  restoreCommand,
  verifyCommand,
  backtestCommand,
  evaluateCommand,
  decodeCommand,
  simulateCommand,
];

function buildProgram(): Command {
  const program = new Command('liangshai')
    .description('晾晒: tells from electricity which projects work, which stand still, and who has to act')
    .enablePositionalOptions();
  for (const command of commands) program.addCommand(command());
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

/** Runs the command that the arguments name, and answers the exit code. */
export async function runProgram(): Promise<number> {
  try {
    await buildProgram().parseAsync();
    return exitCodes.done;
  } catch (error) {
    return report(error);
  }
}
