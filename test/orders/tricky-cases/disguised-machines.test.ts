import assert from 'node:assert/strict';
import type { OrderLine, OrderSubmission } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged, composed, itemsOf, lineOf, onSystems, verdictOf } from './tricky-orders.ts';

/** Furniture of the 2022 catalogue: an ordinary code under which something else may be bought. */
const FURNITURE = { edition: '2022', code: 'A05010201' } as const;

function otherGoods(office: Office, changes: Partial<OrderLine>): OrderLine {
  return {
    ...{ ...lineOf(office), line: 2, goods: 'other', catalogue: FURNITURE, computer: null },
    ...{ brand: null, model: null, quantity: 5, unitPrice: '4000.00', ...changes },
  };
}

describe('machines that are bought as something else', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    describe('a computer on a line of other goods', () => {
      const submit = async (changes: Partial<OrderLine>) => {
        const office = await openOffice(gate);
        const { officeItem, antivirus } = itemsOf(office);
        return office.submit(
          composed(office, {
            lines: [lineOf(office), otherGoods(office, changes)],
            items: [officeItem, antivirus],
          }),
        );
      };

      it('goes to a person who is shown the words', async () => {
        const answer = await submit({ description: '台式电脑主机 裸机 无系统' });

        assertJudged(answer, 'referred', ['INT-09 bare-machine /lines/1/description']);
        const [{ message }] = answer.body.decision.findings;
        assert.match(message['zh-CN'], /裸机、无系统|裸机，无系统|裸机, 无系统/);
      });

      it('goes to a person by its brand alone', async () => {
        const answer = await submit({ description: '办公设备', model: 'ThinkCentre M90t' });

        assertJudged(answer, 'referred', ['INT-09 computer-as-other-goods /lines/1/description']);
      });

      it('is no computer desk', async () => {
        assertApproved(await submit({ description: '电脑桌' }));
      });
    });

    it('a computer whose text says that it comes without a system goes to a person', async () => {
      const office = await openOffice(gate);
      const answer = await office.submit(office.order({ line: { description: '台式计算机，自行安装系统' } }));

      assertJudged(answer, 'referred', ['INT-09 bare-machine /lines/0/description']);
    });

    describe('a system that is only required', () => {
      const submit = async (order: Partial<OrderSubmission>, line: Partial<OrderLine> = {}) => {
        const office = await openOffice(gate);
        const required = onSystems(office.order({ line: { brand: null, model: null, ...line } }), {
          ...{ state: 'required', product: null, edition: null, version: null },
          ...{ licenceType: null, securityRating: null, evidence: [] },
        });
        return office.submit({ ...required, method: 'inquiry', supplier: null, ...order });
      };
      const offered = 'OS-02 offer-known /lines/0/computer/operatingSystem/state';

      it('passes before there is an offer', async () => {
        assertApproved(await submit({}));
      });

      for (const method of ['e-mall', 'framework-agreement'] as const) {
        it(`is refused in ${method}, which sells machines that exist`, async () => {
          const { findings, outcome } = verdictOf(await submit({ method }));
          assert.equal(outcome, 'rejected');
          assert.ok(findings.includes(offered), findings.join());
        });
      }

      it('is refused beside the brand or the model of what is bought', async () => {
        const named = 'HW-07 brand-named /lines/0/brand';

        assertJudged(await submit({}, { brand: '长城' }), 'rejected', [named, offered]);
        assertJudged(await submit({}, { model: '世恒 TD120A2' }), 'rejected', [named, offered]);
      });

      it('is refused beside a supplier', async () => {
        const { findings } = verdictOf(await submit({ supplier: { name: '某公司', creditCode: null } }));
        assert.ok(findings.includes(offered), findings.join());
      });
    });

    it('an edition that the product does not have is nobody’s to pass', async () => {
      const office = await openOffice(gate);
      const answer = await office.submit(onSystems(office.order(), { edition: 'Supreme' }));

      assert.deepEqual(verdictOf(answer), {
        ...{ outcome: 'referred', findings: [] },
        indeterminate: ['OS-05 /lines/0'],
      });
    });

    it('a credit check on a day that is still to come is told at once', async () => {
      const office = await openOffice(gate);
      const order = office.order();
      const answer = await office.submit({
        ...order,
        supplier: { ...order.supplier, creditCheckedOn: '2099-12-31' },
      });

      assertJudged(answer, 'approved', ['SUP-03 in-future /supplier/creditCheckedOn']);
    });
  });
});
