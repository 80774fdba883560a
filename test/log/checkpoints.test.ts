import assert from 'node:assert/strict';
import { join } from 'node:path';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { plusMs, systemClock } from '../../src/kernel/index.ts';
import { signDueCheckpoint, signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import {
  governed,
  type KeyFolder,
  keyFolder,
  openCheckpoint,
  parseVerifierKey,
  recordSigningKey,
  type VerifierKey,
  verifyConsistency,
  verifyLog,
} from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { grow } from './log-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('checkpoints', () => {
    let gate: Gate;
    let keys: KeyFolder;
    beforeEach(async () => {
      gate = await startGate({ engine });
      keys = keyFolder(gate.dataDir);
    });
    afterEach(() => gate.close());

    const deps = () => ({ ...gate.deps, keys });
    const sizes = async (): Promise<readonly number[]> => {
      const rows: { size: number }[] = await gate.db.reader('log_checkpoints').orderBy('size').select('size');
      return rows.map(({ size }) => Number(size));
    };

    it('sign the head with the key of the log, and are given out as the exact note', async () => {
      const audit = await gate.as('audit');
      assert.equal((await audit.get('/v1/log/checkpoint')).body.code, 'log.no_checkpoint');
      assert.equal(await signDueCheckpoint(gate.db, deps()), true);

      const { text, headers } = await audit.get('/v1/log/checkpoint');
      const { body: head } = await audit.get('/v1/log/head');
      const opened = openCheckpoint(text, await logKeys(gate));

      assert.match(String(headers['content-type']), /^text\/plain/);
      assert.deepEqual(
        [opened?.checkpoint.origin, opened?.checkpoint.size, opened?.checkpoint.rootHash.toString('base64')],
        ['genuine-gate.local', head.size, head.rootHash],
      );
      const { body } = await audit.get('/v1/log/checkpoint', { accept: 'application/json' });
      assert.deepEqual([body.note, body.size, body.cosignatures], [text, head.size, 0]);
    });

    it('come when something is new, and not more often than needed', async () => {
      const signed: boolean[] = [];
      const look = async () => signed.push(await signDueCheckpoint(gate.db, deps()));
      await look();
      await look();
      await grow(gate, 3);
      await look();
      gate.clock.advance({ ms: 45_000 });
      await look();
      gate.clock.advance({ days: 1 });
      await look();

      assert.deepEqual(signed, [true, false, false, true, false]);
      await grow(gate, 1);
      assert.equal(await signNow(gate.db, deps()), true);
      assert.equal(await signNow(gate.db, deps()), false);
    });

    it('are listed by size, and each proves to hold the one before', async () => {
      const audit = await gate.as('audit');
      for (const leaves of [1, 5, 300, 2]) {
        await grow(gate, leaves);
        await signNow(gate.db, deps());
      }
      const { body: first } = await audit.get('/v1/log/checkpoints?limit=2');
      const { body: rest } = await audit.get(`/v1/log/checkpoints?after=${first.next}`);
      const all = [...first.items, ...rest.items];
      assert.deepEqual(
        all.map(({ size }) => size),
        await sizes(),
      );
      const { body: later } = await audit.get(`/v1/log/checkpoints?from=${all[2].size}`);
      assert.deepEqual(later.items, all.slice(2));
      const { body: newest } = await audit.get('/v1/log/checkpoints?limit=2&sort=-size');
      const { body: older } = await audit.get(`/v1/log/checkpoints?sort=-size&after=${newest.next}`);
      assert.deepEqual([...newest.items, ...older.items], all.toReversed());
      for (const [place, checkpoint] of all.slice(1).entries()) {
        const before = all[place];
        const { body } = await audit.get(`/v1/log/proofs/consistency?from=${before.size}&to=${checkpoint.size}`);
        assert.deepEqual([body.fromRootHash, body.toRootHash], [before.rootHash, checkpoint.rootHash]);
        assert.equal(isProven(body), true);
      }
    });

    it('are refused where the log no longer holds what was signed', async () => {
      await grow(gate, 5);
      await signNow(gate.db, deps());
      const { size } = await gate.db.reader('log_head').first();
      await gate.db.writer.raw('drop trigger log_leaves_no_update');
      await gate.db
        .writer('log_leaves')
        .where({ log_index: Number(size) - 2 })
        .update({ leaf_hash: 'ab'.repeat(32) });
      await grow(gate, 1);

      await assert.rejects(signNow(gate.db, deps()), /does not hold what was signed/);
      assert.equal((await sizes()).length, 1);
    });

    it('are signed by the next key from its leaf on, the first by the one before as well, and those before still verify', async () => {
      await signNow(gate.db, deps());
      const key = keys.make('log');
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, async (entry) => {
          recordSigningKey(entry, { purpose: 'log', key, by: null, isReplacedCompromised: false, reason: null });
        }),
      );
      await signNow(gate.db, deps());
      await grow(gate, 1);
      await signNow(gate.db, deps());

      const { body } = await (await gate.as('audit')).get('/v1/log/checkpoints');
      const known = await logKeys(gate);
      const signers = body.items.map(({ note }: { note: string }) =>
        known.map((each) => openCheckpoint(note, [each]) !== undefined),
      );
      assert.deepEqual(signers, [
        [true, false],
        [true, true],
        [false, true],
      ]);
      assert.equal(body.items[1].kid, key.kid);
      const { isSound } = await inSnapshot(gate.db, (tx) => verifyLog(tx));
      assert.equal(isSound, true);
    });

    it('cannot be changed or deleted by accident', async () => {
      await signNow(gate.db, deps());
      await assert.rejects(async () => gate.db.writer('log_checkpoints').update({ note: '' }), /never changed/);
      await assert.rejects(async () => gate.db.writer('log_checkpoints').delete(), /never changed/);
    });
  });

  describe('leaves that nobody can sign for', () => {
    let gate: Gate;
    before(async () => {
      // Readiness compares the gate's clock with that of the database, so it must be right in the end.
      gate = await startGate({ engine, clock: testClock(plusMs(systemClock(), -121_000)) });
    });
    after(() => gate.close());

    it('are told to whoever watches', async () => {
      const warnings = async () => {
        const { status, body } = await gate.installer.get('/readyz');
        assert.equal(status, 200, JSON.stringify(body));
        return body.checks.filter(({ name }: { name: string }) => name === 'log-checkpoints');
      };
      const keys = keyFolder(gate.dataDir);
      const blind = { ...gate.deps, keys: keyFolder(join(gate.dataDir, 'elsewhere')) };
      await assert.rejects(signNow(gate.db, blind), { code: 'signing_key.missing' });
      gate.clock.advance({ ms: 121_000 });

      const [warning] = await warnings();

      assert.match(warning.detail, /^有 \d+ 条记录尚无检查点签署，最早的写于 20/);
      assert.equal(warning.ok, true);
      assert.match(await gate.registry.metrics(), /^gate_log_unsigned_seconds 121$/m);
      await signNow(gate.db, { ...gate.deps, keys });
      assert.match(await gate.registry.metrics(), /^gate_log_unsigned_seconds 0$/m);
      assert.deepEqual(await warnings(), []);
    });
  });

  describe('consistency proofs', () => {
    let gate: Gate;
    let size: number;
    before(async () => {
      gate = await startGate({ engine });
      await grow(gate, 600);
      size = Number((await gate.db.reader('log_head').first()).size);
    });
    after(() => gate.close());

    it('hold between any two sizes, across kept subtrees and ragged ends', async () => {
      const audit = await gate.as('audit', { who: 'the prover' });
      const places = [1, 2, 3, 7, 8, 255, 256, 257, 383, 511, 512, 513, size - 1, size];
      for (const from of places) {
        for (const to of places.filter((each) => each >= from)) {
          const { status, body } = await audit.get(`/v1/log/proofs/consistency?from=${from}&to=${to}`);
          assert.equal(status, 200);
          assert.equal(isProven(body), true, `${from} to ${to}`);
        }
      }
    });

    it('are refused for what the log has not reached', async () => {
      const audit = await gate.as('audit', { who: 'the prover' });
      const pointerOf = async (query: string) => {
        const { status, body } = await audit.get(`/v1/log/proofs/consistency?${query}`);
        return [status, body.code, body.errors[0].pointer];
      };
      assert.deepEqual(await pointerOf('from=5&to=100000'), [422, 'log.not_reached', '/query/to']);
      assert.deepEqual(await pointerOf('from=5&to=4'), [422, 'log.not_reached', '/query/from']);
      assert.deepEqual(await pointerOf('from=100000'), [422, 'log.not_reached', '/query/from']);
      assert.equal((await audit.get('/v1/log/proofs/consistency?from=0')).status, 400);
    });
  });
});

async function logKeys(gate: Gate): Promise<readonly VerifierKey[]> {
  const { body } = await gate.nobody.get('/v1/log/keys');
  return body.items.map(({ verifierKey }: { verifierKey: string }) => parseVerifierKey(verifierKey));
}

interface ProofBody {
  readonly from: number;
  readonly to: number;
  readonly fromRootHash: string;
  readonly toRootHash: string;
  readonly hashes: readonly string[];
}

function isProven({ from, to, fromRootHash, toRootHash, hashes }: ProofBody): boolean {
  return verifyConsistency({
    fromSize: BigInt(from),
    toSize: BigInt(to),
    fromRoot: Buffer.from(fromRootHash, 'base64'),
    toRoot: Buffer.from(toRootHash, 'base64'),
    proof: hashes.map((hash) => Buffer.from(hash, 'base64')),
  });
}
