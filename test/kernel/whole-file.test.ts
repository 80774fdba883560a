import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTakenName, readIfThere, writeWhole, writeWholeSync } from '../../src/kernel/index.ts';
import { freshFolder } from '../cli/gate-command.ts';

for (const write of [writeWhole, async (path: string, content: string) => writeWholeSync(path, content)]) {
  describe(`a file that is written whole${write === writeWhole ? '' : ' at once'}`, () => {
    it('stands in folders that are made for it, where nobody else may read', async () => {
      const folder = freshFolder();
      const path = join(folder, 'a', 'b', 'file');

      await write(path, 'one');
      await write(path, '二');

      assert.equal(readFileSync(path, 'utf8'), '二');
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.equal(statSync(join(folder, 'a')).mode & 0o777, 0o700);
      assert.deepEqual(readdirSync(join(folder, 'a', 'b')), ['file']);
    });

    it('is refused at once where there is no place for folders', async () => {
      await assert.rejects(write('/proc/gate/reports/file', 'x'), { code: 'ENOENT' });
    });

    it('leaves nothing behind where it cannot stand', async () => {
      const folder = freshFolder();
      mkdirSync(join(folder, 'taken', 'full'), { recursive: true });

      await assert.rejects(write(join(folder, 'taken'), 'x'), { code: /EISDIR|ENOTEMPTY|EEXIST/ });

      assert.deepEqual(readdirSync(folder), ['taken']);
    });
  });
}

describe('a file that is written whole for others', () => {
  it('may be read by them whatever the umask, and is called as was said until it is whole', async () => {
    const folder = freshFolder();
    const umask = process.umask(0o077);
    try {
      mkdirSync(join(folder, 'own'));
      await writeWhole(join(folder, 'file'), 'one', { part: join(folder, 'own', 'part'), mode: 0o640 });
      const taken = join(folder, 'own', 'taken');
      writeFileSync(taken, 'of another');

      await assert.rejects(writeWhole(join(folder, 'file'), 'two', { part: taken }), isTakenName);

      assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'one');
      assert.equal(statSync(join(folder, 'file')).mode & 0o777, 0o640);
    } finally {
      process.umask(umask);
    }
  });
});

describe('a file that is read if it is there', () => {
  it('is nothing where it is not, and an error where it is no file', async () => {
    const folder = freshFolder();

    assert.equal(await readIfThere(join(folder, 'none')), undefined);
    await assert.rejects(readIfThere(folder), { code: 'EISDIR' });
  });
});
