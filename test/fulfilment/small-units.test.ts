import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { assertRefused } from '../orders/life-support.ts';
import { inTrayOf, propose, referredForPrice, reviewOf, sign } from '../orders/review/waivers-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { nextNumber } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { assertDelivered, assertSound, deliveriesOf, everything } from './delivery/acceptance-support.ts';
import { contracted, contractFor, stepsOf } from './fulfilment-support.ts';
import { assertPaid, invoice, pay } from './payment/payment-support.ts';

const COUNTY = '421022';
const CITY = '421000';

type Role = 'procurement-officer' | 'agency-approver' | 'finance';

/** A person, with a key for each of the roles; what a role reaches goes with it. */
async function person(
  gate: Gate,
  roles: Partial<Record<Role, { agencies: readonly string[] } | { region: string }>>,
): Promise<Record<Role, Caller>> {
  const held = Object.entries(roles).map(([role, grant]) => ({ role, grant }));
  const email = `small.${nextNumber()}@gate.test`;
  const { body: owner } = await gate.installer.post('/v1/persons', { name: '小单位人员', email, roles: held });
  const callers: Partial<Record<string, Caller>> = {};
  for (const { role, grant } of held) {
    const wish = { label: role, owner: owner.id, role, grant, scopes: [], expiresAt: null };
    const { status, body } = await gate.installer.post('/v1/api-keys', wish);
    assert.equal(status, 201, JSON.stringify(body));
    callers[role] = gate.withKey(body.secret);
  }
  return callers as Record<Role, Caller>;
}

const boughtBy = (office: Office, officer: Caller): Office => ({
  ...office,
  officer,
  submit: (order) => officer.post('/v1/orders', order),
});

/** Units that are too small to have another person for everything buy with the help of those above them. */
describe('units of one and of two', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('a county’s school with one officer buys, the bureau above it accepts, and finance pays', async () => {
      const bureau = await openOffice(gate, { region: COUNTY, level: 'county' });
      const wish = { region: COUNTY, level: 'county', staff: 20, parentCode: bureau.agencyCode };
      const office = await openOffice(gate, { ...wish, kind: 'party-government-organ' });
      const alone = { agencies: [office.agencyCode] };
      const head = await person(gate, { 'procurement-officer': alone, 'agency-approver': alone });
      const above = await person(gate, { 'agency-approver': { agencies: [bureau.agencyCode, office.agencyCode] } });
      const payer = await person(gate, { finance: { region: COUNTY } });
      const order = office.order();

      const signed = await contracted(boughtBy(office, head['procurement-officer']), order);
      for (const own of [head['procurement-officer'], head['agency-approver']]) {
        assertRefused(await deliveriesOf(own).accept(signed, everything(office, 1)), 403, 'order.same_person');
      }
      const accepted = await deliveriesOf(above['agency-approver']).accept(signed, everything(office, 1));
      assertDelivered(accepted, 'approved', 'accepted');
      assertPaid(await pay(payer.finance, accepted, invoice(order, { machines: 1 })));
      await assertSound(gate);
    });

    describe('a finance bureau of two', () => {
      interface Bureau {
        readonly office: Office;
        readonly first: Record<Role, Caller>;
        readonly second: Record<Role, Caller>;
        readonly referred: Response;
      }
      /** The first buys for the bureau, the second approves; both review the orders of the county. */
      const bureauOfTwo = async (): Promise<Bureau> => {
        const office = await openOffice(gate, { region: COUNTY, level: 'county', staff: 20 });
        const own = { agencies: [office.agencyCode] };
        const finance = { region: COUNTY };
        const first = await person(gate, { 'procurement-officer': own, finance });
        const second = await person(gate, { 'agency-approver': own, finance });
        const bought = boughtBy(office, first['procurement-officer']);
        return { office: bought, first, second, referred: await referredForPrice(bought) };
      };

      it('cannot review its own order alone: who bought has no say, and one is not two', async () => {
        const { first, second, referred } = await bureauOfTwo();

        const proposed = await propose(second.finance, reviewOf(referred));

        assert.equal(proposed.status, 202, JSON.stringify(proposed.body));
        assertRefused(await sign(first.finance, proposed), 403, 'waiver.own_order');
        assertRefused(await sign(second.finance, proposed), 403, 'proposal.same_person');
        assertRefused(await propose(first.finance, reviewOf(referred)), 403, 'waiver.own_order');
      });

      it('buys, accepts and pays once one of the bureau above it has signed', async () => {
        const { office, first, second, referred } = await bureauOfTwo();
        const above = await person(gate, { finance: { region: CITY } });
        assert.deepEqual((await inTrayOf(above.finance, office)).length, 1);

        const proposed = await propose(second.finance, reviewOf(referred));
        const { body: inTray } = await above.finance.get('/v1/proposals?awaiting=me');
        assert.ok(inTray.items.some(({ id }: { id: string }) => id === proposed.body.id));
        const signed = await sign(above.finance, proposed);
        assert.equal(signed.body.result.body.decidedAgain.outcome, 'approved', JSON.stringify(signed.body));

        await buysAndPays({ office, first, second, referred });
      });

      it('is reviewed by two of the bureau above it where it leaves it to them', async () => {
        const { office, first, second, referred } = await bureauOfTwo();
        const [one, other] = [
          await person(gate, { finance: { region: CITY } }),
          await person(gate, { finance: { region: CITY } }),
        ];

        const signed = await sign(other.finance, await propose(one.finance, reviewOf(referred)));
        assert.equal(signed.body.result.body.decidedAgain.outcome, 'approved', JSON.stringify(signed.body));

        await buysAndPays({ office, first, second, referred });
      });

      async function buysAndPays({ office, first, second, referred }: Bureau): Promise<void> {
        const buyer = first['procurement-officer'];
        const approved = await buyer.get(`/v1/orders/${referred.body.order.id}`);
        approved.body = { order: approved.body };
        const order = approved.body.order.submission;
        const contract = await stepsOf(buyer).contract(approved, contractFor(order));
        // What was reviewed stays in the record, with its waiver beside it.
        assert.equal(contract.body.decision.outcome, 'approved', JSON.stringify(contract.body));
        assertRefused(await deliveriesOf(buyer).accept(contract, everything(office, 1)), 403, 'order.same_person');
        const accepted = await deliveriesOf(second['agency-approver']).accept(contract, everything(office, 1));
        assertDelivered(accepted, 'approved', 'accepted');
        assertRefused(await pay(first.finance, accepted, invoice(order, { machines: 1 })), 403, 'order.same_person');
        assertPaid(await pay(second.finance, accepted, invoice(order, { machines: 1 })));
        await assertSound(gate);
      }
    });
  });
});
