import type { OrderLine, OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { type Office, type OfficeWish, openEntitlement, openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged, composed, itemsOf, lineOf, onSystems, registered } from './tricky-orders.ts';

/** No unit that must buy rated products. */
const HOSPITAL: OfficeWish = { kind: 'other-institution', level: 'city' };

type Paper = NonNullable<PlanItem['evidence']>[number];
type Approval = NonNullable<OrderSubmission['approvals']>[number];

describe('papers and rights that do not hold', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('an approval says nothing before the day on which it is issued', async () => {
      const office = await openOffice(gate);
      const approval: Approval = { kind: 'import-product', document: '荆财采〔2026〕9号', issuedBy: '荆州市财政局' };
      const submit = (issuedOn: string) => {
        const order = office.order({ line: { domestic: false } });
        return office.submit({ ...order, approvals: [{ ...approval, issuedOn }] });
      };

      assertJudged(await submit('2026-06-01'), 'referred', ['PRC-05 import-approved /lines/0/domestic']);
      assertJudged(await submit('2026-12-01'), 'referred', ['PRC-05 not-domestic /lines/0/domestic']);
    });

    describe('one letter for five seats', () => {
      /** Ten machines, and two items of five seats, each with a letter of this reference. */
      const submit = async (references: readonly string[], paper: Paper, wish: Partial<PlanItem>) => {
        const office = await openOffice(gate);
        const { officeItem, antivirus } = itemsOf(office);
        const umbrella = { agencyCode: office.agencyCode, licensee: GROUP, seats: 10 };
        const isDrawn = wish.provision === 'spare-entitlement';
        const entitlementId = isDrawn ? await openEntitlement(gate, umbrella) : null;
        const items = references.map((reference, at) => ({
          ...{ ...officeItem, unitPrice: null, ...wish, item: 3 + at, entitlementId },
          ...{ seats: 5, evidence: [{ ...paper, reference, seats: 5 }] },
        }));
        const order = composed(office, {
          lines: [{ ...lineOf(office), quantity: 10 }],
          items: [{ ...antivirus, seats: 10 }, ...items],
        });
        return office.submit(order);
      };
      const GROUP = '某市软件正版化工作领导小组';
      const short = 'PLN-02 office-short /softwarePlan';

      it('allocates no ten, though two items of five attach it', async () => {
        const drawn: Partial<PlanItem> = { provision: 'spare-entitlement', deliverBy: null, licensee: GROUP };
        const other = [1, 2].map((item) => `LIC-04 other-licensee /softwarePlan/${item}/licensee`);

        assertApproved(await submit(['分配证明 1', '分配证明 2'], { kind: 'allocation-letter' }, drawn));
        const answer = await submit(['分配证明 1', '分配证明 1'], { kind: 'allocation-letter' }, drawn);
        assertJudged(answer, 'rejected', [...other, short]);
      });

      it('attests no ten bundled ones either', async () => {
        const bundled: Partial<PlanItem> = { provision: 'bundled', licenceType: 'oem' };
        const letter: Paper = { kind: 'vendor-authorization-letter' };

        assertApproved(await submit(['授权书 1', '授权书 2'], letter, bundled));
        assertJudged(await submit(['授权书 1', '授权书 1'], letter, bundled), 'rejected', [short]);
      });
    });

    describe('the special system of a classified unit', () => {
      const submit = async (held: Record<string, unknown>) => {
        const office = await openOffice(gate, { isClassified: true });
        const { agencyCode } = office;
        const system = { category: 'operating-system', product: '专用系统', edition: null, version: null, seats: 9 };
        const specialOsEntitlementId = await openEntitlement(gate, { agencyCode, ...system, ...held });
        const exemption: OrderSubmission['exemption'] = {
          ...{ kind: 'classified', document: `保密〔2026〕${nextNumber()}号`, issuedBy: ['荆州市国家保密局'] },
          ...{ devices: 1, validUntil: '2026-12-31', specialOsEntitlementId },
        };
        const machine = { ...lineOf(office).computer, operatingSystem: { state: 'none' } as const };
        const order = office.order({ line: { computer: machine } });
        return office.submit({ ...order, exemption });
      };

      it('is none where it came with other machines and dies with them', async () => {
        assertJudged(await submit({ channel: 'granted-from-above' }), 'referred', ['EXC-01 claimed /exemption']);
        assertJudged(await submit({ channel: 'oem' }), 'rejected', [
          'EXC-01 no-special-system /exemption/specialOsEntitlementId',
          'OS-01 absent /lines/0/computer/operatingSystem/state',
        ]);
      });
    });

    describe('a licence', () => {
      const name = '示例系统';
      before(async () => {
        await registered(gate, '/v1/products', {
          ...{ category: 'operating-system', publisher: '示例公司', name, aliases: [], osFamily: 'linux' },
          ...{ domestic: true, volumeIsUpgradeOnly: false },
          editions: [{ name: 'Professional', unitEligible: true, rank: 2 }],
          versions: ['1', '2'].map((version) => ({ version, releasedOn: `202${version}-01-01`, supportEndsOn: null })),
          rights: [{ kind: 'downgrade', fromVersion: '2', toVersion: '1', from: null, until: '2026-08-31' }],
        });
      });

      it('is good for an earlier version only while the right to go down lasts', async () => {
        const office = await openOffice(gate, HOSPITAL);
        const submit = (expectedDeliveryOn: string) => {
          const order = onSystems(office.order(), { product: name, version: '2', target: { version: '1' } });
          const plan = (order.softwarePlan ?? []).map((item) => ({ ...item, deliverBy: '2026-08-31' }));
          return office.submit({ ...order, expectedDeliveryOn, softwarePlan: plan.map(beganBefore) });
        };

        assertApproved(await submit('2026-08-31'));
        assertJudged(await submit('2026-09-01'), 'referred', [
          'OS-09 no-downgrade-right /lines/0/computer/operatingSystem/target',
        ]);
      });

      it('for a machine that is there already upgrades none that is bought', async () => {
        const office = await openOffice(gate, HOSPITAL);
        const submit = (changes: Partial<PlanItem>) =>
          office.submit(
            upgraded(office, { item: 3, product: name, edition: 'Professional', version: '2', ...changes }),
          );
        const above = 'OS-08 above-version /lines/0/computer/operatingSystem/target/version';

        assertApproved(await submit({}));
        assertJudged(await submit({ forExistingDevices: 1 }), 'rejected', [above]);
      });

      it('that a server cannot do without upgrades no desktop beside it', async () => {
        const office = await openOffice(gate, HOSPITAL);
        const submit = (seats: number) =>
          office.submit(
            upgraded(office, { item: 3, product: name, edition: 'Professional', version: '2', seats }, [
              bareServer(office),
            ]),
          );
        const above = 'OS-08 above-version /lines/0/computer/operatingSystem/target/version';

        assertApproved(await submit(2));
        assertJudged(await submit(1), 'rejected', [above]);
      });

      /** A desktop whose version 1 will be raised to 2. */
      function upgraded(office: Office, licence: PlanItem, others: readonly OrderLine[] = []): OrderSubmission {
        const { officeItem, antivirus } = itemsOf(office);
        const [line = lineOf(office)] = onSystems(office.order(), {
          ...{ product: name, version: '1', target: { version: '2' } },
        }).lines;
        const system: PlanItem = {
          ...{ ...officeItem, category: 'operating-system', unitPrice: '0.00', seats: 1 },
          ...licence,
        };
        const servers = others.length > 0 ? [serverAntivirus(antivirus)] : [];
        return composed(office, { lines: [line, ...others], items: [officeItem, antivirus, system, ...servers] });
      }
    });
  });
});

function beganBefore(item: PlanItem): PlanItem {
  return { ...item, licenceType: 'perpetual', serviceMonths: 12, validFrom: '2026-08-01', validUntil: null };
}

function bareServer(office: Office): OrderLine {
  const { computer, ...line } = lineOf(office);
  return {
    ...{ ...line, line: 2, catalogue: { edition: '2022', code: 'A02010104' }, unitPrice: '20000.00' },
    computer: {
      category: 'server',
      intendedUse: 'server',
      cpu: computer?.cpu ?? null,
      operatingSystem: { state: 'none' },
    },
  };
}

function serverAntivirus(antivirus: PlanItem): PlanItem {
  return { ...antivirus, item: 4, category: 'antivirus-server', unitPrice: '900.00' };
}
