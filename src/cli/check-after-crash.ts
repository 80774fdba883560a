import { statSync } from 'node:fs';
import { engineOf, findPageFaults, inSnapshot, openDatabase } from '../db/index.ts';
import type { Config } from '../gate/config.ts';
import { Refusal, text } from '../kernel/index.ts';
import { damaged } from './print/explain-database-error.ts';
import type { Terminal } from './terminal.ts';

/** A larger file would keep everybody waiting for longer than a minute; `gate verify` reads it beside the gate. */
const BYTES_MAX = 4 * 1024 ** 3;

/**
 * Reads every page of a SQLite file that the gate before did not close: its log lies beside it. A crash of the machine is
 * when a disk breaks pages, and a gate that goes on with them writes on top.
 */
export async function checkAfterCrash({ databaseUrl }: Config, terminal: Terminal): Promise<void> {
  if (engineOf(databaseUrl) !== 'sqlite') return;
  const path = databaseUrl.slice('sqlite:'.length);
  if (bytesOf(`${path}-wal`) === 0) return;
  if (bytesOf(path) > BYTES_MAX) {
    terminal.note(terminal.say(TOO_LARGE));
    return;
  }
  const db = openDatabase(databaseUrl);
  try {
    const [fault] = await inSnapshot(db, findPageFaults);
    if (fault !== undefined) throw brokenPages(path, fault);
  } finally {
    await db.close();
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function brokenPages(path: string, fault: string): Refusal {
  const { 'zh-CN': zh, en } = damaged(path);
  return new Refusal('unavailable', 'database.damaged', text(`${zh} ${fault}`, `${en} ${fault}`));
}

const TOO_LARGE = text(
  '上次未正常停止；数据库文件较大，启动时不逐页检查，请运行 gate verify。',
  'The gate was not stopped well the last time, and the file is too large to be read whole at a start: run gate verify.',
);
