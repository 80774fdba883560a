import assert from 'node:assert/strict';
import type { OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { type Office, type OfficeWish, openEntitlement, openOffice } from '../../support/office.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  INTEL,
  itemsOf,
  lineOf,
  onMachines,
  onSystems,
  SHORT_SUPPORT,
  WINDOWS_PRO,
} from './tricky-orders.ts';

const ON_WINDOWS = { platforms: ['windows-x64'] } satisfies Partial<PlanItem>;

/** The usual order with machines of another kind: Intel and a pre-installed Windows. */
function withWindows(office: Office, item: Partial<PlanItem> = ON_WINDOWS): OrderSubmission {
  const order = onMachines(office.order({ office: item, antivirus: item }), { cpu: INTEL });
  return onSystems(order, WINDOWS_PRO);
}

/** A hospital that supports no organ: no unit that must buy rated products. */
const HOSPITAL: OfficeWish = { kind: 'other-institution', level: 'city' };

describe('machines and their systems', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    describe('home editions that are to become professional ones', () => {
      const upgrading = async (licences: Partial<PlanItem> | null, system: object = { edition: 'Home' }) => {
        const office = await openOffice(gate, HOSPITAL);
        const { officeItem, antivirus } = itemsOf(office);
        const upgrade: PlanItem = {
          ...{ ...officeItem, ...ON_WINDOWS, item: 3, category: 'operating-system', product: 'Windows' },
          ...{ edition: 'Pro', version: '11 25H2', licenceType: 'volume', unitPrice: '900.00', ...licences },
        };
        const items = [officeItem, antivirus].map((item) => ({ ...item, ...ON_WINDOWS, seats: 2 }));
        const plan = licences ? [...items, { ...upgrade, seats: licences.seats ?? 2 }] : items;
        const lines = [{ ...lineOf(office), quantity: 2, unitPrice: '4000.00' }];
        const order = onMachines(composed(office, { lines, items: plan }), { cpu: INTEL });
        const target = { product: 'Windows', edition: 'Pro', version: '11 25H2' };
        return office.submit(onSystems(order, { ...WINDOWS_PRO, target, ...system }));
      };
      const home = 'OS-05 home-not-allowed /lines/0/computer/operatingSystem/edition';
      const above = 'OS-08 above-edition /lines/0/computer/operatingSystem/target/edition';
      const apart = 'OS-14 priced-apart /lines/0/unitPrice';

      it('are home editions, and without a licence for the professional one they are violations too', async () => {
        assertJudged(await upgrading(null), 'rejected', [home, above, SHORT_SUPPORT]);
      });

      it('are home editions though volume upgrades are bought for all of them', async () => {
        assertJudged(await upgrading({}), 'rejected', [home, SHORT_SUPPORT, apart]);
        assertJudged(await upgrading({ seats: 1 }), 'rejected', [home, above, SHORT_SUPPORT, apart]);
      });

      it('do no harm in the professional edition, whose upgrade is bought: it is only priced apart', async () => {
        const enterprise = { product: 'Windows', edition: 'Enterprise', version: '11 25H2' };
        const toEnterprise = { edition: 'Pro', target: enterprise };

        assertJudged(await upgrading({ edition: 'Enterprise' }, toEnterprise), 'approved', [SHORT_SUPPORT, apart]);
        assertJudged(await upgrading({ edition: 'Pro' }, toEnterprise), 'rejected', [above, SHORT_SUPPORT, apart]);
      });

      it('a volume upgrade on machines that come without a system has nothing to stand on', async () => {
        const bare = { state: 'none', product: null, edition: null, version: null, licenceType: null, target: null };

        assertJudged(await upgrading({}, bare), 'rejected', [
          'OS-01 absent /lines/0/computer/operatingSystem/state',
          'OS-06 no-base-licence /softwarePlan/2/seats',
          apart,
        ]);
      });
    });

    describe('a genuine Windows', () => {
      it('fails at a township government for its rating, and is fine at a hospital that supports no organ', async () => {
        const township = await openOffice(gate, { kind: 'party-government-organ', level: 'township' });
        const hospital = await openOffice(gate, HOSPITAL);

        const atTownship = await township.submit(withWindows(township));
        const atHospital = await hospital.submit(withWindows(hospital));

        assertJudged(atTownship, 'rejected', [SHORT_SUPPORT, 'OS-12 cpu-and-system-unrated /lines/0/computer']);
        assertJudged(atHospital, 'approved', [SHORT_SUPPORT]);
      });

      it('is judged by its feature update where nobody has posted a product, and by the newest where none is stated', async () => {
        const office = await openOffice(gate, HOSPITAL);
        const check = (system: object) =>
          office.officer.post('/v1/checks', onSystems(withWindows(office), { product: 'Windows 11', ...system }));
        const version = '/lines/0/computer/operatingSystem/version';
        const bare = await check({ edition: '专业版', version: '11' });
        assertJudged(await check({ edition: '专业版', version: '25H2' }), 'approved', [SHORT_SUPPORT]);
        assertJudged(await check({ edition: 'Pro', version: '22H2' }), 'rejected', [
          `OS-10 ended-by-delivery ${version}`,
        ]);
        assertJudged(bare, 'approved', [`OS-10 release-taken-as-newest ${version}`]);
        assert.match(
          bare.body.decision.findings[0].remedy.en,
          /Still supported on that day: .*11 25H2 \(2027-10-12\)/u,
        );
      });

      it('fails as well at an institution that supports organs, also on a rated processor', async () => {
        const office = await openOffice(gate, { kind: 'support-institution', level: 'county' });
        const onRatedCpu = onSystems(
          office.order({ office: { platforms: ['windows-arm64'] }, antivirus: { platforms: ['windows-arm64'] } }),
          WINDOWS_PRO,
        );

        assertJudged(await office.submit(onRatedCpu), 'rejected', [
          'INT-10 wrong-platform /lines/0/computer/operatingSystem',
          SHORT_SUPPORT,
          'OS-12 system-unrated /lines/0/computer/operatingSystem/securityRating',
        ]);
      });
    });

    describe('the cloud terminals of Jilin: 240 of them, one operating system, one office suite', () => {
      // Number of terminals, single sets and total are those of the real purchase; how the total divides is not known.
      const jilin = async (seats: { readonly systems: number; readonly office: number }, desktops: number | null) => {
        const office = await openOffice(gate, { ...TAX_BUREAU });
        const { officeItem, antivirus } = itemsOf(office);
        const anywhere = { platforms: ['linux-arm64'] } satisfies Partial<PlanItem>;
        const server = { ...lineOf(office), line: 2, quantity: 10, unitPrice: '230000.00' };
        const order = composed(office, {
          lines: [
            {
              ...{ ...lineOf(office), quantity: 240, unitPrice: '2900.00', description: '云终端' },
              catalogue: { edition: '2022', code: 'A02010199' },
              computer: {
                ...{ category: 'thin-client', intendedUse: 'office', virtualDesktops: desktops },
                operatingSystem: { state: 'none' },
              },
            },
            {
              ...{ ...server, description: '云桌面服务器', catalogue: { edition: '2022', code: 'A02010104' } },
              computer: { ...server.computer, category: 'server', intendedUse: 'server' },
            },
          ],
          items: [
            { ...officeItem, ...anywhere, seats: seats.office, unitPrice: '600.00' },
            { ...antivirus, seats: 240, unitPrice: '35.00' },
            { ...antivirus, item: 3, category: 'antivirus-server', seats: 10, unitPrice: '100.00' },
            {
              ...{ ...officeItem, item: 4, category: 'operating-system', product: 'UnionTech UOS Desktop' },
              ...{ version: '20', seats: seats.systems, unitPrice: '1700.00' },
            },
          ],
          order: { method: 'open-tender' },
        });
        return { answer: await office.submit(order), total: order.total };
      };

      it('is refused: the gate counts virtual desktops, not boxes', async () => {
        const { answer, total } = await jilin({ systems: 1, office: 1 }, 240);

        assert.equal(total, '3007700.00');
        assertJudged(answer, 'rejected', [
          'PLN-02 office-short /softwarePlan',
          'PLN-09 virtual-systems-short /lines/0/computer/virtualDesktops',
        ]);
        const [office, systems] = answer.body.decision.findings;
        assert.equal(office.facts['order.shortfall.office'], 239);
        assert.deepEqual(systems.facts, { ...systems.facts, 'line.virtualOsSeats': 1, 'line.virtualDesktops': 240 });
      });

      it('is refused in the same way when nobody says how many desktops there are', async () => {
        const { answer } = await jilin({ systems: 1, office: 1 }, null);

        assertJudged(answer, 'rejected', [
          'PLN-02 office-short /softwarePlan',
          'PLN-09 virtual-systems-short /lines/0/computer/virtualDesktops',
        ]);
      });

      it('would be approved with a system and an office seat for each desktop that is stated', async () => {
        assertApproved((await jilin({ systems: 240, office: 240 }, 240)).answer);
        assertJudged((await jilin({ systems: 240, office: 240 }, null)).answer, 'referred', [
          'PLN-09 desktops-not-stated /lines/0/computer/virtualDesktops',
        ]);
      });
    });

    describe('a donated machine', () => {
      const GIVER = '中共某县委宣传部';
      const donated = async (system: object, licensee?: string) => {
        const office = await openOffice(gate);
        const { agencyCode } = office;
        const spare = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;
        const seats = await openEntitlement(gate, { agencyCode, licensee: licensee ?? agencyCode });
        const antivirus = await openEntitlement(gate, {
          ...{ agencyCode, category: 'antivirus-client', product: '奇安信天擎', edition: 'Enterprise', version: '10' },
        });
        const order = office.order({
          line: { unitPrice: null, catalogue: null, domestic: null },
          office: { ...spare, entitlementId: seats, licensee: licensee ?? agencyCode },
          antivirus: { ...spare, entitlementId: antivirus },
        });
        const gift = { acquisition: 'donation', method: null, organisationForm: null, total: null } as const;
        const lines = order.lines.map((line) => ({ ...line, funding: [] }));
        return office.submit(onSystems({ ...order, ...gift, lines, supplier: null, planFilingNumber: null }, system));
      };
      const gift = 'EXC-02 donation /acquisition';

      it('with a certificate of authenticity in the name of the giver goes to a person, and to nobody else', async () => {
        const papers = [
          { kind: 'coa', reference: `COA（${GIVER}）` },
          { kind: 'donor-licence-transfer', reference: '移交单 1' },
        ];

        assertJudged(
          await donated({ evidence: [...papers, { kind: 'serial-list', reference: '序列号清单 XL-1' }] }),
          'referred',
          [gift],
        );
        assertJudged(await donated({ evidence: papers }), 'referred', [
          gift,
          'OS-04 thin /lines/0/computer/operatingSystem/evidence',
        ]);
      });

      it('without a system is not refused for that: the person decides whether it is wiped or goes back', async () => {
        const bare = { state: 'none', product: null, edition: null, version: null, licenceType: null, evidence: [] };

        assertJudged(await donated(bare), 'referred', [gift]);
      });

      it('with office seats that are still in the name of the giver has none', async () => {
        assertJudged(await donated({}, GIVER), 'rejected', [
          gift,
          'LIC-04 other-licensee /softwarePlan/0/licensee',
          'PLN-02 office-short /softwarePlan',
        ]);
      });
    });

    describe('a classified unit of four people, its quota of one and a half and an exemption for bare machines', () => {
      const bare = async (quantity: number, devices: number, specialSeats = quantity) => {
        const office = await openOffice(gate, { isClassified: true, staff: 4 });
        const { agencyCode } = office;
        const special = await openEntitlement(gate, {
          ...{ agencyCode, category: 'operating-system', product: '专用操作系统', edition: null, version: null },
          seats: specialSeats,
        });
        const exemption: OrderSubmission['exemption'] = {
          ...{ kind: 'classified', document: `保密办〔2026〕${nextNumber()}号`, devices },
          ...{ issuedBy: ['保密办', '软件正版化工作办公室'], validFrom: '2026-05-01', validUntil: '2026-12-31' },
          specialOsEntitlementId: special,
        };
        const order = office.order({ quantity, order: { classified: true, exemption } });
        return office.submit(onMachines(order, { operatingSystem: { state: 'none' } }));
      };

      it('with an exemption for five of six machines is refused for all six', async () => {
        assertJudged(await bare(6, 5), 'rejected', [
          'EXC-01 devices-short /exemption/devices',
          'OS-01 absent /lines/0/computer/operatingSystem/state',
        ]);
      });

      it('with an exemption for six goes to a person, and holds six seats of its own system', async () => {
        const answer = await bare(6, 6);

        assertJudged(answer, 'referred', ['EXC-01 claimed /exemption']);
        assert.equal(answer.body.decision.register.holds[0].seats, 6);
      });

      it('with five seats of its own system for six machines is refused', async () => {
        assertJudged(await bare(6, 6, 5), 'rejected', [
          'EXC-01 no-special-system /exemption/specialOsEntitlementId',
          'OS-01 absent /lines/0/computer/operatingSystem/state',
        ]);
      });

      it('with a seventh machine is above its quota, and a unit without secrets already with the fifth', async () => {
        assertJudged(await bare(7, 7), 'referred', ['EXC-01 claimed /exemption', 'HW-05 desktops-over /lines']);
        const open = await openOffice(gate, { staff: 4 });
        assertApproved(await open.submit(open.order({ quantity: 4 })));
        assertJudged(await open.submit(open.order({ quantity: 5 })), 'referred', ['HW-05 desktops-over /lines']);
      });
    });
  });
});

/** A unit of the central tax system in Jilin. */
const TAX_BUREAU: OfficeWish = {
  ...{ kind: 'party-government-organ', level: 'central', region: '220000' },
  ...{ hardwareMoney: '20000000.00', softwareMoney: '5000000.00' },
};
