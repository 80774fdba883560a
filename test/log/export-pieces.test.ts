import assert from 'node:assert/strict';
import type { Engine } from '../../src/db/index.ts';
import { leafHash } from '../../src/log/index.ts';
import { exportPieces } from '../../src/proof/log/export-routes.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { readsByTurn, shareNoTurn, type TimedStatement } from '../support/turns.ts';

/** So many leaves are read in one turn of the loop, and so many characters printed. */
const LEAVES_MAX = 20;
const CHARACTERS_MAX = 220_000;

/** Each leaf some sixty thousand characters longer. */
const PADDED: Readonly<Record<Engine, string>> = {
  sqlite: 'bytes || hex(zeroblob(30000))',
  mysql: "concat(bytes, repeat('0', 60000))",
};

onOneEngine('other files run its statements on both', (engine) => {
  describe('an export of the log', () => {
    let gate: Gate;
    let audit: Caller;
    let first: string;
    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      const office = await openOffice(gate);
      const orders = Array.from({ length: 2 * LEAVES_MAX + 5 }, () => office.order());
      assert.equal((await office.officer.post('/v1/orders/batch', { orders })).status, 200);
      first = await exported();
    });
    after(() => gate.close());

    const exported = async (): Promise<string> => {
      const answer = await fetch(`${gate.url}/v1/log/export`, { headers: { authorization: `Bearer ${audit.secret}` } });
      assert.equal(answer.status, 200);
      return answer.text();
    };
    const ofLeaves = (statements: readonly TimedStatement[]): readonly TimedStatement[] =>
      statements.filter(({ sql }) =>
        /^select .log_index., .type., .subject., .at., .bytes., .leaf_hash. from .log_leaves. where/.test(sql),
      );

    it('has every leaf with its bytes, then where the log ends', async () => {
      const lines = first
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const leaves: readonly { readonly bytes: string; readonly leaf_hash: string }[] = await gate.db
        .reader('log_leaves')
        .orderBy('log_index');

      assert.ok(leaves.length > 2 * LEAVES_MAX, `${leaves.length} leaves are several pieces`);
      assert.deepEqual(
        lines.slice(0, leaves.length),
        leaves.map(({ bytes }, index) => ({ index, record: bytes })),
      );
      assert.equal(lines.at(-1).size, leaves.length);
      for (const { bytes, leaf_hash } of leaves) assert.equal(leafHash(bytes).toString('hex'), leaf_hash);
    });

    it('is read in small pieces, no two of them in one turn of the loop, though several ask at once', async () => {
      const texts: string[] = [];
      const statements = await readsByTurn(gate.db, async () => {
        texts.push(...(await Promise.all([exported(), exported(), exported()])));
      });
      const pieces = ofLeaves(statements);
      const lengths = pieces.map(({ bindings: [from, to] }) => Number(to) - Number(from));

      assert.deepEqual(texts, [first, first, first]);
      assert.ok(pieces.length >= 9, `${pieces.length} pieces`);
      assert.ok(
        lengths.every((length) => length <= LEAVES_MAX),
        lengths.join(),
      );
      assert.ok(shareNoTurn(pieces), pieces.map(({ turn }) => turn).join());
    });

    it('is printed in pieces of so many characters, where leaves are long', async () => {
      await gate.db.writer.raw('alter table log_leaves rename to log_leaves_kept');
      const columns = `log_index, type, subject, at, ${PADDED[engine]} as bytes, leaf_hash`;
      await gate.db.writer.raw(`create view log_leaves as select ${columns} from log_leaves_kept`);

      const pieces: string[] = [];
      for await (const piece of exportPieces(gate.db, 0)) pieces.push(piece);

      const longest = Math.max(...pieces.map((piece) => piece.length));
      assert.ok(longest <= CHARACTERS_MAX, `${longest} characters at once`);
      assert.equal(pieces.join(''), await exported());
    });
  });
});
