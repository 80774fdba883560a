import assert from 'node:assert/strict';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { asDecided, granted, openDesk, reviewOf } from '../../orders/review/waivers-support.ts';
import { assertJudged, onMachines } from '../../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { contracted, contractFor, stepsOf } from '../fulfilment-support.ts';
import { assertDelivered, assertSound, deliveriesOf, licences, machines, rightsOf } from './acceptance-support.ts';

describe('deliveries of special machines', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    it('servers get seats of antivirus for servers, and none of office', async () => {
      const office = await openOffice(gate);
      const line = { catalogue: { edition: '2022' as const, code: 'A02010104' }, description: '服务器' };
      const ordered = office.order({
        quantity: 2,
        line,
        antivirus: { category: 'antivirus-server' },
      });
      const [officeItem, antivirus] = ordered.softwarePlan ?? [];
      assert.ok(officeItem && antivirus);
      const order = onMachines(
        { ...ordered, softwarePlan: [antivirus], total: '10180.00' },
        { category: 'server', intendedUse: 'server' },
      );
      const last = await contracted(office, order);

      const answer = await deliveriesOf(office).accept(last, {
        acceptedOn: '2026-06-01',
        devices: machines(2),
        items: [licences(office, 2, 2)],
      });

      assertDelivered(answer, 'approved', 'accepted');
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-server subscription 2/2/0',
        'operating-system oem 2/2/0',
      ]);
    });

    it('bare machines under an exemption are accepted without a system, and get the seats of their own one (EXC-01)', async () => {
      const desk = await openDesk(gate);
      const office = await openOffice(gate, { isClassified: true });
      const special = await openEntitlement(gate, {
        ...{ agencyCode: office.agencyCode, category: 'operating-system', product: '专用操作系统' },
        ...{ edition: null, version: null, seats: 2 },
      });
      const exemption: OrderSubmission['exemption'] = {
        ...{ kind: 'classified', document: `保密办〔2026〕${nextNumber()}号`, devices: 2, issuedBy: ['保密办'] },
        ...{ validFrom: '2026-05-01', validUntil: '2026-12-31', specialOsEntitlementId: special },
      };
      const ordered = office.order({ quantity: 2, order: { classified: true, exemption } });
      const order = onMachines(ordered, { operatingSystem: { state: 'none' } });
      const referred = await office.submit(order);
      assertJudged(referred, 'referred', ['EXC-01 claimed /exemption']);
      const rules = [{ rule: 'EXC-01', revision: 1, clause: 'claimed' }];
      await granted(desk.legalization, reviewOf(referred, { rules, reasonCode: 'approved-elsewhere' }));
      const approved = await asDecided(office.officer, referred);
      const last = await stepsOf(office.officer).contract(approved, contractFor(order));
      assert.equal(last.body.decision.outcome, 'approved', JSON.stringify(last.body));

      const devices = machines(2, { operatingSystem: null });
      const items = [licences(office, 1, 2), licences(office, 2, 2)];
      const answer = await deliveriesOf(office).accept(last, { acceptedOn: '2026-06-01', devices, items });

      assertDelivered(answer, 'approved', 'accepted');
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/2/0',
        'office volume 2/2/0',
        'operating-system volume 2/2/0',
      ]);
    });
  });
});
