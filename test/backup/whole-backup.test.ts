import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BackupManifest, validateBackup, writeBackup } from '../../src/backup/index.ts';
import { inSnapshot, insertRows, inTrial, type Tx } from '../../src/db/index.ts';
import { sha256, systemClock } from '../../src/kernel/index.ts';
import { findEvidenceBytes } from '../../src/register/index.ts';
import { built } from '../cli/built-gate.ts';
import { freshFolder, startGateCommand } from '../cli/gate-command.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { assertCode, placeOf, rewriteManifest, rewriteTable } from './backup-support.ts';

onOneEngine('what is restored where is told by backup.test.ts', (engine) => {
  describe('a backup that is whole', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    type Snapshot = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

    async function backUp(asOfOneMoment: Snapshot = (work) => inSnapshot(gate.db, work)) {
      const { dataDir, deps } = gate;
      const folder = join(freshFolder(), 'backup');
      const wish = { folder, dataDir, withKeys: true, origin: deps.origin, clock: deps.clock, engine };
      const findEvidence = (hash: string) => inSnapshot(gate.db, (tx) => findEvidenceBytes(tx, hash));
      const manifest: BackupManifest = await writeBackup({ ...wish, asOfOneMoment, findEvidence });
      return { folder, manifest };
    }

    async function faultsOf(folder: string): Promise<readonly string[]> {
      return (await validateBackup({ folder, clock: systemClock })).faults.map(({ en }) => en);
    }

    it('has every table of its schema, whatever its manifest says', async () => {
      const { folder } = await backUp();
      assert.deepEqual(await faultsOf(folder), []);

      rewriteManifest(folder, ({ tables, ...manifest }) => ({
        ...manifest,
        tables: [...tables.filter(({ name }) => name !== 'log_leaves' && name !== 'agencies'), ...tables.slice(0, 1)],
      }));
      const faults = await faultsOf(folder);

      assert.deepEqual(faults, [
        'the table agencies is missing',
        'the table log_leaves is missing',
        'the table acceptances does not belong there, or stands there twice',
      ]);
    });

    it('has every column of every table', async () => {
      const { folder } = await backUp();
      rewriteTable(folder, 'agencies', ([heading = '', ...rows]) => [heading.replace('"kind"', '"kind_too"'), ...rows]);

      assert.deepEqual(await faultsOf(folder), ['the columns of tables/agencies.jsonl.gz are not those of its schema']);
    });

    it('tells every proof that the gate itself had lost, however many', async () => {
      const lost = Array.from({ length: 1_200 }, (_, at) => ({
        ...{ id: `evd_${at}`, hash: sha256(Buffer.from(`${at}`)).toString('hex'), agency_code: '11421000MB1234562Q' },
        ...{
          media_type: 'application/pdf',
          size: 1,
          name: 'x.pdf',
          at: gate.clock.now(),
          key_id: 'key_x',
          log_index: 0,
        },
      }));
      const { folder, manifest } = await backUp((work) =>
        inTrial(gate.db, async (tx) => {
          await insertRows(tx, 'evidence_files', lost);
          return work(tx);
        }),
      );

      assert.equal(manifest.evidence.missing.length, 1_200);
      assert.deepEqual(await faultsOf(folder), []);
    });

    it('has the keys of the gate, and nothing else that lies beside them', async () => {
      const keys = join(gate.dataDir, 'keys');
      writeFileSync(join(keys, 'proxy of the office.pem'), 'not ours');
      writeFileSync(join(keys, 'log-old.pem'), 'not ours');

      const { folder, manifest } = await backUp();

      assert.deepEqual(
        manifest.keys?.map(({ name }) => name.split('-')[0]),
        ['certificate', 'log', 'webhook'],
      );
      assert.deepEqual(readdirSync(join(folder, 'keys')).toSorted(), manifest.keys?.map(({ name }) => name).toSorted());
      assert.deepEqual(await faultsOf(folder), []);
    });

    it("is there only when its last byte is: one that was killed is taken for none, and stands in nobody's way", async () => {
      await built();
      const here = placeOf(gate.databaseUrl, gate.dataDir);
      const folder = await killedInTheMiddle(here.env);
      const part = partOf(folder) ?? '';

      assert.equal(existsSync(folder), false);
      await assert.rejects(validateBackup({ folder: part, clock: systemClock }), { code: 'backup.not_found' });
      const restored = await placeOf('sqlite:never.db', freshFolder()).run('restore', part);
      assert.equal(restored.code, 1);
      assert.match(restored.stderr, /holds no whole backup/);
      assertCode(await here.run('backup', folder), 0);
      assert.deepEqual(await faultsOf(folder), []);
    });
  });
});

/** A backup that was over before it could be killed, on a machine that is busy with others, is begun elsewhere anew. */
async function killedInTheMiddle(env: Record<string, string>): Promise<string> {
  for (;;) {
    const folder = join(freshFolder(), 'killed');
    const child = startGateCommand(['backup', folder], env);
    const ended = once(child, 'close');
    await until('it has begun', () => child.exitCode !== null || partOf(folder) !== undefined);
    child.kill('SIGKILL');
    const [code] = await ended;
    if (code === null) return folder;
    assert.equal(code, 0, 'a backup that nobody has killed has failed');
  }
}

/** The folder in which a backup of this name is being made, once a table stands in it. */
function partOf(folder: string): string | undefined {
  mkdirSync(dirname(folder), { recursive: true });
  const name = readdirSync(dirname(folder)).find((each) => each.startsWith(`${basename(folder)}.part-`));
  const part = name === undefined ? undefined : join(dirname(folder), name);
  return part !== undefined && existsSync(join(part, 'tables')) && readdirSync(join(part, 'tables')).length > 0
    ? part
    : undefined;
}
