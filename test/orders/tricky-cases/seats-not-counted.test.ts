import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged, composed, itemsOf, LARGE, lineOf, verdictOf } from './tricky-orders.ts';

const SPARE = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;

describe('seats that count and seats that do not', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    describe('ten spare seats and two orders of eight', () => {
      const drawing = (office: Office, entitlementId: string) =>
        office.order({ quantity: 8, office: { ...SPARE, entitlementId } });
      const tooLate = {
        outcome: 'rejected',
        findings: ['LIC-02 not-enough-free /softwarePlan/0/seats', 'PLN-02 office-short /softwarePlan'],
        indeterminate: [],
      };

      it('sent at once: one gets its eight, the other learns that two are left', async () => {
        const office = await openOffice(gate);
        const entitlement = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 10 });
        const orders = [drawing(office, entitlement), drawing(office, entitlement)];

        const answers = await Promise.all(orders.map(office.submit));

        const [winner, loser] = answers.toSorted((a, b) => (a.body.order.state < b.body.order.state ? -1 : 1));
        assert.ok(winner && loser);
        assertApproved(winner);
        assert.deepEqual(verdictOf(loser), tooLate);
        const seats = loser.body.decision.findings.find(({ rule }: { rule: string }) => rule === 'LIC-02');
        assert.equal(seats.facts['entitlement.freeSeats'], 2);
        const { held, free } = (await gate.installer.get(`/v1/entitlements/${entitlement}`)).body;
        assert.deepEqual({ held, free }, { held: 8, free: 2 });
      });

      it('sent in one batch: the second sees what the first one took', async () => {
        const office = await openOffice(gate);
        const entitlement = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 10 });

        const answer = await office.officer.post('/v1/orders/batch', {
          orders: [drawing(office, entitlement), drawing(office, entitlement)],
        });

        const [first, second] = answer.body.results;
        assert.equal(first.decision.outcome, 'approved');
        assert.deepEqual(verdictOf(Object.assign(answer, { body: second })), tooLate);
      });
    });

    describe('antivirus software whose term is compared with the delivery on 2026-09-01', () => {
      const until = async (validUntil: string) => {
        const office = await openOffice(gate);
        return office.submit(office.order({ antivirus: { validFrom: '2025-12-01', validUntil } }));
      };
      const over = ['LIC-03 expired /softwarePlan/1/validUntil', 'PLN-03 clients-short /softwarePlan'];

      it('counts for nothing when it ends the day before, or on the very day', async () => {
        assertJudged(await until('2026-08-31'), 'rejected', over);
        assertJudged(await until('2026-09-01'), 'rejected', over);
      });

      it('counts and goes to a person when it ends later than that, but within a year', async () => {
        const office = await openOffice(gate);
        const short = { validFrom: '2026-09-01', validUntil: '2027-08-30' };

        assertJudged(await until('2026-09-02'), 'referred', ['LIC-03 short /softwarePlan/1/validUntil']);
        assertJudged(await office.submit(office.order({ antivirus: short })), 'referred', [
          'LIC-03 short /softwarePlan/1/validUntil',
        ]);
        assertApproved(await office.submit(office.order({ antivirus: { ...short, validUntil: '2027-08-31' } })));
      });
    });

    describe('an umbrella licence in the name of a leading group: 1,100 of 2,000', () => {
      const GROUP = '咸宁市软件正版化工作领导小组';
      const wanting = async (seats: number, letterSeats: number | null) => {
        const office = await openOffice(gate, LARGE);
        const { agencyCode } = office;
        const umbrella = await openEntitlement(gate, { agencyCode, licensee: GROUP, seats: 1_100 });
        const { officeItem, antivirus } = itemsOf(office);
        const letter = { kind: 'allocation-letter', reference: '分配证明 1', seats: letterSeats } as const;
        const drawn = { ...officeItem, ...SPARE, seats, entitlementId: umbrella, licensee: GROUP };
        const bought = { ...officeItem, item: 3, seats: 2_000 - seats };
        const order = composed(office, {
          lines: [{ ...lineOf(office), quantity: 2_000 }],
          items: [
            { ...drawn, evidence: letterSeats === null ? [] : [letter] },
            { ...antivirus, seats: 2_000 },
            ...(bought.seats > 0 ? [bought] : []),
          ],
          order: { method: 'open-tender' },
        });
        return office.submit(order);
      };

      it('counts no seat without a letter of allocation, and never more than there are', async () => {
        const [over, other, short] = [
          'LIC-02 not-enough-free /softwarePlan/0/seats',
          'LIC-04 other-licensee /softwarePlan/0/licensee',
          'PLN-02 office-short /softwarePlan',
        ];

        assertJudged(await wanting(2_000, null), 'rejected', [over, other, short]);
        assertJudged(await wanting(2_000, 2_000), 'rejected', [over, short]);
        assertJudged(await wanting(1_100, 1_099), 'rejected', [other, short]);
      });

      it('covers 1,100 machines with a letter for so many, when the other 900 seats are bought', async () => {
        assertApproved(await wanting(1_100, 1_100));
      });
    });

    describe('a site licence', () => {
      const relyingOn = async (validUntil: string, afterEnd: string | null) => {
        const office = await openOffice(gate);
        const { agencyCode } = office;
        const site = { agencies: [agencyCode], headcount: 300, afterEnd };
        const shared = { agencyCode, site, seats: null, metric: 'site', channel: 'site', validUntil };
        const entitlementId = await openEntitlement(gate, shared);
        const drawn = { ...SPARE, provision: 'site-licence', licenceType: 'site', metric: 'site' } as const;
        return office.submit(office.order({ office: { ...drawn, entitlementId, seats: null } }));
      };
      const RIGHTS = '到期后转为 300 个永久许可';

      const short = 'LIC-03 short /softwarePlan/0/validUntil';

      it('covers every machine inside, though the plan names no number of seats', async () => {
        assertApproved(await relyingOn('2027-08-31', RIGHTS));
      });

      it('that ends in the middle of the next year goes to a person for its term', async () => {
        assertJudged(await relyingOn('2027-06-30', RIGHTS), 'referred', [short]);
      });

      it('whose paper does not say what remains after its end goes to a person for that too', async () => {
        assertJudged(await relyingOn('2027-06-30', null), 'referred', [
          short,
          'LIC-07 rights-after-end-unstated /softwarePlan/0/entitlementId',
        ]);
      });

      it('that ends before the machines come covers none of them', async () => {
        assertJudged(await relyingOn('2026-06-30', RIGHTS), 'rejected', [
          'LIC-03 expired /softwarePlan/0/validUntil',
          'PLN-02 office-short /softwarePlan',
        ]);
      });
    });

    describe('free antivirus software of 360', () => {
      it('in the personal edition does not count, whatever its statement says', async () => {
        const office = await openOffice(gate);

        assertJudged(await office.submit(freely(office, { edition: '个人版', evidence: [STATEMENT] })), 'rejected', [
          'PLN-03 clients-short /softwarePlan',
          'PLN-06 personal-edition /softwarePlan/1/edition',
          'PLN-07 not-on-list /softwarePlan/1/product',
        ]);
      });

      it('with an official statement counts only when the product is on the list of free software', async () => {
        const office = await openOffice(gate);

        assertJudged(await office.submit(freely(office, { evidence: [STATEMENT] })), 'rejected', [
          'PLN-03 clients-short /softwarePlan',
          'PLN-07 not-on-list /softwarePlan/1/product',
        ]);
      });
    });
  });
});

