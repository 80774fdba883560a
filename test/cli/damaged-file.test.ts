import assert from 'node:assert/strict';
import { closeSync, openSync, writeSync } from 'node:fs';
import { checkAfterCrash } from '../../src/cli/check-after-crash.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import { openDatabase } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { type FreshDatabase, freshDatabaseUrl } from '../support/databases.ts';
import { runGate } from './gate-command.ts';

/** Overwrites the page of an index that no comparison reads, as a disk does, and leaves all of the log readable. */
async function breakIndex(url: string): Promise<void> {
  const db = openDatabase(url);
  await db.writer.raw('pragma wal_checkpoint(truncate)');
  const [{ rootpage }] = await db.writer.raw("select rootpage from sqlite_master where name = 'orders_by_total'");
  const [{ page_size }] = await db.writer.raw('pragma page_size');
  await db.close();
  const file = openSync(url.slice('sqlite:'.length), 'r+');
  writeSync(file, Buffer.alloc(page_size, 0x5a), 0, page_size, (rootpage - 1) * page_size);
  closeSync(file);
}

describe('a SQLite file with a broken page', () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabaseUrl('sqlite');
  });
  afterEach(() => fresh.drop());

  const silent = { write: () => true, on: () => undefined } as unknown as NodeJS.WriteStream;
  const start = () =>
    checkAfterCrash(loadConfig({ DATABASE_URL: fresh.url }), openTerminal('en', { stdout: silent, stderr: silent }));

  it('is found by gate verify, although the log and all tables agree, and the advice is a backup', async () => {
    const env = { DATABASE_URL: fresh.url };
    const whole = await runGate(['verify'], { env });
    await breakIndex(fresh.url);
    const broken = await runGate(['verify'], { env });
    const inChinese = await runGate(['verify'], { env: { ...env, GATE_LANGUAGE: 'zh-CN' } });

    assert.deepEqual([whole.code, broken.code], [0, 1], whole.stderr);
    assert.match(broken.stdout, /✔ The log is whole[\s\S]*✘ the database file .* is damaged .*\(gate restore/);
    assert.match(inChinese.stdout, /✘ 数据库文件 .* 已损坏（SQLITE_CORRUPT）：请停止闸口/);
  });

  it('stops a start after a crash, and not the start after a stop, which need not read the whole file', async () => {
    await breakIndex(fresh.url);
    await start();

    const crashed = openDatabase(fresh.url);
    await crashed.writer('gate_settings').insert({ name: 'a', value: '', log_index: 0 });

    await assert.rejects(start(), /is damaged .* Stop the gate/);
    await crashed.close();
  });
});
