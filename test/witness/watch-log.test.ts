import assert from 'node:assert/strict';
import { readFileSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inTransaction } from '../../src/db/index.ts';
import { secondsOf } from '../../src/kernel/index.ts';
import {
  governedAfterRestore,
  holdLog,
  printVerifierKey,
  recordGap,
  recordRestored,
  verifierKey,
} from '../../src/log/index.ts';
import { openWitness, rootIn, type WatchedGate, type WitnessFolder, watchLog } from '../../src/witness/index.ts';
import { runGate } from '../cli/gate-command.ts';
import { grow } from '../log/log-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { assertWhole, cutTo, headRow, sign, sizeNow, witnessOf } from './witness-support.ts';

onOneEngine('a witness knows a gate by its answers alone', (engine) => {
  describe('what a witness keeps', () => {
    let gate: Gate;
    let remote: WatchedGate;
    let folder: WitnessFolder;
    beforeEach(async () => {
      gate = await startGate({ engine });
      ({ folder, remote } = await witnessOf(gate));
    });
    afterEach(() => gate.close());

    const look = (asked = remote) => watchLog(folder, asked, secondsOf(gate.clock.now()));

    /** The gate, with something that happens after the first leaves of every fetch. */
    const withPause = (pause: () => Promise<void>): WatchedGate => ({
      ...remote,
      async *records(from, to) {
        for await (const some of remote.records(from, to)) {
          yield some;
          await pause();
        }
      },
    });

    it('is taken from where it stood when a fetch was broken off', async () => {
      await grow(gate, 300);
      await sign(gate);
      const broken = withPause(async () => {
        throw new Error('the line is dead');
      });

      await assert.rejects(look(broken), /the line is dead/);
      const { size, alarm } = await look();

      assert.deepEqual([size, alarm], [await sizeNow(gate), null]);
      assertWhole(folder);
    });

    it('is asked for again where a machine of the gate lags behind what was signed, and that is no fork', async () => {
      await sign(gate);
      const lagging: WatchedGate = { ...remote, records: (from, to) => remote.records(from, to - 1) };

      await assert.rejects(look(lagging), { code: 'witness.leaves_short' });
      const { size, alarm } = await look();

      assert.deepEqual([size, alarm], [await sizeNow(gate), null]);
      assertWhole(folder);
    });

    it('is not touched by who looks at it, or makes a key known, beside a fetch', async () => {
      await grow(gate, 300);
      await sign(gate);
      const announced = printVerifierKey(verifierKey('note', { name: gate.deps.origin, bytes: Buffer.alloc(32, 1) }));
      const beside = withPause(async () => {
        const other = openWitness(folder.path);
        other.save({ ...other.state(), trusted: [...other.state().trusted, announced] });
      });

      const { size, refusal } = await look(beside);

      assert.deepEqual([size, refusal], [await sizeNow(gate), null]);
      assertWhole(folder);
      assert.ok(folder.state().trusted.includes(announced));
    });

    it('is missed when it is gone, and not waited for', async () => {
      await sign(gate);
      await look();
      truncateSync(join(folder.path, 'leaves.jsonl'), folder.state().bytes - 1);

      const checked = await runGate(['witness', 'check', folder.path]);

      assert.equal(checked.code, 3, checked.stdout + checked.stderr);
      assert.match(checked.stdout, /do not lead to the root/);
      await assert.rejects(look(), { code: 'witness.leaves_lost' });
    });

    it('is no gap where one machine of the gate lags behind another', async () => {
      await sign(gate);
      await look();
      const { size } = folder.state();
      const answers = [size - 1];

      const { alarm } = await look({ ...remote, size: async () => answers.pop() ?? remote.size() });

      assert.equal(alarm, null);
    });

    it('stays where it is when more evidence comes under the same name', () => {
      const [one, other] = ['one', 'other'].map((content) => folder.keepBeside('alarms/fork-5.json', content));

      assert.deepEqual(
        [one, other].map((path = '') => [basename(path), readFileSync(path, 'utf8')]),
        [
          ['fork-5.json', 'one'],
          ['fork-5-2.json', 'other'],
        ],
      );
    });

    it('stands for what is missing in a gate that was restored, however short its log still is', async () => {
      await grow(gate, 3);
      const before = await headRow(gate);
      const size = Number(before.size);
      await grow(gate, 50);
      await sign(gate);
      await look();
      const known = { size: size + 50, rootHash: rootIn(folder.state()) };
      await cutTo(gate, size, before);
      await inTransaction(gate.db, holdLog);

      const unnamed = await look();
      const by = { keyId: 'key_local', personId: null };
      await inTransaction(gate.db, (tx) =>
        governedAfterRestore(tx, gate.deps, async (entry) => recordGap(entry, { by, reason: '磁盘损坏', known })),
      );
      await sign(gate);
      const named = await look();
      const kept = await runGate(['witness', 'accept-gap', folder.path]);
      const after = await look();

      const gap = { kind: 'gap', from: size, to: size + 50 };
      assert.deepEqual(
        [unnamed.alarm, named.alarm],
        [
          { ...gap, said: 'nothing' },
          { ...gap, said: 'gap' },
        ],
      );
      assert.equal(kept.code, 0, kept.stderr);
      assert.deepEqual([after.alarm, after.refusal, after.size], [null, null, size + 1]);
      assertWhole(folder);
    });

    it('is told apart from a gap with a name where that is of another log', async () => {
      await grow(gate, 3);
      const before = await headRow(gate);
      const size = Number(before.size);
      await grow(gate, 2);
      await sign(gate);
      await look();
      await cutTo(gate, size, before);
      await inTransaction(gate.db, holdLog);
      const by = { keyId: 'key_local', personId: null };
      const known = { size: size + 1, rootHash: Buffer.alloc(32, 1) };
      await inTransaction(gate.db, (tx) =>
        governedAfterRestore(tx, gate.deps, async (entry) => recordGap(entry, { by, reason: '磁盘损坏', known })),
      );
      await sign(gate);

      const { alarm } = await look();
      const checked = await runGate(['witness', 'check', folder.path]);
      const accepted = await runGate(['witness', 'accept-gap', folder.path]);

      assert.deepEqual(alarm, { kind: 'gap', from: size, to: size + 2, said: 'other' });
      assert.match(checked.stdout, /named it with a checkpoint that is not the one seen here/);
      assert.equal(accepted.code, 0, accepted.stderr);
      assert.equal((await look()).alarm, null);
    });

    it('is told apart from a gap with a name where the gate says that nothing is missing', async () => {
      await grow(gate, 3);
      const before = await headRow(gate);
      await grow(gate, 2);
      await sign(gate);
      await look();
      await cutTo(gate, Number(before.size), before);
      await inTransaction(gate.db, holdLog);
      const by = { keyId: 'key_local', personId: null };
      await inTransaction(gate.db, (tx) =>
        governedAfterRestore(tx, gate.deps, async (entry) => recordRestored(entry, { by, reason: null, known: null })),
      );
      await sign(gate);

      const { alarm } = await look();
      const checked = await runGate(['witness', 'check', folder.path]);

      const size = Number(before.size);
      assert.deepEqual(alarm, { kind: 'gap', from: size, to: size + 2, said: 'whole' });
      assert.match(checked.stdout, /says that nothing is missing, which is not true/);
    });

    it('is held against a gate whose shorter log goes on otherwise', async () => {
      await grow(gate, 3);
      const before = await headRow(gate);
      await grow(gate, 50);
      await sign(gate);
      await look();
      await cutTo(gate, Number(before.size), before);
      // Or the same leaves would be written once more.
      gate.clock.advance({ ms: 1 });
      await grow(gate, 2);

      assert.equal((await look()).alarm?.kind, 'fork');
    });
  });
});
