import type { OrderLine, OrderSubmission, PlanItem } from '../../src/orders/submission.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { assertApproved, assertJudged, composed, itemsOf, lineOf } from './tricky-cases-support.ts';

describe('tricky cases: software that is not what it is called', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    describe('a software line', () => {
      const buy = async (wish: { line?: Partial<OrderLine>; item?: Partial<PlanItem> | null }) => {
        const office = await openOffice(gate);
        const line = softwareLine(office, wish.line);
        const item: PlanItem = {
          ...itemsOf(office).officeItem,
          ...{ orderLine: 1, seats: 10, unitPrice: null, forExistingDevices: 10 },
          ...wish.item,
        };
        const order = composed(office, { lines: [line], items: wish.item === null ? [] : [item] });
        return office.submit(paidAsSoftware(office, order));
      };
      const unsaid = 'INT-01 elements-missing';

      it('without an item of the plan that says what it buys is not complete, at whatever price', async () => {
        assertJudged(await buy({ item: null }), 'rejected', [unsaid]);
        assertJudged(await buy({ item: null, line: { unitPrice: '5000.00' } }), 'rejected', [unsaid]);
      });

      it('is judged by its item, to the fen', async () => {
        assertApproved(await buy({}));
        assertJudged(await buy({ line: { unitPrice: '1400.01' } }), 'rejected', [
          'HW-02 over-maximum /softwarePlan/0/unitPrice',
        ]);
      });

      it('is not described by an item of another kind', async () => {
        const answer = await buy({ item: { category: 'other', forExistingDevices: 0, unitPrice: '0.00' } });

        assertJudged(answer, 'rejected', [unsaid, 'PLN-08 product-unknown /softwarePlan/0/product']);
      });

      it('of software that no rule is about needs no item', async () => {
        const code = { edition: '2022', code: 'A08060399' } as const;

        assertApproved(await buy({ item: null, line: { software: { category: 'other' }, catalogue: code } }));
      });
    });

    it('free software that stands among the purchases must be on the list, and does not count before', async () => {
      const office = await openOffice(gate);
      const { officeItem, antivirus } = itemsOf(office);
      const submit = (model: string, licence: Partial<PlanItem>) => {
        const free: PlanItem = { ...antivirus, unitPrice: '0.00', serviceMonths: null, validUntil: null, ...licence };
        return office.submit(composed(office, { lines: [{ ...lineOf(office), model }], items: [officeItem, free] }));
      };

      assertJudged(await submit('A', { licenceType: 'free' }), 'rejected', [
        'PLN-03 clients-short /softwarePlan',
        'PLN-07 not-on-list /softwarePlan/1/product',
      ]);
      assertApproved(await submit('B', { licenceType: 'perpetual', unitPrice: '91.00' }));
    });
  });
});

function softwareLine(office: Office, changes: Partial<OrderLine> = {}): OrderLine {
  const { computer: _computer, brand: _brand, model: _model, ...line } = lineOf(office);
  return {
    ...{ ...line, goods: 'software', catalogue: { edition: '2022', code: 'A08060301' }, description: '办公软件' },
    ...{ software: { category: 'office' }, quantity: 10, unitPrice: '580.00', ...changes },
  };
}

function paidAsSoftware(office: Office, order: OrderSubmission): OrderSubmission {
  const paid = order.lines.map((line) => {
    return { ...line, funding: (line.funding ?? []).map((entry) => ({ ...entry, budgetLine: office.softwareLine })) };
  });
  return { ...order, lines: paid };
}
