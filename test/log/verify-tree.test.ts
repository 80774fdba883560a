import assert from 'node:assert/strict';
import { type Database, inSnapshot, inTransaction } from '../../src/db/index.ts';
import {
  describeFault,
  Frontier,
  type GovernedDeps,
  governed,
  leafHash,
  type Verification,
  verifyLog,
} from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { countingIds, testClock } from '../support/gate.ts';
import { databaseForEachTest } from '../support/opened.ts';

/** Two whole blocks of kept subtrees and a ragged end of 32, 16 and 2 leaves. */
const LEAVES = 562;

describe('verifying the rows of the log', () => {
  onOneEngine('blocks are hashed, wherever they were read', (engine) => {
    const opened = databaseForEachTest(engine);

    beforeEach(() => appendLeaves(opened.db, LEAVES));

    const verify = (): Promise<Verification> => inSnapshot(opened.db, (tx) => verifyLog(tx));
    const run = async (...statements: readonly string[]): Promise<void> => {
      for (const statement of statements) await opened.db.writer.raw(statement);
    };
    const tamper = (...statements: readonly string[]): Promise<void> =>
      run('drop trigger log_leaves_no_update', 'drop trigger log_leaves_no_delete', ...statements);
    const kindsOf = ({ faults }: Verification): readonly string[] => faults.map(({ kind }) => kind);

    it('finds nothing in a log that nobody has touched', async () => {
      const verification = await verify();

      assert.equal(verification.isSound, true, JSON.stringify(verification.faults));
      assert.equal(verification.leaves, LEAVES);
      assert.equal(verification.size, LEAVES);
      assert.equal(verification.firstWrong, null);
      assert.equal(verification.rootHash.toString('hex'), await rootInHead(opened.db));
    });

    it('names the leaf of which one byte was changed', async () => {
      await tamper(
        `update log_leaves set bytes = replace(bytes, '"number":300', '"number":301') where log_index = 300`,
      );

      const verification = await verify();

      assert.deepEqual(verification.faults, [{ kind: 'changed', index: 300, upTo: 300 }]);
      assert.equal(verification.firstWrong, 300);
      assert.equal(verification.isSound, false);
    });

    it('finds the block in which a leaf was rewritten together with its own hash', async () => {
      const bytes = bytesOf(300).replace('"number":300', '"number":999');
      await tamper(`update log_leaves set bytes = '${bytes}', leaf_hash = '${hashOf(bytes)}' where log_index = 300`);

      const verification = await verify();

      assert.deepEqual(verification.faults, [{ kind: 'rewritten', index: 256, upTo: 511 }]);
      assert.equal(verification.firstWrong, 256);
    });

    it('finds the narrow end in which a leaf was rewritten together with its own hash', async () => {
      const bytes = bytesOf(561).replace('"number":561', '"number":999');
      await tamper(`update log_leaves set bytes = '${bytes}', leaf_hash = '${hashOf(bytes)}' where log_index = 561`);

      assert.deepEqual((await verify()).faults, [{ kind: 'rewritten', index: 560, upTo: 561 }]);
    });

    it('names leaves that are missing in the middle, and what stands behind them is not blamed', async () => {
      await tamper('delete from log_leaves where log_index in (40, 41, 300)');

      const verification = await verify();

      assert.deepEqual(verification.faults, [
        { kind: 'missing', index: 40, upTo: 41 },
        { kind: 'missing', index: 300, upTo: 300 },
      ]);
      assert.equal(verification.firstWrong, 40);
    });

    it('finds where a leaf was taken out and the rest moved up', async () => {
      await tamper('delete from log_leaves where log_index = 300');
      for (let index = 301; index < LEAVES; index += 1) {
        await opened.db
          .writer('log_leaves')
          .where({ log_index: index })
          .update({ log_index: index - 1 });
      }

      const verification = await verify();

      assert.deepEqual(kindsOf(verification), ['rewritten', 'truncated']);
      assert.equal(verification.firstWrong, 256);
    });

    it('names both leaves that changed places inside one block', async () => {
      await tamper(...exchanging(260, 410));

      const verification = await verify();

      assert.deepEqual(verification.faults, [
        { kind: 'swapped', index: 260, upTo: 260 },
        { kind: 'swapped', index: 410, upTo: 410 },
      ]);
      assert.equal(verification.firstWrong, 260);
    });

    it('names both leaves that changed places across blocks', async () => {
      await tamper(...exchanging(7, 550));

      assert.deepEqual(
        (await verify()).faults.map(({ kind, index }) => [kind, index]),
        [
          ['swapped', 7],
          ['swapped', 550],
        ],
      );
    });

    it('says from which leaf on the end was cut off', async () => {
      await tamper('delete from log_leaves where log_index >= 500');

      assert.deepEqual((await verify()).faults, [{ kind: 'truncated', index: 500, upTo: 561 }]);
    });

    it('finds an end that was cut off together with the head only by a root that was kept outside', async () => {
      const known = { size: LEAVES, rootHash: Buffer.from(await rootInHead(opened.db), 'hex') };
      await tamper('delete from log_leaves where log_index >= 500', 'delete from log_subtrees where position >= 1');
      await rewriteHead(opened.db, 500);

      assert.equal((await verify()).isSound, true);
      const verification = await inSnapshot(opened.db, (tx) => verifyLog(tx, { knownHeads: [known] }));
      assert.deepEqual(verification.faults, [{ kind: 'rolled-back', index: 500, upTo: 561 }]);
    });

    it('finds a log that was rewritten whole by a root that was kept outside, after the last one that still fits', async () => {
      const before = { size: 100, rootHash: rootOf(100) };
      const known = { size: LEAVES, rootHash: rootOf(LEAVES) };
      const bytes = bytesOf(300).replace('"number":300', '"number":999');
      await tamper(`update log_leaves set bytes = '${bytes}', leaf_hash = '${hashOf(bytes)}' where log_index = 300`);
      await rewriteHead(opened.db, LEAVES);

      const verification = await inSnapshot(opened.db, (tx) => verifyLog(tx, { knownHeads: [known, before] }));

      assert.deepEqual(verification.faults, [{ kind: 'known-head', index: 100, upTo: 561 }]);
    });

    it('finds leaves beyond the head', async () => {
      await tamper(
        `insert into log_leaves (log_index, type, subject, at, bytes, leaf_hash)
         values (${LEAVES}, 't', 's', '2026-06-01T01:00:00.000Z', '{}', '${hashOf('{}')}')`,
      );

      assert.deepEqual((await verify()).faults, [{ kind: 'surplus', index: LEAVES, upTo: LEAVES }]);
    });

    it('tells a kept subtree that is wrong from leaves that are', async () => {
      await run(`update log_subtrees set hash = '${'0'.repeat(64)}' where level = 8 and position = 1`);

      assert.deepEqual((await verify()).faults, [{ kind: 'subtree', index: 256, upTo: 511 }]);
    });

    it('finds a kept subtree that is gone, and one that cannot be there', async () => {
      await run(
        'delete from log_subtrees where position = 0',
        `insert into log_subtrees (level, position, hash) values (8, 2, '${'0'.repeat(64)}')`,
      );

      assert.deepEqual((await verify()).faults, [
        { kind: 'subtree', index: 0, upTo: 255 },
        { kind: 'subtree', index: 512, upTo: 767 },
      ]);
    });

    it('finds a head whose root was changed, and one whose frontier cannot be read', async () => {
      await run(`update log_head set root = '${'0'.repeat(64)}'`);
      assert.deepEqual(kindsOf(await verify()), ['head']);

      await run(`update log_head set root = '${rootOf(LEAVES).toString('hex')}', frontier = 'x'`);
      assert.deepEqual(kindsOf(await verify()), ['head']);
    });

    it('finds columns that do not say what the bytes say, bytes that say nothing, and time that goes back', async () => {
      await tamper(
        `update log_leaves set type = 'order.decided' where log_index = 5`,
        `update log_leaves set bytes = 'nothing' where log_index = 9`,
        `update log_leaves set at = '2020-01-01T00:00:00.000Z' where log_index = 20`,
      );

      const { faults } = await verify();

      assert.deepEqual(
        faults.map(({ kind, index }) => `${index} ${kind}`),
        ['5 columns', '9 changed', '9 unreadable', '20 time', '20 columns'],
      );
    });

    it('says what is wrong in both languages', async () => {
      await tamper('delete from log_leaves where log_index in (40, 41)');

      const [fault] = (await verify()).faults;

      assert.ok(fault);
      assert.equal(describeFault(fault).en, 'Leaves 40 to 41: missing');
      assert.equal(describeFault(fault)['zh-CN'], '第 40 至 41 条记录：缺失');
    });
  });
});

