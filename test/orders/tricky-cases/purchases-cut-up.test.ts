import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { supplierName } from '../../support/given.ts';
import { openOffice } from '../../support/office.ts';
import { actsOf } from '../life-support.ts';
import { assertApproved, assertJudged, composed, itemsOf, LARGE, lineOf } from './tricky-orders.ts';

describe('purchases cut up', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('among sister agencies are found at the contract, where an inquiry named no supplier before', async () => {
      const parent = await openOffice(gate);
      const small = async () => {
        const office = await openOffice(gate, { ...LARGE, parentCode: parent.agencyCode });
        const order = office.order({
          ...{ quantity: 100, line: { brand: null, model: null } },
          order: { method: 'inquiry', supplier: null },
        });
        const approved = await office.submit(order);
        assertApproved(approved);
        return { office, order, approved };
      };
      const [one, other] = [await small(), await small()];
      const sign = ({ office, order, approved }: typeof one) =>
        stepsOf(office.officer).contract(
          approved,
          contractFor(order, {
            supplier: {
              creditCode: one.office.supplier,
              name: supplierName(one.office.supplier),
              creditCheckedOn: '2026-06-01',
            },
            lines: [{ line: 1, brand: '长城', model: '世恒 TD120A2' }],
          }),
        );

      assertApproved(await sign(one));
      assertJudged(await sign(other), 'referred', ['PRC-02 sister-agencies /lines/0']);
    });

    it('into an order below the line for open tenders and a supplement that crosses it are refused', async () => {
      const office = await openOffice(gate, LARGE);
      const order = office.order({ quantity: 352 });
      const approved = await office.submit(order);
      assertApproved(approved);
      const under = await stepsOf(office.officer).contract(approved, contractFor(order));
      assertApproved(under);
      const { officeItem, antivirus } = itemsOf(office);
      const more = composed(office, {
        lines: [{ ...(order.lines[0] ?? lineOf(office)), quantity: 353 }],
        items: [
          { ...officeItem, seats: 353 },
          { ...antivirus, seats: 353 },
        ],
        order: { reference: order.reference },
      });
      const answer = await actsOf(office.officer).amend(under, more);

      assertJudged(answer, 'rejected', ['PRC-03 tender-required /method']);
    });

    it('are machines of one code wherever the code stands: on other goods it is another category', async () => {
      const office = await openOffice(gate);
      const other = { ...lineOf(office), line: 2, goods: 'other', computer: null, brand: null, model: null } as const;
      const lines = [lineOf(office), { ...other, description: '设备', unitPrice: '10.00' }];

      assertJudged(
        await office.submit(composed(office, { lines, items: Object.values(itemsOf(office)) })),
        'rejected',
        ['INT-04 decoded-otherwise /lines/1/catalogue/code'],
      );
    });
  });
});
