import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../support/office.ts';
import { actsOf, change, reservedOn, seatsOf, withThinEvidence } from './life-support.ts';
import { assertApproved, assertJudged, verdictOf } from './tricky-cases-support.ts';

const OVERDUE = 'ACC-03 overdue /agencyCode';
const BEYOND_GRACE = 'ACC-03 overdue-beyond-grace /agencyCode';

describe('what an approved order undertakes to deliver', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    /** An order that is to be delivered on a day; nobody looks up credit records, so that time may pass. */
    const dueOn = (day: string, reference?: string) => {
      const delivery = { validFrom: day, deliverBy: day };
      return office.order({
        ...(reference && { reference }),
        office: delivery,
        antivirus: { ...delivery, validUntil: '2028-12-31', firstYearUnitPrice: '91.00' },
        order: {
          expectedDeliveryOn: day,
          supplier: { creditCode: office.supplier, name: '测试供应商', creditCheckedOn: null },
        },
      });
    };
    const submitDue = (day: string) => office.submit(dueOn(day));
    const nextOrder = () => submitDue('2026-12-01');

    it('is one thing for each plan item that is still to come, and nothing while it is only referred', async () => {
      const approved = await submitDue('2026-06-10');
      const referred = await office.submit(withThinEvidence(dueOn('2026-06-10')));

      assertApproved(approved);
      assert.deepEqual(approved.body.decision.register.undertakings, [
        { item: 1, category: 'office', seats: 1, dueOn: '2026-06-10' },
        { item: 2, category: 'antivirus-client', seats: 1, dueOn: '2026-06-10' },
      ]);
      assert.deepEqual(referred.body.decision.register.undertakings, []);
    });

    it('once overdue takes the next order to a person, and after thirty days stops it', async () => {
      await submitDue('2026-06-10');
      const onDay = async (days: number) => {
        gate.clock.advance({ days });
        return nextOrder();
      };

      assertApproved(await onDay(9));
      assertJudged(await onDay(1), 'referred', [OVERDUE]);
      assertJudged(await onDay(29), 'referred', [OVERDUE]);
      assertJudged(await onDay(1), 'rejected', [BEYOND_GRACE]);
    });

    it('is nothing to another agency, even of the same parent', async () => {
      await submitDue('2026-06-10');
      gate.clock.advance({ days: 20 });
      office = await openOffice(gate);

      assertApproved(await nextOrder());
    });

    const undertakingsOf = async (order: Response): Promise<readonly { id: string; category: string }[]> => {
      const { text } = await office.officer.get(`/v1/decisions/${order.body.decision.id}/record`);
      return JSON.parse(text).detail.undertakings;
    };

    it('is closed by the entitlements that deliver it', async () => {
      const [forOffice, forAntivirus] = await undertakingsOf(await submitDue('2026-06-10'));
      gate.clock.advance({ days: 20 });
      const delivered = { agencyCode: office.agencyCode, seats: 1, transferable: false };
      const antivirus = { ...delivered, category: 'antivirus-client', product: '奇安信天擎' };

      await openEntitlement(gate, { ...delivered, closesUndertaking: forOffice?.id });
      const half = await nextOrder();
      await openEntitlement(gate, { ...antivirus, closesUndertaking: forAntivirus?.id });
      const whole = await nextOrder();

      assertJudged(half, 'referred', [OVERDUE]);
      assertApproved(whole);
    });

    it('is not closed by the agency’s own word, only when the legalization office has seen the proof', async () => {
      const [forOffice, forAntivirus] = await undertakingsOf(await submitDue('2026-06-10'));
      gate.clock.advance({ days: 20 });
      const { agencyCode } = office;
      const antivirus = { category: 'antivirus-client', product: '奇安信天擎', closesUndertaking: forAntivirus?.id };
      await openEntitlement(gate, { agencyCode, transferable: false, ...antivirus });
      const declared = await office.officer.post('/v1/entitlements', {
        ...{ agencyCode, licensee: agencyCode, category: 'office', product: 'WPS Office', metric: 'device' },
        ...{ seats: 1, channel: 'volume', closesUndertaking: forOffice?.id },
      });

      const unseen = await nextOrder();
      await change(gate, `/v1/entitlements/${declared.body.id}`, { standing: 'verified' });
      const seen = await nextOrder();

      assert.equal(declared.status, 201, JSON.stringify(declared.body));
      assertJudged(unseen, 'referred', [OVERDUE]);
      assertApproved(seen);
    });

    it('ends with the order when that is withdrawn, and is replaced with it when it is amended', async () => {
      const first = await office.submit(dueOn('2026-06-10', 'FIRST'));
      const second = await submitDue('2026-06-10');
      const { amend, withdraw } = actsOf(office.officer);
      await amend(first, dueOn('2026-07-01', 'FIRST'));
      await withdraw(second);
      gate.clock.advance({ days: 20 });

      const beforeIt = await nextOrder();
      gate.clock.advance({ days: 11 });
      const afterIt = await nextOrder();

      assertApproved(beforeIt);
      assertJudged(afterIt, 'referred', [OVERDUE]);
    });

    it('stands while a later revision of its order is only rejected or referred', async () => {
      const approved = await office.submit(dueOn('2026-06-10', 'KEPT'));
      await actsOf(office.officer).amend(approved, withThinEvidence(dueOn('2026-09-01', 'KEPT')));
      gate.clock.advance({ days: 20 });

      assertJudged(await nextOrder(), 'referred', [OVERDUE]);
    });

    it('does not speak against an amendment of its own order, whose new revision undertakes anew', async () => {
      const approved = await office.submit(dueOn('2026-06-10', 'LATE'));
      gate.clock.advance({ days: 20 });

      const amended = await actsOf(office.officer).amend(approved, dueOn('2026-07-01', 'LATE'));

      assertApproved(amended);
      assert.equal(amended.body.decision.register.undertakings[0].dueOn, '2026-07-01');
      assertApproved(await nextOrder());
    });

    it('counts in the same batch as it was opened, when it was due before today', async () => {
      const orders = [dueOn('2026-05-20'), dueOn('2026-12-01')];

      const answer = await office.officer.post('/v1/orders/batch', { orders });

      const [first, second] = answer.body.results;
      assert.equal(first.decision.outcome, 'approved', JSON.stringify(first.decision.findings));
      assertJudged(Object.assign(answer, { body: second }), 'referred', [OVERDUE]);
    });

    it('ends when the clearance of its order lapses', async () => {
      await submitDue('2026-06-10');
      gate.clock.advance({ days: 90 });

      assertApproved(await nextOrder());
    });
  });
});

