import type { Config } from '../gate/config.ts';
import type { Text } from '../kernel/index.ts';
import type { Io } from './io.ts';
import type { Terminal } from './terminal.ts';

/** One command of `gate`, by what is known of it before it is called. */
export interface Command {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: Text;
  /** Everything else a person needs, usage first. */
  readonly help: () => Promise<Text>;
  /** What it does, and everything that it needs for that: nobody else waits until it is loaded. */
  readonly body: () => Promise<CommandBody>;
}

export interface CommandBody {
  /** The configuration that it works with, when it is not the gate's own. */
  readonly configFrom?: (config: Config) => Config;
  /** Answers the exit code of the process. */
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<number>;
}

export interface Surroundings {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly io: Io;
}

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
