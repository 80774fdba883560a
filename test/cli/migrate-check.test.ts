import assert from 'node:assert/strict';
import { pino } from 'pino';
import { type Database, MIGRATION_NAMES, migrateRestored, openDatabase } from '../../src/db/index.ts';
import { openGate } from '../../src/gate/gate.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { emptyDatabaseUrl, forEachEngine } from '../support/databases.ts';
import { storedConfig } from '../upgrade/open-stored.ts';
import { type StoredDatabase, unpackStored } from '../upgrade/stored-database.ts';
import { type CommandRun, freshFolder, runGate } from './gate-command.ts';

forEachEngine('statements', (engine) => {
  describe('gate migrate --check of a database that an earlier version has filled', () => {
    let stored: StoredDatabase;
    beforeEach(async () => {
      stored = await unpackStored(engine);
    });
    afterEach(() => stored.drop());

    const check = (language = 'en'): Promise<CommandRun> =>
      runGate(['migrate', '--check'], {
        env: { DATABASE_URL: stored.url, GATE_DATA_DIR: stored.dataDir, GATE_LANGUAGE: language },
      });
    const inDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
      const db = openDatabase(stored.url);
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    };
    const stepsAndSize = () =>
      inDatabase(async ({ reader }) => [
        (await reader('schema_steps').count({ steps: '*' }))[0]?.steps,
        (await reader('log_head').first()).size,
      ]);

    it('says what would change, that the log is whole and that there is a way back, and changes nothing', async () => {
      const before = await stepsAndSize();
      const english = await check();
      const chinese = await check('zh-CN');

      assert.equal(english.code, 0, english.stderr);
      assert.match(english.stdout, /^ {2}\d{4}-\S+$[\s\S]*^Steps that gate migrate .*: \d+\. Nothing was changed\.$/m);
      assert.match(english.stdout, new RegExp(`^✔ The log is whole: ${stored.told.logSize} leaves`, 'm'));
      assert.match(
        english.stdout,
        new RegExp(`^The first start .* writes leaf ${stored.told.logSize}; until then`, 'm'),
      );
      assert.match(chinese.stdout, /未作任何更改。[\s\S]*✔ 日志完整[\s\S]*可恢复升级前的备份退回原版本。/);
      assert.deepEqual(await stepsAndSize(), before);
    });

    it('says after the first start that only the way forward is left', async () => {
      const gate = await openGate({ config: storedConfig(stored), logger: pino({ level: 'silent' }) });
      await gate.close();

      const { code, stdout } = await check();

      assert.equal(code, 0);
      assert.match(stdout, /^The schema is that of this version\. Nothing was changed\.$/m);
      assert.match(stdout, /there is no way back\.$/m);
    });

    it('refuses a log that was changed, and the schema of a newer version', async () => {
      await inDatabase(async ({ writer }) => {
        await writer.raw('drop trigger log_leaves_no_update');
        await writer.raw("update log_leaves set bytes = replace(bytes, '{', '{ ') where log_index = 7");
      });
      const changed = await check();
      await inDatabase(({ writer }) =>
        writer('schema_steps').insert({ name: '9999-of-tomorrow', at: stored.told.now }),
      );
      const newer = await check();
      const start = await runGate(['migrate'], { env: { DATABASE_URL: stored.url, GATE_LANGUAGE: 'zh-CN' } });

      assert.equal(changed.code, 1);
      assert.match(changed.stdout, /\b7\b[\s\S]*✘ 1 faults in the log\./);
      assert.deepEqual([newer.code, newer.stdout, start.code], [1, '', 1]);
      assert.match(newer.stderr, /migrated by a newer version: 9999-of-tomorrow\. .* a backup from before/);
      assert.match(start.stderr, /已由更新的版本升级：9999-of-tomorrow/);
    });
  });

  it('gate migrate --check says what is missing where the first migration stopped in the middle', async () => {
    const fresh = await emptyDatabaseUrl(engine);
    const db = openDatabase(fresh.url);
    const stoppedAfter = MIGRATION_NAMES.indexOf('0001-log-leaves') + 1;
    await migrateRestored(db, systemClock, MIGRATION_NAMES.slice(0, stoppedAfter));
    await db.close();

    const { code, stdout, stderr } = await runGate(['migrate', '--check'], {
      env: { DATABASE_URL: fresh.url, GATE_DATA_DIR: freshFolder(), GATE_LANGUAGE: 'en' },
    });
    await fresh.drop();

    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, new RegExp(`: ${MIGRATION_NAMES.length - stoppedAfter}\\. Nothing was changed\\.\n$`));
  });
});

describe('gate migrate --check', () => {
  it('makes no database where there is none', async () => {
    const { code, stderr } = await runGate(['migrate', '--check'], { env: { GATE_DATA_DIR: freshFolder() } });

    assert.equal(code, 1);
    assert.match(stderr, /^Error: There is no database /);
  });
});
