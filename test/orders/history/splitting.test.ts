import assert from 'node:assert/strict';
import type { Approval, OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { creditCode, type OrderWish } from '../../support/given.ts';
import { type Office, openLine, openOffice } from '../../support/office.ts';
import { actsOf, grantMore, unchecked } from '../life-support.ts';
import { asDecided, granted, openDesk, reviewOf } from '../review/waivers-support.ts';
import { assertApproved, assertJudged, LARGE } from '../tricky-cases/tricky-orders.ts';

describe('splitting', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    onOneOfThem(engine, 'what does not pass is judged of facts, whichever engine they come from', () => {
      describe('with an approved exception', () => {
        const buy = (office: Office, approvals: readonly Approval[] = []) =>
          office.submit({
            ...office.order({ quantity: 300, unitPrice: '5000.00', supplier: creditCode('supplier') }),
            approvals: [...approvals],
          });
        const exception: Approval = {
          ...{ kind: 'splitting-exception', document: '荆财采〔2026〕12号' },
          ...{ issuedBy: '荆州市财政局', issuedOn: '2026-05-20' },
        };
        const SEEN = { rule: 'PRC-02', revision: 2, clause: 'exception-claimed' };

        it('goes to a person, who lets it pass, and does not count while the exception holds', async () => {
          const { office, finance } = await openDesk(gate, LARGE);
          const excepted = await buy(office, [exception]);
          assertJudged(excepted, 'referred', ['PRC-02 exception-claimed /lines/0']);
          await granted(finance, reviewOf(excepted, { rules: [SEEN], reasonCode: 'approved-elsewhere' }));

          assert.equal((await asDecided(office.officer, excepted)).body.decision.outcome, 'approved');
          assertApproved(await buy(office));
        });

        it('is seen with the first purchase, which alone would split nothing', async () => {
          const office = await openOffice(gate);
          const small = { ...office.order(), approvals: [{ ...exception, kind: 'budget-adjustment' as const }] };

          assertJudged(await office.submit(small), 'referred', ['PRC-02 exception-claimed /lines/0']);
        });

        const unfounded: readonly (readonly [string, Partial<Approval>])[] = [
          ['has ended', { validUntil: '2020-01-01' }],
          ['is for no line of the order', { lines: [99] }],
          ['is of another kind', { kind: 'method-change' }],
        ];
        for (const [says, changes] of unfounded) {
          it(`counts when the exception ${says}`, async () => {
            const office = await openOffice(gate, LARGE);

            assertApproved(await buy(office, [{ ...exception, ...changes }]));
            assertJudged(await buy(office), 'rejected', ['PRC-02 over-threshold /lines/0']);
          });
        }
      });
    });

    describe('over agencies of one parent that buy from one supplier', () => {
      const buy = (office: Office, quantity: number, supplier: string, wish: Partial<OrderWish> = {}) =>
        office.submit(office.order({ quantity, unitPrice: '5000.00', supplier, ...wish }));
      const openSisters = async () => {
        const { agencyCode: parentCode } = await openOffice(gate);
        const [one, other] = [
          await openOffice(gate, { ...LARGE, parentCode }),
          await openOffice(gate, { ...LARGE, parentCode }),
        ];
        return { one, other, supplier: one.supplier };
      };

      it('counts what an agency bought before together with what its sisters bought', async () => {
        const { one, other, supplier } = await openSisters();

        assertApproved(await buy(one, 62, supplier));
        assertApproved(await buy(other, 20, supplier));
        assertApproved(await buy(other, 38, supplier));
        assertJudged(await buy(other, 1, supplier), 'referred', ['PRC-02 sister-agencies /lines/0']);
      });

      it('counts an agency that has no sisters there only as itself', async () => {
        const { one, supplier } = await openSisters();
        const { agencyCode } = one;
        const elsewhere = await openLine(gate, {
          ...{ agencyCode, economicClass: '31002', appropriation: '900000.00', project: '信息化建设' },
        });

        assertApproved(await buy(one, 100, supplier));
        assertApproved(await buy(one, 100, supplier, { hardwareLine: elsewhere }));
      });
    });

    describe('of software', () => {
      const buy = async (office: Office, changes: Partial<OrderSubmission['lines'][number]>) => {
        const supplier = creditCode('supplier');
        const amount = '1500000.00';
        const line: OrderSubmission['lines'][number] = {
          ...{ line: 1, goods: 'software', description: supplier, quantity: 15_000, unitPrice: '100.00' },
          ...{ domestic: true, software: { category: 'office' } },
          funding: [{ budgetLine: office.softwareLine, amount }],
          ...changes,
        };
        const usual = office.order({ supplier });
        const item: PlanItem = {
          ...{ ...usual.softwarePlan?.[0], category: line.software?.category ?? null, product: null, orderLine: 1 },
          ...{ seats: line.quantity, forExistingDevices: line.quantity, unitPrice: null, funding: [] },
          ...(line.software?.category === 'antivirus-client' && { serviceMonths: 12 }),
        };
        return office.submit({ ...usual, lines: [line], softwarePlan: [item], total: amount });
      };

      it('counts an item once, by whichever edition of the catalogue it is coded', async () => {
        const office = await openOffice(gate, { ...LARGE, staff: 20_000 });

        const newer = await buy(office, { catalogue: { edition: '2022', code: 'A08060301' } });
        const older = await buy(office, { catalogue: { edition: '2013', code: 'A02010801' } });

        assertApproved(newer);
        assertJudged(older, 'rejected', ['PRC-02 over-threshold /lines/0']);
      });

      it('counts systems and office software as the one item that the catalogue makes of them', async () => {
        const office = await openOffice(gate, { ...LARGE, staff: 20_000 });
        const catalogue = { edition: '2013', code: 'A02010801' } as const;

        const suite = await buy(office, { catalogue });
        const system = await buy(office, { catalogue, software: { category: 'operating-system' } });
        const antivirus = await buy(office, { catalogue, software: { category: 'antivirus-client' } });

        assertApproved(suite);
        assertJudged(system, 'rejected', ['PRC-02 over-threshold /lines/0']);
        assertApproved(antivirus);
      });
    });
  });
});

