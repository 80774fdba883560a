import assert from 'node:assert/strict';
import type { Tx } from '../../src/db/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import {
  type Checkpoint,
  describeDifference,
  describeFault,
  Frontier,
  keyFolder,
  leafHash,
  parseCheckpoint,
  parseNote,
  printNote,
  signCheckpoint,
  type Verification,
  verifyLog,
} from '../../src/log/index.ts';
import { parseLeaf } from '../../src/proof/projections/gate-projections.ts';
import { referenceProjection } from '../../src/reference/index.ts';
import { SUPPLIER } from '../../src/suppliers/supplier.ts';
import { findAfter } from '../orders/history/history-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { grow } from './log-support.ts';

forEachEngine('statements', (engine) => {
  describe('what somebody who may do everything with the database cannot hide', () => {
    let gate: Gate;
    let size: number;
    let middle: number;
    let supplier: { readonly code: string; readonly logIndex: number };
    let newest: Checkpoint;
    before(async () => {
      gate = await startGate({ engine });
      const creditCode = given.creditCode('supplier');
      const { status } = await gate.installer.post('/v1/suppliers', { creditCode, name: '测试供应商', affiliates: [] });
      assert.equal(status, 201);
      const row = await gate.db.reader('suppliers').where({ credit_code: creditCode }).first('log_index');
      supplier = { code: creditCode, logIndex: Number(row.log_index) };
      await grow(gate, 300);
      await sign();
      middle = await sizeNow();
      await grow(gate, 40);
      await sign();
      size = await sizeNow();
      const { note } = await gate.db.reader('log_checkpoints').orderBy('size', 'desc').first('note');
      const checkpoint = parseCheckpoint(parseNote(note)?.text ?? '');
      assert.ok(checkpoint);
      newest = checkpoint;
      for (const table of ['log_leaves', 'log_checkpoints']) {
        for (const act of ['update', 'delete']) await gate.db.writer.raw(`drop trigger ${table}_no_${act}`);
      }
    });
    after(() => gate.close());

    const sign = () => signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
    const sizeNow = async () => Number((await gate.db.reader('log_head').first('size')).size);
    const verify =
      (outside: readonly Checkpoint[]) =>
      (tx: Tx): Promise<Verification> =>
        verifyLog(tx, { parse: parseLeaf, projections: [referenceProjection(SUPPLIER)], knownHeads: outside });

    /** What is printed after an attack, in both languages; the attack is taken back. */
    async function printedAfter(attack: (tx: Tx) => Promise<unknown>, outside: readonly Checkpoint[] = []) {
      const { faults, differences, firstWrong } = await findAfter(gate, attack, verify(outside));
      const words = [...faults.map(describeFault), ...differences.map(describeDifference)];
      return { en: words.map(({ en }) => en), zh: words.map((text) => text['zh-CN']), firstWrong };
    }

    it('is nothing, as long as nobody has touched it', async () => {
      assert.deepEqual(await printedAfter(async () => undefined, [newest]), { en: [], zh: [], firstWrong: null });
    });

    it('is a changed byte', async () => {
      const attack = (tx: Tx) =>
        tx('log_leaves')
          .where({ log_index: 100 })
          .update({ bytes: tx.raw('replace(bytes, ?, ?)', ['"build":"x"', '"build":"y"']) });

      assert.deepEqual(await printedAfter(attack), {
        en: ['Leaf 100: the bytes do not give the hash that is kept beside them; they were changed'],
        zh: ['第 100 条记录：内容与保存的散列不符，已被改动'],
        firstWrong: 100,
      });
    });

    it('is a deleted tail', async () => {
      const attack = (tx: Tx) =>
        tx('log_leaves')
          .where('log_index', '>=', size - 10)
          .delete();

      assert.deepEqual(await printedAfter(attack), {
        en: [`Leaves ${size - 10} to ${size - 1}: the end of the log was cut off`],
        zh: [`第 ${size - 10} 至 ${size - 1} 条记录：日志末尾被截断`],
        firstWrong: size - 10,
      });
    });

    it('is a deleted middle', async () => {
      const attack = (tx: Tx) => tx('log_leaves').where('log_index', '>=', 50).where('log_index', '<', 53).delete();

      assert.deepEqual(await printedAfter(attack), {
        en: ['Leaves 50 to 52: missing'],
        zh: ['第 50 至 52 条记录：缺失'],
        firstWrong: 50,
      });
    });

    it('are two rows that changed places', async () => {
      const attack = async (tx: Tx) => {
        for (const [from, to] of [
          [60, -1],
          [61, 60],
          [-1, 61],
        ]) {
          await tx('log_leaves').where({ log_index: from }).update({ log_index: to });
        }
      };

      assert.deepEqual(await printedAfter(attack), {
        en: ['Leaf 60: has changed places with another leaf', 'Leaf 61: has changed places with another leaf'],
        zh: ['第 60 条记录：与另一条记录互换了位置', '第 61 条记录：与另一条记录互换了位置'],
        firstWrong: 60,
      });
    });

    it('is a log that was rewritten with all its hashes', async () => {
      const attack = async (tx: Tx) => {
        const { bytes } = await tx('log_leaves').where({ log_index: 320 }).first('bytes');
        await rewrite(tx, { size, changed: new Map([[320, String(bytes).replace('"build":"x"', '"build":"y"')]]) });
      };

      assert.deepEqual(await printedAfter(attack), {
        en: [
          `Leaves ${middle} to ${size - 1}: do not lead to a checkpoint that was signed; all of it was rewritten, hashes included`,
        ],
        zh: [`第 ${middle} 至 ${size - 1} 条记录：不再通向已签署的检查点：整段被改写，散列也已重算`],
        firstWrong: middle,
      });
    });

    it('is an old backup, to whoever has kept a checkpoint elsewhere', async () => {
      const attack = async (tx: Tx) => {
        await tx('log_leaves').where('log_index', '>=', middle).delete();
        await tx('log_checkpoints').where('size', '>', middle).delete();
        await rewrite(tx, { size: middle, changed: new Map() });
      };

      assert.deepEqual((await printedAfter(attack)).en, []);
      assert.deepEqual(await printedAfter(attack, [newest]), {
        en: [
          `Leaves ${middle} to ${size - 1}: were signed for and are not there; the log was taken back, as by restoring an old backup`,
        ],
        zh: [`第 ${middle} 至 ${size - 1} 条记录：曾签署而现已不存在：日志被退回旧状态，例如恢复了旧备份`],
        firstWrong: middle,
      });
    });

    it('is an old backup under a leaf that claims whatever came after it for a gap', async () => {
      const claim = (at: number, gap: object) => async (tx: Tx) => {
        const row = await tx('log_leaves').where({ log_index: at }).first();
        const leaf = { type: 'log.gap_accepted', subject: 'gate/log', at: row.at };
        const bytes = JSON.stringify({ ...leaf, ...gap });
        await tx('log_leaves').where({ log_index: at }).update(leaf);
        await tx('log_leaves').where('log_index', '>', Math.max(at, middle)).delete();
        await tx('log_checkpoints').delete();
        await rewrite(tx, { size: Math.max(at, middle) + 1, changed: new Map([[at, bytes]]) });
      };
      const early = { ...newest, size: middle - 10, rootHash: Buffer.alloc(32, 7) };

      const shortened = await printedAfter(claim(middle, { from: middle, to: 1_000_000 }), [newest]);
      const rewritten = await printedAfter(claim(200, { from: 0, to: 1_000_000 }), [early]);
      const named = await printedAfter(claim(200, { from: 200, to: 1_000_000 }), [early]);

      assert.deepEqual(shortened.en, [
        `Leaves ${middle + 1} to ${size - 1}: were signed for and are not there; the log was taken back, as by restoring an old backup`,
      ]);
      assert.match(String(rewritten.en), /do not lead to a checkpoint that was signed/);
      assert.deepEqual(named.en, []);
    });

    it('is a gap whose end is named by another root than the one that is known, and two of one size within it', async () => {
      const end = middle + 20;
      const lost = (at: number, byte: number): Checkpoint => ({
        ...newest,
        size: at,
        rootHash: Buffer.alloc(32, byte),
      });
      const gap = { from: middle, to: end, known: { size: end, rootHash: lost(end, 7).rootHash.toString('base64') } };
      const attack = async (tx: Tx) => {
        const { at } = await tx('log_leaves').where({ log_index: middle }).first('at');
        const leaf = { type: 'log.gap_accepted', subject: 'gate/log', at };
        await tx('log_leaves').where({ log_index: middle }).update(leaf);
        await tx('log_checkpoints').delete();
        await rewrite(tx, { size, changed: new Map([[middle, JSON.stringify({ ...leaf, ...gap })]]) });
      };

      const same = await printedAfter(attack, [lost(end, 7), lost(end - 5, 1)]);
      const other = await printedAfter(attack, [lost(end, 8)]);
      const twice = await printedAfter(attack, [lost(end - 5, 1), lost(end - 5, 2)]);

      assert.deepEqual(same.en, []);
      assert.match(String(other.en), new RegExp(`^Leaf ${end - 1}: is the last of a gap that a leaf names by another`));
      assert.match(String(other.zh), /所说明的缺口止于此处/);
      assert.match(String(twice.en), new RegExp(`^Leaf ${end - 6}: .*two different checkpoints were signed`));
    });

    it('is a checkpoint that was deleted, as long as the word of a witness for it is there', async () => {
      const row = { size, root: newest.rootHash.toString('hex'), witness: 'x', at: gate.clock.now(), line: 'x' };
      const attack = async (tx: Tx) => {
        await tx('log_cosignatures').insert(row);
        await tx('log_checkpoints').where({ size }).delete();
      };

      assert.deepEqual(await printedAfter(attack), {
        en: [`Leaf ${size - 1}: a witness cosigned a checkpoint that ends here, and it is not there any more`],
        zh: [`第 ${size - 1} 条记录：见证方曾联署止于此处的检查点，该检查点现已不存在`],
        firstWrong: size - 1,
      });
    });

    it('are two checkpoints of one size, in the database or one of them elsewhere', async () => {
      const other = { ...newest, rootHash: Buffer.alloc(32, 7) };
      const insert = async (tx: Tx) => {
        const row = await tx('log_checkpoints').where({ size }).first();
        const key = keyFolder(gate.dataDir).read('log', row.kid);
        assert.ok(key);
        const note = printNote(signCheckpoint(other, key));
        await tx('log_checkpoints').insert({ ...row, root: other.rootHash.toString('hex'), note });
      };
      const printed = {
        en: [`Leaf ${size - 1}: is the last of a size for which two different checkpoints were signed`],
        zh: [`第 ${size - 1} 条记录：对同一大小签署过两个不同的检查点`],
        firstWrong: size - 1,
      };

      assert.deepEqual(await printedAfter(insert), printed);
      assert.deepEqual(await printedAfter(async () => undefined, [other]), printed);
    });

    it('is a checkpoint that the key of its time has not signed, or that says something else', async () => {
      const attacks: readonly ((tx: Tx) => Promise<unknown>)[] = [
        (tx) =>
          tx('log_checkpoints')
            .where({ size })
            .update({ note: tx.raw('replace(note, ?, ?)', [`\n${size}\n`, `\n${size + 1}\n`]) }),
        (tx) => tx('log_checkpoints').where({ size }).update({ kid: 'x' }),
        (tx) =>
          tx('log_checkpoints')
            .where({ size })
            .update({ root: 'ab'.repeat(32) }),
      ];
      for (const attack of attacks) {
        const { en } = await printedAfter(attack);
        assert.deepEqual(en, [
          `Leaf ${size - 1}: the checkpoint that ends here is not signed by the key of its time, or says something else`,
        ]);
      }
      const strange = { size, root: newest.rootHash.toString('hex'), witness: 'x', at: gate.clock.now(), line: 'x' };
      const { en } = await printedAfter((tx) => tx('log_cosignatures').insert(strange));
      assert.deepEqual(en, [`Leaf ${size - 1}: a cosignature of the checkpoint that ends here is not good`]);
    });

    it('is a table that does not show what the log says', async () => {
      const { code, logIndex } = supplier;
      const attack = (tx: Tx) => tx('suppliers').where({ credit_code: code }).update({ name: '别的公司' });

      assert.deepEqual(await printedAfter(attack), {
        en: [`suppliers: name of ${code} is 别的公司, and leaf ${logIndex} says 测试供应商`],
        zh: [`suppliers：${code} 的 name 为 别的公司，日志第 ${logIndex} 条为 测试供应商`],
        firstWrong: logIndex,
      });
    });
  });
});

/** Writes leaves anew with their hashes, and then every hash above them, as somebody does who knows how the log is made. */
async function rewrite(
  tx: Tx,
  { size, changed }: { readonly size: number; readonly changed: ReadonlyMap<number, string> },
): Promise<void> {
  for (const [logIndex, bytes] of changed) {
    const hash = leafHash(bytes).toString('hex');
    await tx('log_leaves').where({ log_index: logIndex }).update({ bytes, leaf_hash: hash });
  }
  const rows: { leaf_hash: string }[] = await tx('log_leaves').orderBy('log_index').limit(size).select('leaf_hash');
  const frontier = new Frontier(0, []);
  const subtrees = rows.flatMap((row) => frontier.append(Buffer.from(row.leaf_hash, 'hex')));
  await tx('log_subtrees').delete();
  for (const { level, position, hash } of subtrees) {
    await tx('log_subtrees').insert({ level, position, hash: hash.toString('hex') });
  }
  const roots = JSON.stringify(frontier.roots.map((root) => root.toString('hex')));
  await tx('log_head').update({ size, root: frontier.root().toString('hex'), frontier: roots });
}
