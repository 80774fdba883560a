import assert from 'node:assert/strict';
import { instant } from '../../src/kernel/index.ts';
import { lapseOf } from '../../src/two-people/proposals/lapse.ts';
import { changePerson } from '../access/sessions/session-people.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { countRows, officer, personOf, proposed, sign, supplier } from './two-people.ts';

describe('the moment at which a proposal lapses', () => {
  const off = new Set(['2026-06-06', '2026-06-07']);
  const lapse = (at: string): string => lapseOf(instant(at), 24, (day) => off.has(day));

  it('is 24 hours later, in which days off do not count', () => {
    // In the gate's zone: Friday 17:00, Friday at midnight, Saturday noon, Sunday just before midnight, Thursday 9:00.
    assert.equal(lapse('2026-06-05T09:00:00.000Z'), '2026-06-08T09:00:00.000Z');
    assert.equal(lapse('2026-06-05T16:00:00.000Z'), '2026-06-08T16:00:00.000Z');
    assert.equal(lapse('2026-06-06T04:00:00.000Z'), '2026-06-08T16:00:00.000Z');
    assert.equal(lapse('2026-06-07T15:59:59.999Z'), '2026-06-08T16:00:00.000Z');
    assert.equal(lapse('2026-06-04T01:00:00.000Z'), '2026-06-05T01:00:00.000Z');
  });

  it('comes at last, though every day were off', () => {
    assert.match(
      lapseOf(instant('2026-06-05T09:00:00.000Z'), 24, () => true),
      /^2027-06-/,
    );
  });
});

onOneEngine('other files run its statements on both', (engine) => {
  describe('a proposal made before days off', () => {
    let gate: Gate;
    let maker: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
      await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    it('waits over the weekend and over holidays, but for rights of people', async () => {
      const [one, other] = [
        await gate.as('security-administrator'),
        await gate.as('security-administrator', { who: 'the second' }),
      ];
      gate.clock.advance({ days: 4 });
      const friday = (await proposed(maker, '/v1/suppliers', supplier())).body;
      const person = (await proposed(one, '/v1/persons', officer())).body;
      gate.clock.advance({ days: 3, ms: -1 });
      const late = await sign(other, person);
      const signed = await sign(await gate.as('legalization-office', { who: 'the second' }), friday);

      assert.equal(friday.lapsesAt, '2026-06-08T01:00:00.000Z');
      assert.equal(person.lapsesAt, '2026-06-06T01:00:00.000Z');
      assert.deepEqual([late.status, late.body.code], [409, 'proposal.lapsed']);
      assert.equal(signed.body.state, 'executed');
    });

    it('counts Saturdays and Sundays of a year whose holidays are not known', async () => {
      // Friday, 1 June 2057.
      gate.clock.advance({ days: Math.round((Date.parse('2057-06-01') - Date.parse('2026-06-01')) / 86_400_000) });
      const { body } = await proposed(maker, '/v1/suppliers', supplier());

      assert.equal(body.lapsesAt, '2057-06-04T01:00:00.000Z');
    });
  });

  describe('a proposal that nobody is left to sign', () => {
    let gate: Gate;
    let maker: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
    });
    afterEach(() => gate.close());

    const lacking = ({ slots }: { slots: readonly { lacksSigner?: true }[] }) =>
      slots.map(({ lacksSigner = false }) => lacksSigner);

    it('is taken where it waits for days, and says who is missing until somebody is there', async () => {
      const { body } = await proposed(maker, '/v1/suppliers', supplier());
      const before = await maker.get(`/v1/proposals/${body.id}`);
      const far = await gate.as('legalization-office', { who: 'far', grant: { region: '421022' } });
      const beyond = await maker.get(`/v1/proposals/${body.id}`);
      const second = await gate.as('legalization-office', { who: 'the second' });
      const after = await maker.get(`/v1/proposals/${body.id}`);
      await changePerson(gate, (await personOf(gate, second)).person, { active: false });
      const gone = await maker.get(`/v1/proposals/${body.id}`);

      assert.ok(far);
      assert.deepEqual([body, before.body, beyond.body, after.body, gone.body].map(lacking), [
        [true],
        [true],
        [true],
        [false],
        [true],
      ]);
    });

    it('is told of by a dry run as by the proposal, where it waits for days', async () => {
      const file = `creditCode,name\n${given.creditCode('supplier')},甲\n`;
      const tries = (caller: Caller) =>
        caller.send('post', '/v1/suppliers/import?dryRun=true', {
          bytes: file,
          headers: { 'content-type': 'text/csv' },
        });
      const alone = await tries(maker);
      const county = await gate.as('legalization-office', { who: 'far', grant: { region: '421022' } });
      const fromAfar = await tries(county);
      const installed = await tries(gate.installer);
      await gate.as('legalization-office', { who: 'the second' });
      const both = await tries(maker);

      assert.deepEqual([alone.status, alone.body.created], [200, 1], JSON.stringify(alone.body));
      assert.deepEqual(alone.body.lackingSigners, [['legalization-office']]);
      assert.deepEqual([fromAfar.status, fromAfar.body.code], [403, 'access.gate_reach']);
      assert.deepEqual(
        [installed.body, both.body].map(({ lackingSigners }) => lackingSigners),
        [undefined, undefined],
      );
      assert.equal(await countRows(gate, 'proposals'), 0);
    });

    it('is refused where it would lapse within a day, and leaves nothing', async () => {
      const alone = await gate.as('security-administrator');
      const refused = await alone.post('/v1/persons', officer());
      const near = await gate.as('security-administrator', { who: 'near', grant: { region: '421022' } });
      const still = await alone.post('/v1/persons', officer());
      await gate.as('security-administrator', { who: 'the second' });
      const taken = await alone.post('/v1/persons', officer());

      assert.ok(near);
      assert.deepEqual([refused.status, refused.body.code], [409, 'proposal.no_signer']);
      assert.match(refused.body.detail, /security-administrator/);
      assert.equal(still.body.code, 'proposal.no_signer');
      assert.deepEqual([taken.status, lacking(taken.body)], [202, [false]]);
      assert.equal(await countRows(gate, 'proposals'), 1);
    });
  });
});
