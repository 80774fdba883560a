import assert from 'node:assert/strict';
import { rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { watchedGate } from '../../src/cli/witness-gate.ts';
import { inTransaction } from '../../src/db/index.ts';
import { secondsOf } from '../../src/kernel/index.ts';
import {
  governed,
  governedAfterRestore,
  holdLog,
  keyFolder,
  listSigningKeys,
  printVerifierKey,
  recordGap,
  recordRestored,
  recordSigningKey,
  verifierKey,
} from '../../src/log/index.ts';
import {
  createWitness,
  openWitness,
  rootIn,
  treeOf,
  type WatchedGate,
  type WitnessFolder,
  watchLog,
} from '../../src/witness/index.ts';
import { freshFolder, runGate } from '../cli/gate-command.ts';
import { grow } from '../log/log-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { cutTo, headRow, sign } from './witness-support.ts';

const NAME = 'audit.jingzhou.test';

forEachEngine((engine) => {
  describe('what a witness keeps', () => {
    let gate: Gate;
    let remote: WatchedGate;
    let folder: WitnessFolder;
    beforeEach(async () => {
      gate = await startGate({ engine });
      const { secret: key = '' } = await gate.as('machine', { scopes: ['log:read', 'log:cosign'] });
      remote = watchedGate({ url: gate.url, key }, 'en');
      const { body } = await gate.nobody.get('/v1/log/keys');
      const settings = { gate: gate.url, origin: gate.deps.origin, name: NAME };
      folder = createWitness(join(freshFolder(), 'witness'), settings, body.items[0].verifierKey);
      const { bytes } = folder.signer;
      const wish = { name: NAME, publicKey: bytes.toString('base64url'), reason: '审计局见证' };
      assert.equal((await gate.installer.post('/v1/log/witnesses', wish)).status, 201);
    });
    afterEach(() => gate.close());

    const look = (asked = remote) => watchLog(folder, asked, secondsOf(gate.clock.now()));

    /** Its leaves lead to the root that it has cosigned, and there is nothing behind them. */
    const assertWhole = (): void => {
      const state = folder.state();
      const { frontier } = treeOf(folder.records(), state.size);
      assert.deepEqual([frontier.size, frontier.root()], [state.size, rootIn(state)]);
      assert.equal(statSync(join(folder.path, 'leaves.jsonl')).size, state.bytes);
    };

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

      assert.deepEqual([size, alarm], [await sizeNow(), null]);
      assertWhole();
    });

    it('is asked for again where a machine of the gate lags behind what was signed, and that is no fork', async () => {
      await sign(gate);
      const lagging: WatchedGate = { ...remote, records: (from, to) => remote.records(from, to - 1) };

      await assert.rejects(look(lagging), { code: 'witness.leaves_short' });
      const { size, alarm } = await look();

      assert.deepEqual([size, alarm], [await sizeNow(), null]);
      assertWhole();
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

      assert.deepEqual([size, refusal], [await sizeNow(), null]);
      assertWhole();
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

    it('follows an ordinary change of the key by itself', async () => {
      await sign(gate);
      await look();

      const next = await replaceKey({ isReplacedCompromised: false });
      await sign(gate);
      const learnt = await look();
      await grow(gate, 2);
      await sign(gate);
      const after = await look();

      assert.deepEqual([learnt.alarm, after.alarm, after.refusal], [null, null, null]);
      assert.equal(after.size, await sizeNow());
      assert.ok(folder.state().trusted.includes(next));
    });

    it('waits for a person where the key before was lost', async () => {
      await sign(gate);
      await look();
      rmSync(join(gate.dataDir, 'keys', await keyFile()));

      const next = await replaceKey({ isReplacedCompromised: false });
      await sign(gate);

      assert.equal((await look()).alarm?.kind, 'key');
      assert.equal((await runGate(['witness', 'trust', folder.path, '--vkey', next])).code, 0);
      assert.equal((await look()).alarm, null);
      assertWhole();
    });

    it('waits for a person where somebody else may have the key before, and never believes that one again', async () => {
      await sign(gate);
      await look();
      const [stolen] = folder.state().trusted;

      const next = await replaceKey({ isReplacedCompromised: true });
      await sign(gate);
      const refused = await look();
      await runGate(['witness', 'trust', folder.path, '--vkey', next]);
      const trusted = await look();

      assert.deepEqual([refused.alarm?.kind, refused.size, trusted.alarm], ['key', refused.size, null]);
      assert.deepEqual(folder.state().trusted, [next]);
      assert.notEqual(stolen, next);
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
      assertWhole();
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

    const sizeNow = async (): Promise<number> => Number((await headRow(gate)).size);

    async function keyFile(): Promise<string> {
      const known = await inTransaction(gate.db, (tx) => listSigningKeys(tx, 'log'));
      return `log-${known.at(-1)?.kid}.pem`;
    }

    /** Another key of the log, as two people or the local command bring it into use; answers it as others write it. */
    async function replaceKey({ isReplacedCompromised }: { readonly isReplacedCompromised: boolean }): Promise<string> {
      const key = keyFolder(gate.dataDir).make('log');
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, async (entry) => {
          recordSigningKey(entry, { purpose: 'log', key, by: null, isReplacedCompromised, reason: null });
        }),
      );
      return printVerifierKey(verifierKey('note', { name: gate.deps.origin, bytes: key.bytes }));
    }
  });
});
