import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openEntitlement, openOffice, papersOf } from '../support/office.ts';
import { actsOf, change, gateForEachTest, reservedOn, seatsOf, unchecked, withThinEvidence } from './life-support.ts';
import { assertApproved, assertJudged, verdictOf } from './tricky-cases/tricky-orders.ts';

const OVERDUE = 'ACC-03 overdue /agencyCode';
const BEYOND_GRACE = 'ACC-03 overdue-beyond-grace /agencyCode';

interface Undertaking {
  readonly id: string;
  readonly category: string;
}

/** As the answer shows them, which is where whoever delivers finds their ids. */
function undertakingsIn({ body }: Response): readonly Undertaking[] {
  return body.decision.register.undertakings;
}

describe('what an approved order undertakes to deliver', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    /** An order that is to be delivered on a day; nobody looks up credit records, so that time may pass. */
    const dueOn = (day: string, reference?: string) => {
      const delivery = { validFrom: day, deliverBy: day };
      return here.office.order({
        ...(reference && { reference }),
        office: delivery,
        antivirus: { ...delivery, validUntil: '2028-12-31', firstYearUnitPrice: '91.00' },
        order: {
          expectedDeliveryOn: day,
          supplier: unchecked(here.office),
        },
      });
    };
    const submitDue = (day: string) => here.office.submit(dueOn(day));
    const nextOrder = () => submitDue('2026-12-01');

    it('is one thing for each plan item that is still to come, and nothing while it is only referred', async () => {
      const approved = await submitDue('2026-06-10');
      const referred = await here.office.submit(withThinEvidence(dueOn('2026-06-10')));
      const checked = await here.office.officer.post('/v1/checks', dueOn('2026-06-10'));

      assertApproved(approved);
      const [first, second] = undertakingsIn(approved);
      assert.deepEqual(undertakingsIn(approved), [
        { id: first?.id, item: 1, category: 'office', seats: 1, dueOn: '2026-06-10' },
        { id: second?.id, item: 2, category: 'antivirus-client', seats: 1, dueOn: '2026-06-10' },
      ]);
      assert.match(`${first?.id} ${second?.id}`, /^und_\d+ und_\d+$/);
      assert.deepEqual(undertakingsIn(referred), []);
      assert.deepEqual(
        undertakingsIn(checked).map(({ id }) => id),
        [null, null],
      );
    });

    it('once overdue takes the next order to a person, and after thirty days stops it', async () => {
      await submitDue('2026-06-10');
      const onDay = async (days: number) => {
        here.gate.clock.advance({ days });
        return nextOrder();
      };

      assertApproved(await onDay(9));
      assertJudged(await onDay(1), 'referred', [OVERDUE]);
      assertJudged(await onDay(29), 'referred', [OVERDUE]);
      assertJudged(await onDay(1), 'rejected', [BEYOND_GRACE]);
    });

    it('is closed by the entitlements that deliver it', async () => {
      const [forOffice, forAntivirus] = undertakingsIn(await submitDue('2026-06-10'));
      here.gate.clock.advance({ days: 20 });
      const delivered = { agencyCode: here.office.agencyCode, seats: 1, transferable: false };
      const antivirus = { ...delivered, category: 'antivirus-client', product: '奇安信天擎' };

      await openEntitlement(here.gate, { ...delivered, closesUndertaking: forOffice?.id });
      const half = await nextOrder();
      await openEntitlement(here.gate, { ...antivirus, closesUndertaking: forAntivirus?.id });
      const whole = await nextOrder();

      assertJudged(half, 'referred', [OVERDUE]);
      assertApproved(whole);
    });

    it('ends with the order when that is withdrawn, and is replaced with it when it is amended', async () => {
      const first = await here.office.submit(dueOn('2026-06-10', 'FIRST'));
      const second = await submitDue('2026-06-10');
      const { amend, withdraw } = actsOf(here.office.officer);
      await amend(first, dueOn('2026-07-01', 'FIRST'));
      await withdraw(second);
      here.gate.clock.advance({ days: 20 });

      const beforeIt = await nextOrder();
      here.gate.clock.advance({ days: 11 });
      const afterIt = await nextOrder();

      assertApproved(beforeIt);
      assertJudged(afterIt, 'referred', [OVERDUE]);
    });

    it('counts in the same batch as it was opened, when it was due before today', async () => {
      const overdue = { ...dueOn('2026-05-20'), expectedDeliveryOn: '2026-06-01' };
      const orders = [overdue, dueOn('2026-12-01')];

      const answer = await here.office.officer.post('/v1/orders/batch', { orders });

      const [first, second] = answer.body.results;
      assert.equal(first.decision.outcome, 'approved', JSON.stringify(first.decision.findings));
      assertJudged(Object.assign(answer, { body: second }), 'referred', [OVERDUE]);
    });

    onOneOfThem(engine, 'what becomes of an undertaking is told by no other statement', () => {
      it('is nothing to another agency, even of the same parent', async () => {
        await submitDue('2026-06-10');
        here.gate.clock.advance({ days: 20 });
        await here.moveTo();

        assertApproved(await nextOrder());
      });

      it('is not closed by the agency’s own word, only when the legalization office has seen the proof', async () => {
        const [forOffice, forAntivirus] = undertakingsIn(await submitDue('2026-06-10'));
        here.gate.clock.advance({ days: 20 });
        const { agencyCode } = here.office;
        const antivirus = { category: 'antivirus-client', product: '奇安信天擎', closesUndertaking: forAntivirus?.id };
        await openEntitlement(here.gate, { agencyCode, transferable: false, ...antivirus });
        const declared = await here.office.officer.post('/v1/entitlements', {
          ...{ agencyCode, licensee: agencyCode, category: 'office', product: 'WPS Office', metric: 'device' },
          ...{ seats: 1, channel: 'volume', evidence: papersOf('volume'), closesUndertaking: forOffice?.id },
        });

        const unseen = await nextOrder();
        await change(here.gate, `/v1/entitlements/${declared.body.id}`, { standing: 'verified' });
        const seen = await nextOrder();

        assert.equal(declared.status, 201, JSON.stringify(declared.body));
        assertJudged(unseen, 'referred', [OVERDUE]);
        assertApproved(seen);
      });

      it('stands while a later revision of its order is only rejected or referred', async () => {
        const approved = await here.office.submit(dueOn('2026-06-10', 'KEPT'));
        await actsOf(here.office.officer).amend(approved, withThinEvidence(dueOn('2026-09-01', 'KEPT')));
        here.gate.clock.advance({ days: 20 });

        assertJudged(await nextOrder(), 'referred', [OVERDUE]);
      });

      it('does not speak against an amendment of its own order, whose new revision undertakes anew', async () => {
        const approved = await here.office.submit(dueOn('2026-06-10', 'LATE'));
        here.gate.clock.advance({ days: 20 });

        const amended = await actsOf(here.office.officer).amend(approved, dueOn('2026-07-01', 'LATE'));

        assertApproved(amended);
        assert.equal(amended.body.decision.register.undertakings[0].dueOn, '2026-07-01');
        assertApproved(await nextOrder());
      });

      it('ends when the clearance of its order lapses', async () => {
        await submitDue('2026-06-10');
        here.gate.clock.advance({ days: 90 });

        assertApproved(await nextOrder());
      });
    });
  });
});

describe('an order that waits for people', () => {
  onOneEngine('other files run its statements on both', (engine) => {
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