describe('how far back orders are looked for', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    describe('within thirty days', () => {
      const buy = (office: Office, quantity: number) =>
        office.submit(office.order({ quantity, unitPrice: '5000.00', order: { supplier: unchecked(office) } }));

      it('is not undone by waiting: a review keeps the day of the submission', async () => {
        const office = await openOffice(gate, LARGE);

        assertApproved(await buy(office, 70));
        gate.clock.advance({ days: 20 });
        const second = await buy(office, 70);
        gate.clock.advance({ days: 12 });
        const waited = await actsOf(office.officer).decideAgain(second);

        assertJudged(second, 'referred', ['PRC-02 small-orders /lines/0']);
        assertJudged(waited, 'referred', ['PRC-02 small-orders /lines/0']);
      });

      it('lets the same order pass when it is submitted after them', async () => {
        const office = await openOffice(gate, LARGE);

        assertApproved(await buy(office, 70));
        gate.clock.advance({ days: 31 });
        assertApproved(await buy(office, 70));
      });

      it('counts what was bought after an order that is cured later', async () => {
        const office = await openOffice(gate, { ...LARGE, hardwareMoney: '400000.00' });
        const poor = await buy(office, 81);

        gate.clock.advance({ days: 10 });
        assertApproved(await buy(office, 70));
        await grantMore(gate, office.hardwareLine, '900000.00');
        const cured = await actsOf(office.officer).decideAgain(poor);

        assertJudged(poor, 'rejected', ['BUD-02 over-available /lines/0/funding/0/amount']);
        assertJudged(cured, 'referred', ['PRC-02 small-orders /lines/0']);
      });
    });

    describe('of twins', () => {
      it('finds a twin of the last thirty days however long the order waits', async () => {
        const office = await openOffice(gate, LARGE);
        const buy = () =>
          office.submit(office.order({ line: { model: '同一型号' }, order: { supplier: unchecked(office) } }));

        assertApproved(await buy());
        gate.clock.advance({ days: 20 });
        const twin = await buy();
        gate.clock.advance({ days: 11 });
        const waited = await actsOf(office.officer).decideAgain(twin);

        assertJudged(twin, 'referred', ['INT-03 twin-order /lines']);
        assertJudged(waited, 'referred', ['INT-03 twin-order /lines']);
      });
    });
  });
});
