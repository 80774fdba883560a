#!/usr/bin/env node
import { processIo } from './process-io.ts';
import { runCommand } from './run-command.ts';

// Whatever a command writes is for the account of the gate alone, unless the command says otherwise of a file.
process.umask(0o077);
process.exitCode = await runCommand(process.argv.slice(2), processIo());
