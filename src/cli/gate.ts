#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../gate/config.ts';
import { packageRoot, text } from '../kernel/index.ts';
import { backtest } from './backtest.ts';
import { backup } from './backup.ts';
import { check } from './check.ts';
import { type Command, EXIT_FAILED, EXIT_OK } from './command.ts';
import { demo } from './demo.ts';
import { exchange } from './exchange.ts';
import { explainFailure } from './explain-failure.ts';
import { importFiles } from './import.ts';
import { keys } from './keys.ts';
import { migrateSchema } from './migrate.ts';
import { printCommands, printHelp } from './print-help.ts';
import { usage } from './read-options.ts';
import { reconcile } from './reconcile.ts';
import { rederive } from './rederive.ts';
import { restore } from './restore.ts';
import { rules } from './rules.ts';
import { serve } from './serve.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { verify } from './verify.ts';
import { witness } from './witness.ts';

const COMMANDS: readonly Command[] = [
  serve,
  check,
  exchange,
  importFiles,
  keys,
  migrateSchema,
  verify,
  backup,
  restore,
  witness,
  reconcile,
  rederive,
  rules,
  backtest,
  demo,
];

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  const config = configOrFailure();
  const terminal = openTerminal('config' in config ? config.config.language : 'zh-CN');
  const isHelp = asksForHelp(name) || args.some(asksForHelp);
  if (isHelp) return help(terminal, asksForHelp(name) ? args.find((arg) => !asksForHelp(arg)) : name);
  if (name === '--version' || name === 'version') return printVersion(terminal);
  if (name === undefined && 'config' in config) return help(terminal, undefined, EXIT_FAILED);
  if ('failure' in config) return explainFailure(terminal, config.failure, { inBothLanguages: true });
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) return explainFailure(terminal, unknownCommand(name));
  const own = command.configFrom?.(config.config) ?? config.config;
  try {
    return await command.run(args, { config: own, terminal });
  } catch (error) {
    return explainFailure(terminal, error, { command: name, config: own });
  }
}

/** Help must be there also when the configuration is what is wrong. */
function configOrFailure(): { readonly config: Config } | { readonly failure: unknown } {
  try {
    return { config: readConfig() };
  } catch (failure) {
    return { failure };
  }
}

function asksForHelp(arg: string | undefined): boolean {
  return arg === 'help' || arg === '--help' || arg === '-h';
}

/** The list of commands is also what `gate` alone shows; as it has done nothing, that is no success. */
function help(terminal: Terminal, name: string | undefined, code = EXIT_OK): number {
  const command = COMMANDS.find((each) => each.name === name);
  if (name !== undefined && !command) return explainFailure(terminal, unknownCommand(name));
  if (command) printHelp(terminal, command);
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
