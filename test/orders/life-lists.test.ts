import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { creditCode, withoutSystem } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { actsOf, assertRefused, idOf, withThinEvidence } from './life-support.ts';

interface ListedOrder {
  readonly id: string;
  readonly reference: string;
}

describe('the list of orders', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    let other: Office;
    before(async () => {
      gate = await startGate({ engine });
      [office, other] = [await openOffice(gate), await openOffice(gate, { region: '511300' })];
      await submitEverything();
    });
    after(() => gate.close());

    const supplier = creditCode('supplier');

    /** One order a day: approved, rejected, referred, withdrawn, amended, and one of another agency in another region. */
    async function submitEverything(): Promise<void> {
      const next = async (act: () => Promise<Response>): Promise<Response> => {
        const answer = await act();
        assert.ok(answer.ok, JSON.stringify(answer.body));
        gate.clock.advance({ days: 1 });
        return answer;
      };
      await next(() => office.submit(office.order({ reference: 'approved' })));
      await next(() => office.submit(withoutSystem(office.order({ reference: 'rejected' }))));
      await next(() => office.submit(withThinEvidence(office.order({ reference: 'referred', supplier }))));
      const withdrawn = await next(() => office.submit(office.order({ reference: 'withdrawn' })));
      const amended = await next(() => office.submit(office.order({ reference: 'amended' })));
      await next(() => other.submit(other.order({ reference: 'foreign' })));
      await actsOf(office.officer).withdraw(withdrawn);
      const bad = withoutSystem(office.order({ reference: 'amended' }));
      await next(() => actsOf(office.officer).amend(amended, bad));
    }

    const listed = async (query: string, caller: Caller = office.officer): Promise<readonly string[]> => {
      const answer = await caller.get(`/v1/orders?${query}`);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body.items.map(({ reference }: ListedOrder) => reference);
    };

    it('shows an agency its own orders, the latest submission first', async () => {
      assert.deepEqual(await listed(''), ['amended', 'withdrawn', 'referred', 'rejected', 'approved']);
      assert.deepEqual(await listed('', other.officer), ['foreign']);
    });

    it('shows the oldest first when asked to', async () => {
      assert.deepEqual(await listed('sort=submittedAt'), ['approved', 'rejected', 'referred', 'withdrawn', 'amended']);
    });

    it('shows an order as it stands, without what was submitted or put under contract', async () => {
      const answer = await office.officer.get('/v1/orders?reference=amended');

      const [order] = answer.body.items;
      const read = (await office.officer.get(`/v1/orders/${order.id}`)).body;
      const { submission: _submission, contract: _contract, ...summary } = read;
      const { agencyName: _agencyName, supplierName: _supplierName, ...beside } = order;
      const { subject: _subject, devices: _devices, openFindings: _open, contractDueOn: _due, ...head } = beside;
      assert.deepEqual(head, summary);
      assert.deepEqual(
        [order.state, order.outcome, order.revision, order.latestRevision],
        ['approved', 'rejected', 1, 2],
      );
    });

    it('says whose an order is, from whom, what it buys, and what the latest decision left open', async () => {
      const { items } = (await office.officer.get('/v1/orders')).body;

      const [amended, , referred] = items;
      assert.match(amended.agencyName, /./u);
      assert.deepEqual(
        [amended.supplierName, amended.subject, amended.devices, amended.contractDueOn],
        [office.order().supplier?.name, office.order().lines[0]?.description, 1, null],
      );
      const rulesOf = ({ openFindings }: { openFindings: { rule: string; effect: string }[] }) =>
        openFindings.map(({ rule, effect }) => `${rule} ${effect}`);
      assert.ok(rulesOf(amended).includes('OS-01 reject'), JSON.stringify(amended.openFindings));
      assert.ok(rulesOf(referred).some((found) => found.endsWith(' refer')));
      assert.deepEqual(rulesOf(items[4]), []);
    });

    it('finds by the beginning of a reference or of the supplier, or by the id, and by nothing within', async () => {
      const [{ id, supplierName }] = (await office.officer.get('/v1/orders?reference=referred')).body.items;

      assert.deepEqual(await listed('search=re'), ['referred', 'rejected']);
      assert.deepEqual(await listed('search=RE'), ['referred', 'rejected']);
      assert.deepEqual(await listed('search=ferred'), []);
      assert.deepEqual(await listed(`search=${id}`), ['referred']);
      const bySupplier = await listed(`search=${encodeURIComponent(supplierName.slice(0, 2))}`);
      assert.deepEqual(bySupplier, ['amended', 'withdrawn', 'referred', 'rejected', 'approved']);
      assert.deepEqual(await listed('search=foreign'), []);
    });

    it('by total and by the end of what is held leaves out orders that have none', async () => {
      assert.deepEqual(await listed('sort=expiresAt'), ['referred', 'approved', 'amended']);
      assert.deepEqual((await listed('sort=-total')).toSorted(), (await listed('')).toSorted());
    });

    for (const [query, references] of [
      ['rule=OS-01', ['amended', 'rejected']],
      ['region=421000', ['amended', 'withdrawn', 'referred', 'rejected', 'approved']],
      ['region=511300', []],
      ['totalFrom=1&totalUntil=100000', ['amended', 'withdrawn', 'referred', 'rejected', 'approved']],
      ['totalUntil=1', []],
      ['state=approved', ['amended', 'approved']],
      ['state=withdrawn', ['withdrawn']],
      ['outcome=rejected', ['amended', 'rejected']],
      ['outcome=rejected&state=rejected', ['rejected']],
      ['reference=referred', ['referred']],
      ['reference=nothing', []],
      [`supplier=${supplier}`, ['referred']],
      ['fiscalYear=2026&state=referred', ['referred']],
      ['fiscalYear=2027', []],
      ['submittedFrom=2026-06-03&submittedUntil=2026-06-04', ['withdrawn', 'referred']],
      ['submittedUntil=2026-06-01', ['approved']],
      ['submittedFrom=2026-06-07', ['amended']],
      ['submittedFrom=2026-06-08', []],
    ] as const) {
      it(`with ${query.replace(/9142\w+/, 'a supplier')} shows ${references.join(', ') || 'none'}`, async () => {
        assert.deepEqual(await listed(query), references);
      });
    }

    it('counts days in the time zone of the gate: an hour after midnight in Shanghai is the next day', async () => {
      gate.clock.advance({ hours: 15 });
      const late = await openOffice(gate, { region: '350000' });
      const order = late.order({ reference: 'night' });
      await late.submit({ ...order, supplier: null });

      assert.deepEqual(await listed('submittedFrom=2026-06-09', late.officer), ['night']);
      assert.deepEqual(await listed('submittedUntil=2026-06-08', late.officer), []);
    });

    for (const sort of ['submittedAt', '-submittedAt', 'total', '-total']) {
      it(`by ${sort} comes in pages that neither skip nor repeat an order`, async () => {
        const whole = await listed(`sort=${sort}`);
        const pages: string[][] = [];
        let after = '';
        do {
          const { items, next } = (await office.officer.get(`/v1/orders?sort=${sort}&limit=2${after}`)).body;
          pages.push(items.map(({ reference }: ListedOrder) => reference));
          after = next === null ? '' : `&after=${encodeURIComponent(next)}`;
        } while (after !== '');

        assert.deepEqual(
          pages.map(({ length }) => length),
          [2, 2, 1],
        );
        assert.deepEqual(pages.flat(), whole);
      });
    }

    it('refuses a cursor that is none', async () => {
      assertRefused(await office.officer.get('/v1/orders?after=nonsense'), 400, 'request.cursor');
    });

    it('shows a bureau the orders of its region, and a platform only what it may buy', async () => {
      const finance = await gate.as('finance', { grant: { region: '510000' } });
      const platform = await gate.as('platform', { grant: { region: '421000' } });

      assert.deepEqual(await listed('', finance), ['foreign']);
      assert.deepEqual(await listed('sort=submittedAt', platform), ['approved', 'amended']);
      assert.deepEqual(await listed('state=rejected', platform), []);
      const [rejected] = (await office.officer.get('/v1/orders?reference=rejected')).body.items;
      assertRefused(await platform.get(`/v1/orders/${rejected.id}`), 404, 'order.not_found');
    });

    it('of the decisions on one order comes in pages, the oldest first', async () => {
      const [amended] = (await office.officer.get('/v1/orders?reference=amended')).body.items;
      const path = `/v1/orders/${amended.id}/decisions`;

      const first = (await office.officer.get(`${path}?limit=1`)).body;
      const second = (await office.officer.get(`${path}?limit=1&after=${encodeURIComponent(first.next)}`)).body;

      assert.deepEqual([first.items[0].outcome, second.items[0].outcome], ['approved', 'rejected']);
      assert.equal(second.next, null);
      assertRefused(await other.officer.get(path), 404, 'order.not_found');
    });

    it('finds an order of another agency nowhere', async () => {
      const [foreign] = (await other.officer.get('/v1/orders')).body.items;

      assert.deepEqual(await listed(`agencyCode=${other.agencyCode}`), []);
      assertRefused(await office.officer.get(`/v1/orders/${foreign.id}`), 404, 'order.not_found');
      assertRefused(await office.officer.get(`/v1/orders/${foreign.id}/revisions/1`), 404, 'order.not_found');
      assert.notEqual(idOf(await other.officer.get(`/v1/orders/${foreign.id}`)), '');
    });
  });
});
