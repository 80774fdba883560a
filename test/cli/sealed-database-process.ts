import type { CommandBody } from '../../src/cli/command.ts';
import { reconcile } from '../../src/cli/commands/reconcile.ts';
import { rederive } from '../../src/cli/commands/rederive.ts';
import { verify } from '../../src/cli/commands/verify.ts';
import { processIo } from '../../src/cli/process-io.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import { loadConfig } from '../../src/gate/config.ts';

// Runs commands on the database of the first argument as somebody who may write nothing, which root always may.
const [databaseUrl = ''] = process.argv.slice(2);
const NOBODY = 65_534;
if (process.getuid?.() === 0) {
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}
const io = processIo();
const config = loadConfig({ DATABASE_URL: databaseUrl });
const terminal = openTerminal('en', io);
const runs: readonly (readonly [CommandBody, readonly string[]])[] = [
  [verify, []],
  [reconcile, []],
  [rederive, ['--all']],
];
for (const [command, args] of runs) process.exitCode ||= await command.run(args, { config, terminal, io });
