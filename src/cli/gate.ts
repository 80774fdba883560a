#!/usr/bin/env node
import { type Config, readConfig } from '../config.ts';
import { text } from '../kernel/index.ts';
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
  if ('failure' in config) return explainFailure(terminal, config.failure, { inBothLanguages: true });
  try {
    const command = COMMANDS.find((each) => each.name === name);
    if (!command) throw usage(unknownCommand(name));
    return await command.run(args, { config: config.config, terminal });
  } catch (error) {
    return explainFailure(terminal, error, { command: name });
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

function help(terminal: Terminal, name: string | undefined): number {
  const command = COMMANDS.find((each) => each.name === name);
  if (command) printHelp(terminal, command);
  else printCommands(terminal, COMMANDS);
  return name === undefined || command ? EXIT_OK : EXIT_FAILED;
}

function unknownCommand(name: string | undefined) {
  if (name === undefined) return text('请指定命令', 'name a command');
  return text(`没有命令 ${name}`, `there is no command ${name}`);
}