describe('an order that waits for people', () => {
  forEachEngine((engine) => {
    let folder: string;
    let gate: Gate;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'genuine-gate-pack-'));
      gate = await startGate({ engine });
    });
    after(async () => {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const drawing = async (at: Gate, office: Office) => {
      const entitlementId = await openEntitlement(at, { agencyCode: office.agencyCode });
      const spare = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null, entitlementId } as const;
      return { entitlementId, order: office.order({ office: spare }) };
    };

    it('holds its money and seats when every rule on money and seats has passed', async () => {
      const office = await openOffice(gate);
      const { entitlementId, order } = await drawing(gate, office);

      const referred = await office.submit(withThinEvidence(order));

      assert.equal(referred.body.order.state, 'referred');
      assert.deepEqual(referred.body.decision.register.holds, [{ entitlementId, seats: 1 }]);
      assert.equal(await reservedOn(gate, office.hardwareLine), '4999.00');
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 1, free: 4 });
    });

    it('holds neither when one of them could not be judged', async () => {
      withoutParameter(folder, 'policy.class.antivirusFirstYear');
      const uncertain = await startGate({ engine, env: { GATE_PACK_DIR: folder } });
      const office = await openOffice(uncertain);
      const { entitlementId, order } = await drawing(uncertain, office);

      const referred = await office.submit(order);

      const verdict = { outcome: 'referred', findings: [], indeterminate: ['BUD-03 /softwarePlan/1/funding/0'] };
      assert.deepEqual(verdictOf(referred), verdict);
      assert.deepEqual(referred.body.decision.register.holds, []);
      assert.deepEqual(referred.body.decision.budget, []);
      assert.equal(await reservedOn(uncertain, office.hardwareLine), '0.00');
      assert.deepEqual(await seatsOf(uncertain, entitlementId), { held: 0, free: 5 });
      await uncertain.close();
    });
  });
});

/** A rule pack like the one that ships, of a place that has not decided on one parameter. */
function withoutParameter(folder: string, name: string): void {
  cpSync('rules', folder, { recursive: true });
  const path = join(folder, 'policy', 'parameters-000000.json');
  const file: { parameters: { name: string }[] } = JSON.parse(readFileSync(path, 'utf8'));
  const parameters = file.parameters.filter((parameter) => parameter.name !== name);
  writeFileSync(path, JSON.stringify({ ...file, parameters }));
}
