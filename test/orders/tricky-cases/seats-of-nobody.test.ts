import type { OrderLine, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged, composed, itemsOf, lineOf } from './tricky-orders.ts';

describe('seats of nobody', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(() => gate.close());

    const withOffice = (changes: Partial<PlanItem>, order: Parameters<typeof composed>[1]['order'] = {}) => {
      const { officeItem, antivirus } = itemsOf(office);
      return office.submit(
        composed(office, { lines: [lineOf(office)], items: [{ ...officeItem, ...changes }, antivirus], order }),
      );
    };
    const spare = async (own: Record<string, unknown>): Promise<Partial<PlanItem>> => ({
      ...{ provision: 'spare-entitlement', unitPrice: null, licensee: null, validFrom: null, deliverBy: null },
      entitlementId: await openEntitlement(gate, { agencyCode: office.agencyCode, ...own }),
    });

    it('bought for nothing or for a fen go to a person, and for what may be a price are a purchase', async () => {
      for (const unitPrice of ['0.00', '0.01', '4.99'])
        assertJudged(await withOffice({ unitPrice }), 'referred', ['BUD-04 costs-nothing /softwarePlan/0/unitPrice']);
      assertApproved(await withOffice({ unitPrice: '5.00' }));
    });

    it('that count cores or sites stand for no machine', async () => {
      for (const metric of ['core', 'site'] as const) {
        assertJudged(await withOffice({ metric }), 'referred', ['PLN-04 metric-not-by-machine /softwarePlan']);
      }
    });

    it('of another body are allocated by no letter that nobody names', async () => {
      const drawn = await spare({ licensee: '软件正版化领导小组' });
      const letter = { kind: 'allocation-letter' } as const;

      assertJudged(await withOffice({ ...drawn, evidence: [letter] }), 'rejected', [
        'LIC-04 other-licensee /softwarePlan/0/licensee',
        'PLN-02 office-short /softwarePlan',
      ]);
      assertApproved(await withOffice({ ...drawn, evidence: [{ ...letter, reference: '荆软办〔2026〕5号' }] }));
    });

    it('that come with the machines are attested by no letter that nobody names', async () => {
      const bundled: Partial<PlanItem> = { provision: 'bundled', licenceType: 'oem', unitPrice: null };
      const letter = { kind: 'vendor-authorization-letter' } as const;

      assertJudged(await withOffice({ ...bundled, evidence: [letter] }), 'rejected', [
        'PLN-02 office-short /softwarePlan',
      ]);
      assertApproved(await withOffice({ ...bundled, evidence: [{ ...letter, reference: '授权书 7 号' }] }));
    });

    it('that are over by now are found, though the machines are said to have come before', async () => {
      const drawn = await spare({ channel: 'subscription', validFrom: '2024-01-01', validUntil: '2026-05-31' });
      const { antivirus } = itemsOf(office);
      const { officeItem } = itemsOf(office);
      const items = [
        { ...officeItem, ...drawn },
        { ...antivirus, validFrom: null, validUntil: null, deliverBy: '2025-01-15' },
      ];
      const order = { expectedDeliveryOn: '2025-01-15' };

      assertJudged(await office.submit(composed(office, { lines: [lineOf(office)], items, order })), 'rejected', [
        'BUD-07 before-order /expectedDeliveryOn',
        'LIC-03 over-today /softwarePlan/0/validUntil',
      ]);
    });

    it('that are promised for a far day go to a person, however late the machines come', async () => {
      const { officeItem, antivirus } = itemsOf(office);
      const promised = (deliverBy: string): readonly PlanItem[] => [
        { ...officeItem, deliverBy },
        { ...antivirus, licenceType: 'perpetual', validFrom: null, validUntil: null, deliverBy: '2026-09-01' },
      ];
      const submit = (deliverBy: string) =>
        office.submit(
          composed(office, {
            ...{ lines: [lineOf(office)], items: promised(deliverBy) },
            order: { expectedDeliveryOn: '2099-01-01' },
          }),
        );

      const late = 'BUD-07 after-year /expectedDeliveryOn';
      assertJudged(await submit('2099-01-01'), 'referred', [late, 'PLN-05 far-off /softwarePlan/0/deliverBy']);
      assertJudged(await submit('2027-06-01'), 'referred', [late]);
    });

    it('for more machines than the agency can have go to a person', async () => {
      const existing = (count: number) => withOffice({ seats: count + 1, forExistingDevices: count });

      assertJudged(await existing(181), 'referred', ['PLN-04 existing-not-known /softwarePlan']);
      assertApproved(await existing(180));
    });

    it('are not there twice where two items name one line that buys them once', async () => {
      const { officeItem, antivirus } = itemsOf(office);
      const line: OrderLine = {
        ...lineOf(office),
        ...{ line: 2, goods: 'software', computer: null, brand: null, model: null, description: '办公软件' },
        ...{ catalogue: { edition: '2022', code: 'A08060301' }, software: { category: 'office' }, quantity: 1 },
        unitPrice: '580.00',
      };
      const machines = { ...lineOf(office), quantity: 2 };
      const linked = { ...officeItem, orderLine: 2, seats: 1 };
      const order = composed(office, {
        lines: [machines, line],
        items: [linked, { ...linked, item: 3 }, { ...antivirus, seats: 2 }],
      });
      const funding = [{ budgetLine: office.softwareLine, amount: '580.00' }];
      const [desktops, software] = order.lines;
      if (!desktops || !software) throw new Error('the order has two lines');

      assertJudged(await office.submit({ ...order, lines: [desktops, { ...software, funding }] }), 'rejected', [
        'INT-02 plan-differs /softwarePlan',
      ]);
    });
  });
});
