import assert from 'node:assert/strict';
import { inSnapshot, inTransaction, type Tx } from '../../src/db/index.ts';
import { type Governed, governed, type ReadAhead, readAhead, readEachOnce, readOnce } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

/** What is read while others decide, and counts with the head held as far as no leaf has told of a change meanwhile. */
forEachEngine('statements', (engine) => {
  describe('what an act reads before it takes the head', () => {
    let gate: Gate;
    /** How often the thing was looked up. */
    let looked: number;

    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(() => {
      looked = 0;
    });
    after(() => gate.close());

    it('is not read again while nothing has happened', async () => {
      const ahead = await lookAhead();

      assert.deepEqual(await inAct(ahead, ({ tx }) => look(tx)), 1);
    });

    it('is not read again after what happened to other things', async () => {
      const ahead = await lookAhead();
      await happened('thing.changed', 'thing/10');
      await happened('group.changed', 'groups/1');

      assert.deepEqual(await inAct(ahead, ({ tx }) => look(tx)), 1);
    });

    for (const [what, type, subject] of [
      ['what happened to it', 'thing.changed', 'thing/1'],
      ['what happened to one of many that it depends on', 'group.changed', 'group/7'],
      ['texts were erased, wherever they stood', 'texts.erased', 'erasure/era_1'],
    ] as const) {
      it(`is read again after ${what}`, async () => {
        const ahead = await lookAhead();
        await happened(type, subject);

        assert.equal(await inAct(ahead, ({ tx }) => look(tx)), 2);
      });
    }

    it('is read each time once the act itself has changed it', async () => {
      const ahead = await lookAhead();

      const seen = await inAct(ahead, async ({ tx, append }) => {
        append({ type: 'thing.changed', subject: 'thing/1', by: null, body: {} });
        return [await look(tx), await look(tx)];
      });

      assert.deepEqual(seen, [2, 3]);
    });

    it('is read each time by whoever has read nothing ahead', async () => {
      const seen = await inAct(undefined, async ({ tx }) => [await look(tx), await look(tx)]);

      assert.deepEqual(seen, [1, 2]);
    });

    it('is read for those things alone that were not read, and of which something has happened', async () => {
      const ahead = await inSnapshot(gate.db, (tx) => readAhead(tx, () => lookEach(tx, ['a', 'b', 'gone'])));
      await happened('thing.changed', 'thing/b');

      const asked = await inAct(ahead, async ({ tx }) => (await lookEach(tx, ['a', 'b', 'c', 'gone'])).asked);

      assert.deepEqual(asked, ['b', 'c']);
    });

    const subjectsOf = () => ['thing/1', 'group/'];

    const look = (tx: Tx) =>
      readOnce(tx, { name: 'thing', subjectsOf }, async () => {
        looked += 1;
        return looked;
      });

    const lookAhead = () => inSnapshot(gate.db, (tx) => readAhead(tx, () => look(tx)));

    async function lookEach(tx: Tx, ids: readonly string[]) {
      const asked: string[] = [];
      const found = await readEachOnce(tx, ids, {
        name: 'thing',
        subjectsOf: (id) => [`thing/${id}`],
        read: async (missing) => {
          asked.push(...missing);
          return new Map(missing.filter((id) => id !== 'gone').map((id) => [id, id.toUpperCase()]));
        },
      });
      assert.deepEqual(
        [...found],
        ids.filter((id) => id !== 'gone').map((id) => [id, id.toUpperCase()]),
      );
      return { asked };
    }

    function inAct<T>(ahead: ReadAhead | undefined, act: (entry: Governed) => Promise<T>): Promise<T> {
      return inTransaction(gate.db, (tx) => governed(tx, gate.deps, act, ahead));
    }

    const happened = (type: string, subject: string) =>
      inAct(undefined, async ({ append }) => append({ type, subject, by: null, body: {} }));
  });
});
