import assert from 'node:assert/strict';
import { join } from 'node:path';
import { freshFolder } from '../cli/gate-command.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import {
  assertCode,
  manifestOf,
  type Place,
  placeOf,
  placesForEachTest,
  rewriteTable,
  serveAt,
} from './backup-support.ts';

const inChinese = (place: Place): Place => ({ ...place, env: { ...place.env, GATE_LANGUAGE: 'zh-CN' } });

describe('an old backup that is restored', function () {
  this.timeout(180_000);

  onOneEngine('what is restored where is told by backup.test.ts', (engine) => {
    let gate: Gate;
    let office: Office;
    let folder: string;
    let there: Place;
    /** What a witness outside knows: more than the backup. */
    let known: string;
    let size: number;
    const newPlace = placesForEachTest();
    // Every test restores to a place of its own, so one gate and one backup serve them all.
    before(async () => {
      gate = await startGate({ engine, clock: testClock('2026-06-15T01:00:00.000Z') });
      office = await openOffice(gate);
      folder = join(freshFolder(), 'old');
      assertCode(await placeOf(gate.databaseUrl, gate.dataDir).run('backup', folder, '--with-keys'), 0);
      assert.equal((await office.submit(office.order())).status, 201);
      const { body } = await gate.installer.get('/v1/log/head');
      known = `${body.size}:${body.rootHash}`;
      size = manifestOf(folder).log.size;
    });
    beforeEach(async () => {
      there = await newPlace(engine);
    });
    after(() => gate.close());

    const submitTo = (url: string): Promise<Response> =>
      fetch(`${url}/v1/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${office.officer.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify(office.order()),
      });

    it('is a gap with a name: the gate takes nothing before somebody has said so, and then goes on with a leaf', async () => {
      const restored = await there.run('restore', folder, '--known', known);
      const waiting = await serveAt(there);
      const readiness = await fetch(`${waiting.url}/readyz`, {
        headers: { authorization: `Bearer ${gate.installer.secret}` },
      });
      const { checks } = (await readiness.json()) as { checks: { name: string; ok: boolean; detail: string }[] };
      const refused = await submitTo(waiting.url);
      const { code } = (await refused.json()) as { code: string };
      const read = await fetch(`${waiting.url}/v1/orders`, {
        headers: { authorization: `Bearer ${office.officer.secret}` },
      });
      const told = await waiting.end();
      const toldInChinese = await (await serveAt(inChinese(there))).end();
      const open = await there.run('verify', '--known', known);
      const withoutReason = await there.run('restore', '--accept-gap', '--known', known);
      const accepted = await there.run('restore', '--accept-gap', '--known', known, '--reason', '磁盘损坏');
      const again = await there.run('restore', '--accept-gap', '--known', known, '--reason', '磁盘损坏');
      const beyond = await there.run('verify', '--known', `${size + 2}:${Buffer.alloc(32).toString('base64')}`);
      const going = await serveAt(there);
      const taken = await submitTo(going.url);
      const toldAfter = await going.end();
      const verified = await there.run('verify', '--known', known);

      assert.equal(restored.code, 2, restored.stderr);
      assert.match(restored.stdout, new RegExp(`^A gap: leaves ${size} to ${size} \\(1 of them\\)`, 'm'));
      assert.deepEqual([readiness.status, refused.status, code, read.status], [503, 503, 'log.gap', 200]);
      assert.match(
        told,
        new RegExp(`^  ! This gate was restored from a backup at ${size} leaves, .* --accept-gap`, 'm'),
      );
      assert.match(toldInChinese, new RegExp(`^  ! 本闸口由备份恢复到第 ${size} 条记录，.* --accept-gap`, 'm'));
      assert.doesNotMatch(toldAfter, /restored from a backup/);
      assert.deepEqual(
        checks.filter(({ ok }) => !ok).map(({ name }) => name),
        ['log'],
      );
      assert.deepEqual([withoutReason.code, again.code], [1, 1]);
      assertCode(accepted, 0);
      assert.match(accepted.stdout, new RegExp(`^Leaf ${size} says so`, 'm'));
      assert.equal(taken.status, 201);
      assert.equal(open.code, 1);
      assert.match(
        open.stdout,
        new RegExp(`^A gap: .* leaves ${size} to ${size} are missing; nobody has said so yet`, 'm'),
      );
      assert.equal(beyond.code, 1);
      assert.match(beyond.stdout, /were signed for and are not there/);
      assertCode(verified, 0);
      assert.match(
        verified.stdout,
        new RegExp(`^A gap: leaves ${size} to ${size} were lost .*; the new leaf ${size} says so`, 'm'),
      );
      assert.match(
        verified.stdout,
        new RegExp(`^What is known of size ${size + 1} lies in the gap and was not compared`, 'm'),
      );
    });

    it('goes on by itself where nothing more is known outside', async () => {
      const { log } = manifestOf(folder);
      const restored = await there.run('restore', folder, '--known', `${log.size}:${log.rootHash}`);

      assertCode(restored, 0);
      const { code, stderr } = await there.run('restore', '--accept-gap', '--known', known, '--reason', 'late');
      assert.equal(code, 1);
      assert.match(stderr, /does not wait/);
    });

    it("goes on after nobody else's log, whatever larger one is known", async () => {
      const other = `${size - 1}:${Buffer.alloc(32).toString('base64')}`;
      assert.equal((await there.run('restore', folder, '--known', known)).code, 2);

      const refused = await there.run(
        ...['restore', '--accept-gap', '--known', other, '--known', known, '--reason', '磁盘损坏'],
      );

      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /has another root than the one that is known outside/);
      assertCode(await there.run('restore', '--accept-gap', '--known', known, '--reason', '磁盘损坏'), 0);
    });

    it('whose tables differ from its log goes on only after somebody has said so', async () => {
      const changed = join(freshFolder(), 'changed');
      assertCode(await placeOf(gate.databaseUrl, gate.dataDir).run('backup', changed), 0);
      rewriteTable(changed, 'agencies', (lines) =>
        lines.map((line, at) => (at === 0 ? line : line.replace('party-government-organ', 'direct-institution'))),
      );

      const restored = await there.run('restore', changed);
      const accepted = await there.run('restore', '--accept-gap', '--reason', '表已核对');

      assert.equal(restored.code, 2, restored.stderr);
      assert.match(restored.stdout, /^agencies: kind of \S+ is direct-institution, and leaf \d+ says/m);
      assert.match(restored.stdout, /^Tables of the backup differ from its log/m);
      assertCode(accepted, 0);
    });

    it('is put to no use when what is known outside is another log', async () => {
      const { log } = manifestOf(folder);
      const restored = await there.run(
        'restore',
        folder,
        '--known',
        `${log.size}:${Buffer.alloc(32).toString('base64')}`,
      );

      assert.equal(restored.code, 1);
      assert.match(restored.stderr, /not put to use/);
      assert.equal((await there.run('verify')).code, 1);
    });
  });
});
