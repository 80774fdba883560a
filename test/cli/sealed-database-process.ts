import { PassThrough } from 'node:stream';
import type { CommandBody } from '../../src/cli/command.ts';
import { reconcile } from '../../src/cli/commands/reconcile.ts';
import { rederive } from '../../src/cli/commands/rederive.ts';
import { verify } from '../../src/cli/commands/verify.ts';
import type { Io } from '../../src/cli/io.ts';
import { processIo } from '../../src/cli/process-io.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import { loadConfig } from '../../src/gate/config.ts';

// Runs commands on the second database as somebody who may write nothing, which root always may. Nobody may not read the
// sources either where they lie in a folder of root's own, so root runs the commands first, on the first database: what they
// load late is loaded then.
const [openUrl = '', sealedUrl = ''] = process.argv.slice(2);
const NOBODY = 65_534;
const RUNS: readonly (readonly [CommandBody, readonly string[]])[] = [
  [verify, []],
  [reconcile, []],
  [rederive, ['--all']],
];
if (process.getuid?.() === 0) {
  await runAll(openUrl, { ...processIo(), stdout: new PassThrough().resume() });
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}
process.exitCode = await runAll(sealedUrl, processIo()).catch((error: unknown) => {
  // Told by its message: Node would show the line of the source too, with every message in it.
  console.error(String(error));
  return 1;
});

async function runAll(databaseUrl: string, io: Io): Promise<number> {
  const config = loadConfig({ DATABASE_URL: databaseUrl });
  const terminal = openTerminal('en', io);
  let code = 0;
  for (const [command, args] of RUNS) code ||= await command.run(args, { config, terminal, io });
  return code;
}
