import assert from 'node:assert/strict';
import { inTransaction } from '../../src/db/index.ts';
import { type Actor, civilDate } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { openMatters } from '../../src/matters/index.ts';
import { BUREAU, bureau, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn } from '../support/gate.ts';
import { proposed, sign } from '../two-people/two-people.ts';
import { answer, mattersOf, PATH, step } from './matters-support.ts';

forEachEngine('statements', (engine) => {
  describe('a matter', () => {
    const here = gateForEachTest(engine);
    let office: Caller;
    let liaison: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      office = await here.gate.as('legalization-office', { who: 'the maker' });
      liaison = await here.gate.as('agency-liaison', { grant: { agencies: [BUREAU] } });
    });

    const { opened, paperOf, differences } = mattersOf(here, () => office);

    it('is opened many at once within another act, with the next numbers', async () => {
      await opened();
      const key = await here.gate.db.reader('api_keys').where({ role: 'legalization-office' }).first();
      const actor: Actor = {
        ...{ keyId: key.id, personId: key.owner, scopes: [] },
        ...{ role: 'legalization-office', grant: { region: '421000' } },
      };
      const wish = { kind: 'rectification', severity: 'low', dueOn: civilDate('2026-06-30'), source: null } as const;

      const made = await inTransaction(here.gate.db, (tx) =>
        governed(tx, here.gate.deps, (entry) =>
          openMatters(entry, {
            wishes: [
              {
                ...wish,
                owner: BUREAU,
                title: '办公软件',
                source: { filing: 'fil_1', revision: 1, cell: 'office.ungenuine' },
              },
              { ...wish, owner: LIBRARY, title: '杀毒软件' },
            ],
            ...{ actor, newId: here.gate.deps.newId },
          }),
        ),
      );

      assert.deepEqual(
        made.map(({ number }) => number),
        ['2026-000002', '2026-000003'],
      );
      assert.deepEqual((await office.get(`${PATH}/${made[0]?.id}`)).body.source, {
        ...{ filing: 'fil_1', revision: 1, cell: 'office.ungenuine' },
      });
      assert.deepEqual(await differences(), []);
    });

    it('is in the log without its texts, readable as it stood, and gate verify compares each table', async () => {
      const file = await paperOf(BUREAU);
      const first = await opened({ coOwners: [LIBRARY] });
      const answered = await answer({ gate: here.gate, by: liaison }, first, { text: '王强已卸载', files: [file] });
      const then = await office.get(`${PATH}/${first.body.id}?asOf=${etagIn(first).replaceAll('"', '')}`);

      const leaves: { bytes: string }[] = await here.gate.db
        .reader('log_leaves')
        .where({ subject: `matter/${first.body.id}` });
      assert.ok(leaves.every(({ bytes }) => !bytes.includes('无授权') && !bytes.includes('王强')));
      assert.ok(leaves.every(({ bytes }) => (bytes.match(/"step"/g) ?? []).length <= 1));
      assert.deepEqual([then.body.state, then.body.steps], ['open', []]);
      assert.deepEqual(await differences(), []);
      const { writer } = here.gate.db;
      await writer('matter_steps')
        .where({ matter_id: answered.body.id })
        .update({ due_on: '2026-09-09', text: '未卸载' });
      await writer('matter_agencies').where({ part: 'co' }).update({ part: 'lead' });
      await writer('matters').update({ due_on: '2026-12-31' });
      assert.deepEqual((await differences()).toSorted(), [
        'matter_agencies differs part',
        'matter_steps differs due_on',
        'matter_steps differs text',
        'matters differs dueOn',
      ]);
    });

    it('loses its texts by two people once it is over, and not before', async () => {
      const file = await paperOf(BUREAU);
      const audit = await here.gate.as('audit');
      const answered = await answer({ gate: here.gate, by: liaison }, await opened(), {
        text: '王强已卸载',
        files: [file],
      });
      const wish = { subject: `matter/${answered.body.id}`, reason: '本人申请' };
      const early = await office.post('/v1/log/erasures', wish);
      const closed = await step(office, answered, { act: 'close', text: '王强已签字', outcome: 'rectified' });

      const { body } = await proposed(office, '/v1/log/erasures', wish);
      const done = await sign(audit, body);
      const read = await office.get(`${PATH}/${closed.body.id}`);

      assert.deepEqual([early.status, early.body.code], [422, 'erasure.nothing']);
      assert.equal(done.status, 200, JSON.stringify(done.body));
      assert.ok(!JSON.stringify(read.body).includes('王强'), JSON.stringify(read.body));
      assert.deepEqual(
        read.body.steps.map(({ act, files }: { [name: string]: unknown }) => [act, files]),
        [
          ['answer', [file]],
          ['close', []],
        ],
      );
      assert.deepEqual(await differences(), []);
    });
  });
});
