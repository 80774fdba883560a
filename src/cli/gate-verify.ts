#!/usr/bin/env node
// Bundled as dist/gate-verify.mjs: one file that checks receipts and exports with Node alone, for whoever does not believe
// the gate and installs nothing of it.
import { readEnvironment } from '../gate/config.ts';
import { Refusal, type Text, text } from '../kernel/index.ts';
import { EXIT_FAILED, EXIT_OK } from './command.ts';
import { verifyExport } from './commands/verify-export.ts';
import { verifyReceipt } from './commands/verify-receipt.ts';
import { readOptions } from './read-options.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const OPTIONS = {
  receipt: { type: 'string' },
  export: { type: 'string' },
  vkey: { type: 'string', isList: true },
  help: { type: 'boolean' },
} as const;

const USAGE = text(
  `用法：node gate-verify.mjs --receipt <文件> --vkey <公钥>…
      node gate-verify.mjs --export <文件> --vkey <公钥>…

不联网，不需要闸口和数据库。公钥见 GET /v1/log/keys，应另行保存。
退出码：0 一致；1 不一致或无法核验；2 一致，但末尾的记录还没有签署。
GATE_LANGUAGE=en 用英文。`,
  `Usage: node gate-verify.mjs --receipt <file> --vkey <key>…
       node gate-verify.mjs --export <file> --vkey <key>…

It needs no network, no gate and no database. GET /v1/log/keys tells the keys; keep them elsewhere.
Exit code: 0 it agrees; 1 it does not, or cannot be checked; 2 it agrees, but the last leaves are not signed yet.
GATE_LANGUAGE=zh-CN speaks Chinese.`,
);

process.exitCode = await run(
  process.argv.slice(2),
  openTerminal(readEnvironment().GATE_LANGUAGE === 'en' ? 'en' : 'zh-CN', process),
);

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values } = readOptions(args, OPTIONS, { wordsMax: 0 });
    if (values.receipt !== undefined) return verifyReceipt(terminal, values.receipt, values.vkey);
    if (values.export !== undefined) return await verifyExport(terminal, values.export, values.vkey);
    terminal.print(terminal.say(USAGE));
    return values.help ? EXIT_OK : EXIT_FAILED;
  } catch (error) {
    terminal.note(terminal.paintNote('red', terminal.say(saysOf(error))));
    return EXIT_FAILED;
  }
}

function saysOf(error: unknown): Text {
  if (error instanceof Refusal) return error.text;
  const message = error instanceof Error ? error.message : String(error);
  return text(`无法核验：${message}`, `It cannot be checked: ${message}`);
}