/** Rows whose places are exchanged, hash, columns and all: each row is still in order with itself. */
function exchanging(one: number, other: number): readonly string[] {
  const move = (from: number, to: number): string =>
    `update log_leaves set log_index = ${to} where log_index = ${from}`;
  return [move(one, -1), move(other, one), move(-1, other)];
}

const deps: GovernedDeps = { clock: testClock().now, newId: countingIds(), origin: 'gate.test' };

async function appendLeaves(db: Database, count: number): Promise<void> {
  await inTransaction(db, (tx) =>
    governed(tx, deps, async ({ append }) => {
      for (let number = 0; number < count; number += 1)
        append({ type: 'test.happened', subject: 'test/1', by: null, body: { number } });
    }),
  );
}

/** The bytes of a leaf as the governed act above writes them. */
function bytesOf(number: number): string {
  const at = '2026-06-01T01:00:00.000Z';
  return `{"at":"${at}","by":null,"gate":"gate.test","number":${number},"schema":"gate-leaf/1","subject":"test/1","type":"test.happened"}`;
}

function hashOf(bytes: string): string {
  return leafHash(bytes).toString('hex');
}

function rootOf(size: number): Buffer {
  const frontier = new Frontier(0, []);
  for (let number = 0; number < size; number += 1) frontier.append(leafHash(bytesOf(number)));
  return frontier.root();
}

async function rootInHead(db: Database): Promise<string> {
  const head: { root: string } | undefined = await db.reader('log_head').first();
  return head?.root ?? '';
}

/** What somebody with every right would do: head, frontier and kept subtrees made to fit the rows again. */
async function rewriteHead(db: Database, size: number): Promise<void> {
  const rows: { leaf_hash: string }[] = await db
    .writer('log_leaves')
    .where('log_index', '<', size)
    .orderBy('log_index');
  const frontier = new Frontier(0, []);
  for (const { leaf_hash: hash } of rows) {
    for (const { level, position, hash: node } of frontier.append(Buffer.from(hash, 'hex'))) {
      await db
        .writer('log_subtrees')
        .where({ level, position })
        .update({ hash: node.toString('hex') });
    }
  }
  const roots = JSON.stringify(frontier.roots.map((root) => root.toString('hex')));
  await db.writer('log_head').update({ size, root: frontier.root().toString('hex'), frontier: roots });
}
