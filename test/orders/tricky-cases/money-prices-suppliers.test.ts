import assert from 'node:assert/strict';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate, testClock } from '../../support/gate.ts';
import { creditCode, supplierName } from '../../support/given.ts';
import { type Office, openEntitlement, openOffice, rulesIn } from '../../support/office.ts';
import { assertApproved, assertJudged, LARGE, lineFor, onMachines, registered } from './tricky-orders.ts';

// Tricky orders at submission. A supplement of exactly ten percent stands with the contract, the rate of a unit without
// computers with the reports.

describe('money, prices and suppliers', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    describe('splitting over two suppliers in one week', () => {
      const buy = (office: Office, quantity: number, supplier = office.supplier) =>
        office.submit(office.order({ quantity, unitPrice: '5000.00', supplier }));

      it('counts whoever sells, and a withdrawn order not at all', async () => {
        const office = await openOffice(gate, LARGE);
        const other = creditCode('supplier');

        const first = await buy(office, 152);
        const withdrawn = await buy(office, 152, other);
        await office.officer.post(
          `/v1/orders/${withdrawn.body.order.id}/withdrawal`,
          { reason: '供应商无货' },
          { 'if-match': String(withdrawn.headers.etag) },
        );
        const third = await buy(office, 152, other);
        const over = await buy(office, 97);
        const exactly = await buy(office, 96, other);

        for (const answer of [first, withdrawn, third]) assertApproved(answer);
        assertJudged(over, 'rejected', ['PRC-02 over-threshold /lines/0']);
        // Two million is not above two million, but it is more than four fifths of it.
        assertJudged(exactly, 'referred', ['PRC-02 near-threshold /lines/0']);
      });

      it('sees two small orders that together go over the limit of dispersed purchases', async () => {
        const office = await openOffice(gate, LARGE);

        const first = await buy(office, 60);
        const limit = await buy(office, 60, creditCode('supplier'));
        const over = await buy(office, 1);

        for (const answer of [first, limit]) assertApproved(answer);
        assertJudged(over, 'referred', ['PRC-02 small-orders /lines/0']);
      });
    });

    describe('the code A02010105', () => {
      const coded = (office: Office, edition: '2013' | '2022', code: string, category: 'desktop' | 'laptop') =>
        office.submit(onMachines(office.order({ line: { catalogue: { edition, code } } }), { category }));

      it('is a laptop in the edition of 2013 and a desktop in that of 2022', async () => {
        const office = await openOffice(gate);

        assertJudged(await coded(office, '2013', 'A02010105', 'desktop'), 'rejected', [
          'INT-04 decoded-otherwise /lines/0/catalogue/code',
        ]);
        assertApproved(await coded(office, '2013', 'A02010105', 'laptop'));
        assertApproved(await coded(office, '2022', 'A02010105', 'desktop'));
        assertApproved(await coded(office, '2013', 'A02010104', 'desktop'));
        assertJudged(await coded(office, '2022', 'A02010104', 'desktop'), 'rejected', [
          'INT-04 decoded-otherwise /lines/0/catalogue/code',
        ]);
      });
    });

    describe('a machine that is replaced', () => {
      const replacing = async (acquiredOn: string, approvals: object[] = []) => {
        const office = await openOffice(gate);
        const device = { agencyCode: office.agencyCode, category: 'desktop', acquiredOn, state: 'in-use' };
        const { id } = await registered(gate, '/v1/devices', device);
        const order = office.order({ line: { replaces: [id] } });
        return office.submit(Object.assign(order, { approvals }));
      };

      it('after five years and eleven months is replaced too early, and a ground only takes it to a person', async () => {
        const paper = { document: '报废审批〔2026〕3号', issuedBy: '荆州市财政局', issuedOn: '2026-05-20' };
        const ground = { kind: 'early-replacement', ...paper, ground: 'unusable' };

        assertJudged(await replacing('2020-07-01'), 'rejected', ['HW-04 too-young /lines/0/replaces']);
        assertJudged(await replacing('2020-06-02'), 'rejected', ['HW-04 too-young /lines/0/replaces']);
        assertJudged(await replacing('2020-07-01', [ground]), 'referred', [
          'HW-04 too-young-with-ground /lines/0/replaces',
        ]);
      });

      it('after six years to the day is old enough', async () => {
        assertApproved(await replacing('2020-06-01'));
      });
    });

    describe('office software at the caps', () => {
      const priced = async (unitPrice: string, kinds: readonly ('price-finance' | 'price-technical')[] = []) => {
        const office = await openOffice(gate);
        const issued = { issuedBy: '本单位', issuedOn: '2026-05-20' };
        const approvals = kinds.map((kind) => ({ kind, document: `批复 ${kind}`, ...issued }));
        return office.submit(office.order({ office: { unitPrice }, order: { approvals } }));
      };
      const both = ['price-finance', 'price-technical'] as const;
      const SEEN = 'HW-02 over-standard-approved /softwarePlan/0/unitPrice';

      it('at 600.00 is within the standard, and one fen more needs both approvals and somebody who sees them', async () => {
        assertApproved(await priced('600.00'));
        for (const kinds of [[], ['price-finance'], ['price-technical']] as const) {
          assertJudged(await priced('600.01', kinds), 'referred', ['HW-02 over-standard /softwarePlan/0/unitPrice']);
        }
        assertJudged(await priced('600.01', both), 'referred', [SEEN]);
      });

      it('at 1,400.00 goes to a person with both approvals, and no approval allows one fen more', async () => {
        assertJudged(await priced('1400.00', both), 'referred', [SEEN]);
        assertJudged(await priced('1400.01', both), 'rejected', ['HW-02 over-maximum /softwarePlan/0/unitPrice']);
      });

      it('is not measured by the numbers of the consultation draft', async () => {
        for (const unitPrice of ['800.00', '1000.00', '1300.00']) {
          assertJudged(await priced(unitPrice), 'referred', ['HW-02 over-standard /softwarePlan/0/unitPrice']);
        }
      });
    });

    describe('an entry of a blacklist', () => {
      const fromListed = async (entry: object) => {
        const office = await openOffice(gate);
        const listing = { supplier: office.supplier, source: 'local-software', reason: '预装盗版', from: '2026-01-01' };
        await registered(gate, '/v1/debarments', { ...listing, ...entry });
        return office.submit(office.order());
      };

      it('removed yesterday goes to a person when the list is the local one', async () => {
        const lifted = { until: '2026-05-31', endReason: 'revoked' };

        assertJudged(await fromListed(lifted), 'referred', ['SUP-02 recently-ended /supplier/creditCode']);
        assertJudged(await fromListed({ until: '2026-05-31' }), 'referred', [
          'SUP-02 recently-ended /supplier/creditCode',
        ]);
      });

      it('removed yesterday says nothing more when the list is a national one, or when it was an error', async () => {
        assertApproved(await fromListed({ source: 'mof', until: '2026-05-31', endReason: 'revoked' }));
        assertApproved(await fromListed({ until: '2026-05-31', endReason: 'corrected' }));
      });

      it('bars on its last day, and an appeal takes only a local one to a person', async () => {
        const today = { until: '2026-06-01' };

        assertJudged(await fromListed(today), 'rejected', ['SUP-02 listed /supplier/creditCode']);
        assertJudged(await fromListed({ ...today, source: 'mof' }), 'rejected', [
          'SUP-01 debarred /supplier/creditCode',
        ]);
        assertJudged(await fromListed({ ...today, appealPending: true }), 'referred', [
          'SUP-02 under-appeal /supplier/creditCode',
        ]);
        assertJudged(await fromListed({ ...today, source: 'court', appealPending: true }), 'rejected', [
          'SUP-01 debarred /supplier/creditCode',
        ]);
      });
    });

    describe('an affiliate on a blacklist', () => {
      const withAffiliates = async (named: 'by the supplier' | 'by the listed one') => {
        const listed = creditCode('supplier');
        const office = await openOffice(gate);
        const bySupplier = named === 'by the supplier';
        const order = bySupplier ? office.order({ supplier: creditCode('supplier') }) : office.order();
        const supplier = order.supplier?.creditCode;
        const [creditCodeOf, affiliates] = bySupplier ? [supplier, [listed]] : [listed, [supplier]];
        await registered(gate, '/v1/suppliers', { creditCode: creditCodeOf, name: '关联企业', affiliates });
        const entry = { supplier: listed, source: 'mof', reason: '串通投标', from: '2026-01-01', until: null };
        await registered(gate, '/v1/debarments', entry);
        return office.submit(order);
      };

      it('goes to a person, whichever of the two says that they are one', async () => {
        for (const named of ['by the supplier', 'by the listed one'] as const) {
          assertJudged(await withAffiliates(named), 'referred', ['SUP-02 affiliate-listed /supplier/creditCode']);
        }
      });
    });

    describe('software money from a line of class 309', () => {
      it('has the same name as class 310 and the wrong code, unless the project is capital construction', async () => {
        const office = await openOffice(gate);
        const ordinary = await lineFor(gate, office, '30907');
        const construction = await registered(gate, '/v1/budget-lines', {
          code: `${ordinary}-J`,
          agencyCode: office.agencyCode,
          fiscalYear: 2026,
          project: '信息网络及软件购置更新',
          projectKind: 'capital-construction',
          economicClass: '30907',
          governmentProcurement: true,
          appropriation: '500000.00',
        });
        assert.ok(construction);
        const from = (budgetLine: string) =>
          office.submit(office.order({ office: { funding: [{ budgetLine, amount: '580.00' }] } }));

        assertJudged(await from(ordinary), 'rejected', ['BUD-03 wrong-class /softwarePlan/0/funding/0/budgetLine']);
        assertApproved(await from(`${ordinary}-J`));
      });
    });

    describe('a plan of spare seats alone', () => {
      it('needs no software money: the rule on software money passes', async () => {
        const office = await openOffice(gate, { softwareMoney: '0.00' });
        const { agencyCode } = office;
        const spareOffice = await openEntitlement(gate, { agencyCode, seats: 2 });
        const spareAntivirus = await openEntitlement(gate, {
          ...{ agencyCode, seats: 2, category: 'antivirus-client', product: '奇安信天擎' },
          ...{ edition: null, version: null, validUntil: '2028-12-31' },
        });
        const spare = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null, licenceType: null } as const;

        const answer = await office.submit(
          office.order({
            quantity: 2,
            office: { ...spare, entitlementId: spareOffice },
            antivirus: { ...spare, entitlementId: spareAntivirus },
          }),
        );

        assertApproved(answer);
        assert.deepEqual(answer.body.decision.register.undertakings, []);
        const { rules } = (await office.officer.get(`/v1/decisions/${answer.body.decision.id}/explanation`)).body;
        const money = rules.find(({ id }: { id: string }) => id === 'BUD-04');
        assert.equal(money.result, 'pass');
      });
    });
  });
});

