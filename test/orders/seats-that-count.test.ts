import assert from 'node:assert/strict';
import type { PlanItem } from '../../src/facts/submission.ts';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { creditCode } from '../support/given.ts';
import { type Office, type OfficeWish, openEntitlement, openOffice } from '../support/office.ts';
import { actsOf } from './life-support.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  itemsOf,
  lineOf,
  registered,
  verdictOf,
} from './tricky-cases/tricky-orders.ts';

const SPARE = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;
const SITE = { ...SPARE, provision: 'site-licence' } as const;

onOneEngine('other files run its statements on both', (engine) => {
  describe('terms of what an order buys and draws on', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    /** What an office that has this entitlement is told when its plan is such. */
    const drawing = async (held: Record<string, unknown>, item: Partial<PlanItem>, wish: OfficeWish = {}) => {
      const office = await openOffice(gate, wish);
      const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, ...held });
      return office.submit(office.order({ office: { ...item, entitlementId } }));
    };
    const buying = (office: Office, antivirus: Partial<PlanItem>) => office.submit(office.order({ antivirus }));

    onOneOfThem(engine, 'terms are judged of facts, whichever engine they come from', () => {
      describe('a subscription', () => {
        const endless = {
          licenceType: 'subscription',
          serviceMonths: null,
          validFrom: null,
          validUntil: null,
        } as const;

        it('must say when it ends or how long it serves, and does not count before it does', async () => {
          const office = await openOffice(gate);

          const answer = await buying(office, endless);

          assertJudged(answer, 'rejected', ['INT-01 elements-missing', 'PLN-03 clients-short /softwarePlan']);
          assert.deepEqual(answer.body.decision.findings[0].facts['order.missingElements'], [
            '/softwarePlan/1/validUntil',
          ]);
          assertApproved(await buying(office, { ...endless, serviceMonths: 12 }));
        });

        it('of the register that has no end there goes to a person', async () => {
          assert.deepEqual(verdictOf(await drawing({ channel: 'subscription', validUntil: null }, SPARE)), {
            outcome: 'referred',
            findings: [],
            indeterminate: ['LIC-03 /softwarePlan/0'],
          });
          assertApproved(await drawing({ channel: 'subscription', validUntil: '2027-08-31' }, SPARE));
        });
      });

      describe('antivirus software for three years whose first day is not stated', () => {
        const years = { serviceMonths: null, validFrom: null, validUntil: '2029-08-31' };

        it('is held to the cap by the price of its first year', async () => {
          const office = await openOffice(gate);

          assertApproved(await buying(office, { ...years, unitPrice: '250.00', firstYearUnitPrice: '90.00' }));
        });

        it('goes to a person when the first year has no price of its own, cheap as it may be', async () => {
          const office = await openOffice(gate);
          const cheap = { ...years, unitPrice: '95.00', firstYearUnitPrice: null };

          assertJudged(await buying(office, cheap), 'referred', ['HW-03 not-split /softwarePlan/1/firstYearUnitPrice']);
          assertApproved(await buying(office, { ...cheap, validUntil: '2027-08-31' }));
        });
      });

      describe('software of five and a half years that a central agency renews', () => {
        const renewing = async (kind: 'office' | 'antivirus', category: string, level: string) => {
          const office = await openOffice(gate, { level, region: level === 'central' ? '110000' : '421000' });
          const { agencyCode } = office;
          const old = await openEntitlement(gate, {
            ...{ agencyCode, category, acquiredOn: '2020-12-01', validUntil: '2026-01-01' },
          });
          return office.submit(office.order({ [kind]: { replacesEntitlements: [old] } }));
        };

        it('is too young as an office suite, which must last six years, but not as antivirus software', async () => {
          assertJudged(await renewing('office', 'office', 'central'), 'rejected', [
            'LIC-09 too-young /softwarePlan/0/replacesEntitlements',
          ]);
          assertApproved(await renewing('antivirus', 'antivirus-client', 'central'));
          assertApproved(await renewing('office', 'office', 'city'));
        });
      });
    });

    describe('spare seats of the agency, while it buys new ones', () => {
      const buyingBeside = async (held: Record<string, unknown>) => {
        const office = await openOffice(gate);
        await openEntitlement(gate, { agencyCode: office.agencyCode, ...held });
        const check = await office.officer.post('/v1/checks', office.order());
        return { answer: await office.submit(office.order()), offers: check.body.decision.register.offers.length };
      };
      const idle = async (held: Record<string, unknown>) => {
        const { answer, offers } = await buyingBeside(held);
        assertApproved(answer);
        assert.equal(offers, 0);
      };
      const wanted = async (held: Record<string, unknown>) => {
        const { answer, offers } = await buyingBeside(held);
        assertJudged(answer, 'referred', ['PLN-04 reuse-first /softwarePlan']);
        assert.equal(offers, 1);
      };

      it('are no reason to buy less when they end within a year of the delivery, or have not begun yet', async () => {
        await idle({ validUntil: '2026-07-01' });
        await idle({ validUntil: '2026-09-01' });
        await idle({ validUntil: '2027-08-30' });
        await wanted({ validUntil: '2027-08-31' });
        await idle({ validFrom: '2026-06-02' });
        await wanted({ validFrom: '2026-06-01' });
        await idle({ channel: 'subscription', validUntil: null });
      });

      it('are none either when they name another body, or are for the sites of others', async () => {
        const site = { agencies: [creditCode()], headcount: null, afterEnd: null };

        await idle({ licensee: '某市正版化工作领导小组' });
        await idle({ channel: 'site', site });
      });

      it('are as spare as before beside seats that the plan draws from elsewhere', async () => {
        const office = await openOffice(gate);
        const { agencyCode } = office;
        const { officeItem, antivirus } = itemsOf(office);
        const drawing = async (held: Record<string, unknown>) => {
          const entitlementId = await openEntitlement(gate, { agencyCode, ...held });
          const drawn: PlanItem = {
            item: 3,
            category: 'office',
            provision: 'spare-entitlement',
            entitlementId,
            seats: 5,
          };
          const order = composed(office, { lines: [lineOf(office)], items: [officeItem, antivirus, drawn] });
          return office.officer.post('/v1/checks', order);
        };
        await openEntitlement(gate, { agencyCode });

        assertJudged(await drawing({ transferable: false }), 'referred', ['PLN-04 reuse-first /softwarePlan']);
        assertJudged(await drawing({ category: 'antivirus-client' }), 'referred', ['PLN-04 reuse-first /softwarePlan']);
      });
    });

    describe('spare seats of a product that was registered here', () => {
      const NAMED = { product: 'Suite Z', version: '1' } as const;
      const unnamed = { product: null, edition: null, version: null } as const;
      before(async () => {
        await registered(gate, '/v1/products', {
          ...{ category: 'office', publisher: 'P', name: 'Suite Z', aliases: [], osFamily: null, domestic: true },
          ...{ volumeIsUpgradeOnly: false, rights: [] },
          editions: [
            { name: 'Lite', unitEligible: false, rank: 1 },
            { name: 'Pro', unitEligible: true, rank: 2 },
          ],
          versions: [{ version: '1', releasedOn: null, supportEndsOn: null }],
        });
      });

      it('are judged by their edition, whether or not the plan names the product', async () => {
        const held = { ...NAMED, edition: 'Lite' };
        const refused = ['PLN-02 office-short /softwarePlan', 'PLN-06 personal-edition /softwarePlan/0/edition'];

        assertJudged(await drawing(held, { ...SPARE, ...held }), 'rejected', refused);
        assertJudged(await drawing(held, { ...SPARE, ...unnamed }), 'rejected', refused);
        assertApproved(await drawing({ ...NAMED, edition: 'Pro' }, { ...SPARE, ...unnamed }));
      });
    });

    it('a seat of the machine that is replaced can be drawn once it was taken back, as the finding asks', async () => {
      const office = await openOffice(gate);
      const { agencyCode, officer } = office;
      const old = { agencyCode, category: 'desktop', acquiredOn: '2018-01-01', state: 'in-use' };
      const { id: deviceId } = await registered(gate, '/v1/devices', old);
      const entitlementId = await openEntitlement(gate, { agencyCode, seats: 1 });
      const { id } = await registered(gate, '/v1/allocations', { agencyCode, entitlementId, deviceId });
      const line = { replaces: [deviceId] };

      const answer = await office.submit(office.order({ line }));
      const { headers } = await officer.get(`/v1/allocations/${id}`);
      await officer.post(`/v1/allocations/${id}/end`, { reason: '以旧换新' }, { 'if-match': String(headers.etag) });

      assertJudged(answer, 'referred', ['LIC-08 released-seats-unused /softwarePlan']);
      assert.match(answer.body.decision.findings[0].remedy.en, /^Take the seats \(1\) back from the old machines/u);
      // The one that waits has the old machine, so it is amended, not ordered once more.
      const drawn = office.order({ line, office: { ...SPARE, entitlementId } });
      const { reference } = answer.body.order;
      assertApproved(await actsOf(officer).amend(answer, { ...drawn, reference }));
    });

    describe('a site licence', () => {
      const site = (changes: Record<string, unknown>) => ({
        ...{ channel: 'site', seats: null },
        site: { agencies: [], headcount: null, afterEnd: '到期后转为永久许可', ...changes },
      });

      it('for other agencies does not count, under whatever name its seats are drawn', async () => {
        const ofOthers = site({ agencies: [creditCode()] });
        const refused = ['LIC-07 outside-scope /softwarePlan/0/entitlementId', 'PLN-02 office-short /softwarePlan'];

        assertJudged(await drawing(ofOthers, SITE), 'rejected', refused);
        assertJudged(await drawing(ofOthers, SPARE), 'rejected', refused);
      });

      it('for so many people goes to a person while nobody knows how many there are', async () => {
        const staff = null;

        const { outcome, indeterminate } = verdictOf(await drawing(site({ headcount: 10 }), SITE, { staff }));

        assert.equal(outcome, 'referred');
        assert.ok(indeterminate.includes('LIC-07 /softwarePlan/0'), String(indeterminate));
        assert.ok(
          !verdictOf(await drawing(site({}), SITE, { staff })).indeterminate.includes('LIC-07 /softwarePlan/0'),
        );
      });

      it('of fifty seats is asked how many of them the order takes', async () => {
        const fifty = { ...site({}), seats: 50 };

        assertJudged(await drawing(fifty, { ...SITE, seats: null }), 'rejected', [
          'INT-01 elements-missing',
          'PLN-02 office-short /softwarePlan',
        ]);
        assertApproved(await drawing(fifty, SITE));
        assertApproved(await drawing(site({}), { ...SITE, seats: null }));
      });
    });
  });
});
