import type { Readable, Writable } from 'node:stream';
import type { Environment } from '../gate/config.ts';
import type { Clock } from '../kernel/index.ts';
import type { Uptime } from '../log/index.ts';
import type { MonotonicClock } from './exchange/wait-for-files.ts';
import type { StopSignal } from './stop-signal.ts';

/**
 * What a command has of the world: of its process, when somebody runs `gate`, or of a test, which runs many commands in one
 * process. Nothing else of the process is read or changed by a command, or two of them would be in each other's way.
 */
export interface Io {
  readonly environment: () => Environment;
  readonly stdin: () => Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Of the machine. */
  readonly uptime: Uptime;
  /** How it waits until a file has stayed as it is. */
  readonly pauses: MonotonicClock;
  /** From now on whoever asks the process to end asks the command. */
  readonly onStop: () => StopSignal;
}

/** A stream that may be a screen. */
export type Output = Pick<Writable, 'write' | 'on'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly hasColors?: () => boolean;
};
