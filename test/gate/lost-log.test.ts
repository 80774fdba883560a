import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { freshFolder } from '../cli/gate-command.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';

forEachEngine('locks', (engine) => {
  describe('an empty database beside the keys of a gate that has a log', () => {
    const made: FreshDatabase[] = [];
    const dataDir = freshFolder();
    after(async () => {
      for (const { drop } of made) await drop();
    });

    const startOn = async ({ url }: FreshDatabase): Promise<void> => {
      const env = { DATABASE_URL: url, GATE_DATA_DIR: dataDir, GATE_READERS: '0' };
      const gate = await openGate({ config: loadConfig(env), logger: pino({ level: 'error' }), isMigrated: true });
      await gate.close();
    };
    /** A start on an unused database, as after a disk that was not mounted or with another address. */
    const startOnEmpty = async (): Promise<void> => {
      const fresh = await freshDatabaseUrl(engine);
      made.push(fresh);
      await startOn(fresh);
    };

    it('is no new gate: the start is refused and says what to look at, until the keys are moved away', async () => {
      await startOnEmpty();
      for (const first of made) await startOn(first);
      await assert.rejects(
        startOnEmpty(),
        /belong to a gate that has a log\. Check DATABASE_URL, and that the disk is mounted/,
      );
      rmSync(join(dataDir, 'keys', 'begun'));
      await startOnEmpty();
      await assert.rejects(startOnEmpty(), /belong to a gate/);
      rmSync(join(dataDir, 'keys'), { recursive: true });
      await startOnEmpty();
    });
  });
});