describe('an order in December on the line of next year', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine, clock: testClock('2026-12-15T01:00:00.000Z') });
    });
    after(() => gate.close());

    it('is judged by the year that the order names, never by the calendar', async () => {
      const office = await openOffice(gate);
      const nextYear = `${office.hardwareLine}-2027`;
      await registered(gate, '/v1/budget-lines', {
        ...{ code: nextYear, agencyCode: office.agencyCode, fiscalYear: 2027, project: '办公设备更新' },
        ...{ economicClass: '31007', governmentProcurement: true, appropriation: '500000.00' },
      });
      const supplier = {
        creditCode: office.supplier,
        name: supplierName(office.supplier),
        creditCheckedOn: '2026-12-10',
      };
      const delivery = { validFrom: '2027-03-01', deliverBy: '2027-03-01' };
      const inYear = (fiscalYear: number, hardwareLine: string, softwareLine: string) =>
        office.submit(
          office.order({
            ...{ hardwareLine, softwareLine, office: delivery },
            antivirus: { ...delivery, validUntil: '2028-02-29' },
            order: { fiscalYear, supplier, expectedDeliveryOn: '2027-03-01' },
          }),
        );

      assertJudged(await inYear(2026, nextYear, nextYear), 'rejected', ['BUD-01 wrong-year /lines']);
      assertJudged(await inYear(2027, office.hardwareLine, nextYear), 'rejected', ['BUD-01 wrong-year /lines']);
      assertApproved(await inYear(2027, nextYear, nextYear));
      const thisYear = await inYear(2026, office.hardwareLine, office.softwareLine);
      assert.deepEqual(rulesIn(thisYear), []);
    });
  });
});
