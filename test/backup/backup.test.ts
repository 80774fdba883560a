import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/index.ts';
import { isKeyFile } from '../../src/log/index.ts';
import { freshFolder, runGate, startGateCommand } from '../cli/gate-command.ts';
import { CLOCK_FROM, liveThrough, type OrderHistory } from '../orders/history/history-support.ts';
import { ENGINES, forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { until } from '../support/until.ts';
import {
  assertCode,
  manifestOf,
  type Place,
  placeOf,
  placesForEachTest,
  restoredRows,
  rewriteManifest,
  rewriteTable,
  serveAt,
} from './backup-support.ts';

/** What a SQLite file has statistics of. */
async function countedTables(url: string): Promise<readonly string[]> {
  const db = openDatabase(url);
  try {
    const rows: readonly { tbl: string }[] = await db.reader.raw('select distinct tbl from sqlite_stat1');
    return rows.map(({ tbl }) => tbl);
  } finally {
    await db.close();
  }
}

/** How people call a database: without the account. */
function named(url: string): string {
  return url.replace(/^sqlite:|^mysql:\/\/[^@]*@/, '');
}

describe('a backup', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(180_000);

  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let lived: OrderHistory;
    let here: Place;
    let folder: string;
    before(async () => {
      gate = await startGate({ engine, clock: testClock(CLOCK_FROM) });
      lived = await liveThrough(gate);
      await sendProof(gate, lived, '%PDF-1.7 one %%EOF');
      here = placeOf(gate.databaseUrl, gate.dataDir);
      folder = join(freshFolder(), 'first');
      assertCode(await here.run('backup', folder, '--with-keys'), 0);
    });
    after(() => gate.close());
    const newPlace = placesForEachTest();
    /** For who changes it: another backup of the same would take a tenth of a second more. */
    const copyNamed = (name: string): string => {
      const copy = join(freshFolder(), name);
      cpSync(folder, copy, { recursive: true });
      return copy;
    };

    it('is made while the gate serves, and is whole by itself', async () => {
      const { code, stdout } = await placeOf('sqlite:none.db', freshFolder()).run('backup', '--verify', folder);

      const { log, evidence } = manifestOf(folder);
      assert.equal(code, 0);
      assert.match(stdout, /^✔ The backup is whole: \d+ tables and 1 proofs have their digests/);
      assert.ok(stdout.includes(`size ${log.size}, root ${log.rootHash}`));
      assert.equal(evidence.files, 1);
      assert.deepEqual(readdirSync(folder).toSorted(), ['evidence', 'keys', 'manifest.json', 'tables']);
    });

    for (const other of ENGINES) {
      it(`is restored into ${other}, row by row, and the gate there goes on where this one stood`, async () => {
        const there = await newPlace(other);

        const restored = await there.run('restore', folder);
        const before = await restoredRows(gate.databaseUrl);
        const { log_head: head, log_leaves: leaves, sealed_texts: _, ...after } = await restoredRows(there.url);
        const verified = await there.run('verify');
        const reconciled = await there.run('reconcile');

        assertCode(restored, 0);
        if (other === 'sqlite') assert.ok((await countedTables(there.url)).includes('moves'));
        assertCode(verified, 0);
        assertCode(reconciled, 0);
        const { log_head: headBefore, log_leaves: leavesBefore, sealed_texts: __, ...rest } = before;
        assert.deepEqual(after, rest);
        assert.equal(leaves?.length, (leavesBefore?.length ?? 0) + 1);
        assert.ok(leavesBefore?.every((leaf) => leaves?.includes(leaf)));
        assert.notDeepEqual(head, headBefore);
        assert.match(String(await lastLeafOf(there.url)), /"type":"log\.restored"/);
        assert.deepEqual(keysIn(there.dataDir), keysIn(gate.dataDir));
        assert.ok(!existsSync(join(there.dataDir, 'evidence')), 'proofs go into the database');
        const served = await serveAt(there);
        assert.equal((await fetch(`${served.url}/readyz`)).status, 200);
        await served.end();
      });
    }

    onOneOfThem(engine, 'files are read before any statement', () => {
      it('that was changed anywhere says so, and is not restored', async () => {
        const changed = copyNamed('changed');
        const there = await newPlace(engine);
        const path = join(changed, 'tables', 'orders.jsonl.gz');
        const bytes = readFileSync(path);
        bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
        writeFileSync(path, bytes);

        const verified = await here.run('backup', '--verify', changed);
        const restored = await there.run('restore', changed);

        assert.deepEqual([verified.code, restored.code], [1, 1]);
        assert.match(verified.stdout, /^✘ tables\/orders\.jsonl\.gz is missing or was changed$/m);
        assert.deepEqual(await restoredRows(there.url), {});
      });

      it('of which a leaf and all digests were rewritten does not lead to its root', async () => {
        const changed = copyNamed('rewritten');
        rewriteTable(changed, 'log_leaves', (lines) =>
          lines.map((line, at) => (at === 5 ? line.replace('gate-leaf/1', 'gate-leaf/2') : line)),
        );

        const { code, stdout } = await here.run('backup', '--verify', changed);

        assert.equal(code, 1);
        assert.match(stdout, /^✘ the leaves in log_leaves \(up to \d+\) do not lead to the root in the manifest$/m);
      });

      it('goes only into an empty database, of the same gate, by no older version', async () => {
        const newer = copyNamed('newer');
        rewriteTable(newer, 'log_head', ([heading = '', ...rows]) => [
          heading.replace('"columns":[', '"columns":["of_the_future",'),
          ...rows.map((row) => row.replace('[', '[1,')),
        ]);
        rewriteManifest(newer, ({ steps, ...manifest }) => ({ ...manifest, steps: [...steps, '9999-of-the-future'] }));
        const there = await newPlace(engine);

        const full = await here.run('restore', folder);
        const older = await there.run('restore', newer);
        const other = await placeOf(there.url, there.dataDir).run('restore', folder);
        assertCode(other, 0);

        assert.deepEqual([full.code, older.code], [1, 1]);
        assert.ok(
          full.stderr.startsWith(`Error: The database ${named(here.url)} (DATABASE_URL) is not empty; `),
          full.stderr,
        );
        assert.match(older.stderr, /made by a newer version \(9999-of-the-future\)/);
      });

      it('is refused by an old database that the account for the schema still names, which is told by its name', async () => {
        const there = await newPlace(engine);
        const env = { ...there.env, DATABASE_MIGRATION_URL: here.url };

        const { code, stderr } = await runGate(['restore', folder], { env });
        const inChinese = await runGate(['restore', folder], { env: { ...env, GATE_LANGUAGE: 'zh-CN' } });

        assert.deepEqual([code, inChinese.code], [1, 1]);
        assert.ok(
          stderr.startsWith(`Error: The database ${named(here.url)} (DATABASE_MIGRATION_URL) is not empty; `),
          stderr,
        );
        assert.ok(inChinese.stderr.startsWith(`错误：数据库 ${named(here.url)}（DATABASE_MIGRATION_URL）不是空的；`));
        assert.doesNotMatch(stderr, /root|@/);
      });

      it('that an older version made is brought to this one', async () => {
        const old = join(freshFolder(), 'old');
        assertCode(await here.run('backup', old), 0);
        rewriteManifest(old, ({ steps, ...manifest }) => ({
          ...manifest,
          steps: steps.filter((name) => name !== '0025-restored-log'),
        }));
        rewriteTable(old, 'log_head', (lines) => lines.map((line) => withoutLast(line)));
        const there = await newPlace(engine);

        assertCode(await there.run('restore', old), 0);

        assertCode(await there.run('verify'), 0);
      });

      it('takes the proofs that an earlier one has by a link, and is whole without it', async () => {
        await sendProof(gate, lived, '%PDF-1.7 two %%EOF');
        const second = join(freshFolder(), 'second');

        assertCode(await here.run('backup', second, '--since', folder), 0);

        const files = (of: string) => readdirSync(join(of, 'evidence'), { recursive: true, encoding: 'utf8' });
        const kept = files(folder).find((name) => name.length > 60) ?? '';
        const inode = (of: string) => statSync(join(of, 'evidence', kept)).ino;
        assert.equal(manifestOf(second).evidence.files, 2);
        assert.equal(inode(second), inode(folder));
        assertCode(await here.run('backup', '--verify', second), 0);
      });
    });

    onOneOfThem(engine, 'what is left of a restore is read before any statement', () => {
      /** A restore that was over before it could be killed, on a machine that is busy with others, is begun elsewhere anew. */
      async function killedInTheMiddle() {
        for (;;) {
          const there = await newPlace(engine);
          const child = startGateCommand(['restore', folder], there.env);
          const ended = once(child, 'close');
          await until('it has begun', async () => child.exitCode !== null || (await hasBegun(there.url)));
          child.kill('SIGKILL');
          const [code] = await ended;
          if (code === null) return there;
          assert.equal(code, 0, 'a restore that nobody has killed has failed');
        }
      }

      it('is not taken for whole when its restore was killed, and is restored at the second try', async () => {
        const there = await killedInTheMiddle();

        const half = await Promise.all([there.run('migrate'), there.run('verify'), there.run('serve')]);
        const again = await there.run('restore', folder);

        assert.deepEqual(
          half.map(({ code }) => code),
          [1, 1, 1],
          JSON.stringify(half),
        );
        assert.match(half[0]?.stderr ?? '', /did not come to its end: run gate restore again/);
        assertCode(again, 0);
        assertCode(await there.run('verify'), 0);
      });
    });
  });
});

