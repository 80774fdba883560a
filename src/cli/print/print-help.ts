import { text } from '../../kernel/index.ts';
import type { Command } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { padTo } from './wrap.ts';

const PRODUCT = text('正版软件采购闸口', 'Genuine Gate');
const USAGE = text('用法：gate <命令> [选项]', 'Usage: gate <command> [options]');
const MORE = text(
  '各命令的选项：gate help <命令>。语言由 GATE_LANGUAGE（zh-CN 或 en）或终端语言决定；全部变量见 .env.example。',
  'Options of a command: gate help <command>. GATE_LANGUAGE (zh-CN or en) or the terminal decides the language;\n.env.example has every variable.',
);

export function printCommands({ say, print, paint }: Terminal, commands: readonly Command[]): void {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  print(paint('bold', say(PRODUCT)));
  print();
  print(say(USAGE));
  print();
  for (const { name, summary } of commands) print(`  ${padTo(name, width)}${say(summary)}`);
  print();
  print(say(MORE));
}

export async function printHelp({ say, print, paint }: Terminal, { name, summary, help }: Command): Promise<void> {
  print(`${paint('bold', `gate ${name}`)} — ${say(summary)}`);
  print();
  print(say(await help()));
}
