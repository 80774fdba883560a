import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../src/cli/folder-lock.ts';
import { Refusal } from '../../src/kernel/index.ts';
import { freshFolder } from './gate-command.ts';

describe('the lock of a folder', () => {
  const lockIn = (folder: string, command = 'exchange') => lockFolder({ folder, path: join(folder, 'lock'), command });
  const refusalOf = async (folder: string, command?: string): Promise<Refusal> => {
    const refusal = await lockIn(folder, command).catch((error: unknown) => error);
    assert.ok(refusal instanceof Refusal);
    return refusal;
  };
  /** The lock of a process that has ended. */
  const leftIn = (folder: string, pids: string | null): void => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid, host: hostname(), pids, token: 'of the other' }));
  };
  const ownPids = (): string | null => {
    try {
      return readlinkSync('/proc/self/ns/pid');
    } catch {
      return null;
    }
  };

  it('stays with a process of another container of the same name, whose number nobody has here', async () => {
    const folder = freshFolder();
    leftIn(folder, 'pid:[1]');

    assert.equal((await refusalOf(folder)).code, 'folder.busy');
  });

  it('is taken over at once from a process of this machine that is gone, with what it left behind', async () => {
    const folder = freshFolder();
    leftIn(folder, ownPids());
    writeFileSync(join(folder, 'lock.probe-x'), '');

    const lock = await lockIn(folder);

    await lock.assertHeld();
    assert.deepEqual(readdirSync(folder), ['lock']);
    await lock.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('says in both languages which command has the folder', async () => {
    const folder = freshFolder();
    const lock = await lockIn(folder, 'witness run');

    const { text } = await refusalOf(folder, 'witness run');
    await lock.release();

    const holder = `${hostname()} 上的进程 ${process.pid}`;
    assert.equal(text['zh-CN'], `${folder} 正由另一个 gate witness run 处理（${holder}）。`);
    assert.equal(text.en, `Another gate witness run works on ${folder} (process ${process.pid} on ${hostname()}).`);
  });

  it('is missed by whoever lost it', async () => {
    const folder = freshFolder();
    const lock = await lockIn(folder);
    leftIn(folder, ownPids());

    await assert.rejects(lock.assertHeld(), { code: 'folder.busy' });
    await lock.release();

    assert.deepEqual(readdirSync(folder), ['lock']);
  });
});
