#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Types are stripped and code is compiled once, not at every command.
enableCompileCache();
const { runProgram } = await import('./program.ts');
process.exitCode = await runProgram();