const STATEMENT = { kind: 'free-use-statement', reference: '7-Zip 官方免费使用声明' } as const;

function freely(office: Office, changes: Partial<PlanItem>): OrderSubmission {
  const free = {
    product: '360杀毒',
    edition: '企业版',
    version: null,
    provision: 'free',
    licenceType: 'free',
  } as const;
  const terms = { unitPrice: null, serviceMonths: null, validFrom: null, validUntil: null } as const;
  return office.order({ antivirus: { ...free, ...terms, ...changes } });
}

describe('free antivirus software of 360, where the list of free software names the product', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let folder: string;
    let gate: Gate;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'genuine-gate-pack-'));
      listAsFree(folder, '360 Antivirus', '企业版');
      gate = await startGate({ engine, env: { GATE_PACK_DIR: folder } });
    });
    after(async () => {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('the listed edition covers every machine without money, and the personal one still none', async () => {
      const office = await openOffice(gate, { softwareMoney: '1160.00' });

      assertApproved(await office.submit(freely(office, {})));
      assertJudged(await office.submit(freely(office, { edition: '个人版' })), 'rejected', [
        'PLN-03 clients-short /softwarePlan',
        'PLN-06 personal-edition /softwarePlan/1/edition',
        'PLN-07 not-on-list /softwarePlan/1/product',
      ]);
    });
  });
});

/** A rule pack like the one that ships, of an office that has put a product on its list of free software. */
function listAsFree(folder: string, product: string, edition: string): void {
  cpSync('rules', folder, { recursive: true });
  const path = join(folder, 'policy', 'parameters-000000.json');
  const file: { parameters: { name: string; value: unknown }[] } = JSON.parse(readFileSync(path, 'utf8'));
  const listed = { product, edition, statement: '官方免费使用声明', from: '2026-01-01', until: null };
  const parameters = file.parameters.map((parameter) =>
    parameter.name === 'policy.software.freeList' ? { ...parameter, value: [listed] } : parameter,
  );
  writeFileSync(path, JSON.stringify({ ...file, parameters }));
}
