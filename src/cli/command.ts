import type { Config } from '../gate/config.ts';
import type { Text } from '../kernel/index.ts';
import type { Terminal } from './terminal.ts';

/** One command of `gate`. Answers the exit code of the process. */
export interface Command {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: Text;
  /** Everything else a person needs, usage first. */
  readonly help: Text;
  /** The configuration that it works with, when it is not the gate's own. */
  readonly configFrom?: (config: Config) => Config;
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<number>;
}

export interface Surroundings {
  readonly config: Config;
  readonly terminal: Terminal;
}

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
