import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, loadConfig } from '../gate/config.ts';
import { packageRoot, text } from '../kernel/index.ts';
import { type Command, EXIT_FAILED, EXIT_OK, type Surroundings } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { Io } from './io.ts';
import { explainFailure } from './print/explain-failure.ts';
import { printCommands, printHelp } from './print/print-help.ts';
import { usage } from './read-options.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Does what `gate` with these arguments does, and answers the exit code. */
export async function runCommand([name, ...args]: readonly string[], io: Io): Promise<number> {
  const config = configOrFailure(io);
  const terminal = openTerminal('config' in config ? config.config.language : 'zh-CN', io);
  const isHelp = asksForHelp(name) || args.some(asksForHelp);
  if (isHelp) return help(terminal, asksForHelp(name) ? args.find((arg) => !asksForHelp(arg)) : name);
  if (name === '--version' || name === 'version') return printVersion(terminal);
  if (name === undefined && 'config' in config) return help(terminal, undefined, EXIT_FAILED);
  if ('failure' in config) return explainFailure(terminal, config.failure, { inBothLanguages: true });
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) return explainFailure(terminal, unknownCommand(name));
  return run(command, args, { config: config.config, terminal, io });
}

async function run(
  { name, body }: Command,
  args: readonly string[],
  { config, ...surroundings }: Surroundings,
): Promise<number> {
  const { configFrom, run: work } = await body();
  const own = configFrom?.(config) ?? config;
  try {
    return await work(args, { config: own, ...surroundings });
  } catch (error) {
    return explainFailure(surroundings.terminal, error, { command: name, config: own });
  }
}

/** Help must be there also when the configuration is what is wrong. */
function configOrFailure({ environment }: Io): { readonly config: Config } | { readonly failure: unknown } {
  try {
    return { config: loadConfig(environment()) };
  } catch (failure) {
    return { failure };
  }
}

function asksForHelp(arg: string | undefined): boolean {
  return arg === 'help' || arg === '--help' || arg === '-h';
}

/** The list of commands is also what `gate` alone shows; as it has done nothing, that is no success. */
async function help(terminal: Terminal, name: string | undefined, code = EXIT_OK): Promise<number> {
  const command = COMMANDS.find((each) => each.name === name);
  if (name !== undefined && !command) return explainFailure(terminal, unknownCommand(name));
  if (command) await printHelp(terminal, command);
  else printCommands(terminal, COMMANDS);
  return code;
}

function unknownCommand(name: string | undefined) {
  return usage(text(`没有命令 ${name}`, `there is no command ${name}`));
}

function printVersion(terminal: Terminal): number {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  terminal.print(version);
  return EXIT_OK;
}
