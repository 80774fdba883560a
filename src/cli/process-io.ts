import { readEnvironment } from '../gate/config.ts';
import { systemClock } from '../kernel/index.ts';
import { systemUptime } from '../log/index.ts';
import { REAL_PAUSES } from './exchange/wait-for-files.ts';
import type { Io } from './io.ts';
import { onStopSignal } from './stop-signal.ts';

/** What the process itself has. Standard input is opened by whoever reads it. */
export function processIo(): Io {
  return {
    environment: readEnvironment,
    stdin: () => process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    uptime: systemUptime,
    pauses: REAL_PAUSES,
    onStop: onStopSignal,
  };
}