async function sendProof(gate: Gate, { office }: OrderHistory, content: string): Promise<void> {
  const path = `/v1/evidence-files?agencyCode=${office.agencyCode}&name=proof.pdf`;
  const headers = { 'content-type': 'application/pdf' };
  const { status } = await gate.installer.send('post', path, { bytes: Buffer.from(content), headers });
  assert.equal(status, 201);
}

/** The names of the private keys; the note beside them is made by the first start after a restore. */
function keysIn(dataDir: string): readonly string[] {
  return readdirSync(join(dataDir, 'keys')).filter(isKeyFile).toSorted();
}

async function lastLeafOf(url: string): Promise<unknown> {
  const db = openDatabase(url);
  const row = await db.reader('log_leaves').orderBy('log_index', 'desc').first('bytes');
  await db.close();
  return row.bytes;
}

/** Whether a restore has begun, and has rows in it. */
async function hasBegun(url: string): Promise<boolean> {
  if (url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length))) return false;
  const db = openDatabase(url);
  try {
    return (await db.reader.schema.hasTable('budget_lines')) && (await db.reader('agencies').first()) !== undefined;
  } finally {
    await db.close();
  }
}

function withoutLast(line: string): string {
  const parsed = JSON.parse(line);
  if (Array.isArray(parsed)) return JSON.stringify(parsed.slice(0, -1));
  return JSON.stringify({ ...parsed, columns: parsed.columns.slice(0, -1) });
}
