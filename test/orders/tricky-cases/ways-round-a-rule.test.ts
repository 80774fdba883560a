import type { OrderLine, OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber } from '../../support/given.ts';
import { type Office, type OfficeWish, openOffice } from '../../support/office.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  INTEL,
  itemsOf,
  LARGE,
  lineOf,
  onMachines,
  onSystems,
  registered,
  SHORT_SUPPORT,
  WINDOWS_PRO,
} from './tricky-orders.ts';

type System = NonNullable<OrderLine['computer']>['operatingSystem'];
type Exemption = NonNullable<OrderSubmission['exemption']>;

const ON_WINDOWS = { platforms: ['windows-x64'] } satisfies Partial<PlanItem>;
const BARE: System = { state: 'none' };

/** No unit that must buy rated products. */
const HOSPITAL: OfficeWish = { kind: 'other-institution', level: 'city' };

function serversOf(office: Office, changes: Partial<OrderLine>, operatingSystem: System = BARE): OrderLine {
  const { computer, ...line } = lineOf(office);
  return {
    ...{ ...line, line: 2, catalogue: { edition: '2022', code: 'A02010104' }, unitPrice: '20000.00' },
    computer: { category: 'server', intendedUse: 'server', cpu: computer?.cpu ?? null, operatingSystem },
    ...changes,
  };
}

function serverAntivirus(office: Office, changes: Partial<PlanItem>): PlanItem {
  return { ...itemsOf(office).antivirus, item: 3, category: 'antivirus-server', unitPrice: '900.00', ...changes };
}

describe('ways round a rule', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('servers whose system the contract leaves out are refused at the contract', async () => {
      const office = await openOffice(gate, HOSPITAL);
      const servers = serversOf(office, { line: 1, quantity: 2 }, lineOf(office).computer?.operatingSystem ?? BARE);
      const order = composed(office, {
        lines: [servers],
        items: [{ ...serverAntivirus(office, { seats: 2 }), item: 1 }],
      });
      const approved = await office.submit(order);
      assertApproved(approved);

      const bare = contractFor(order, { lines: [{ line: 1, operatingSystem: BARE }] });
      const answer = await stepsOf(office.officer).contract(approved, bare);

      assertJudged(answer, 'rejected', ['OS-13 no-licence /lines/0/computer/operatingSystem']);
    });

    describe('an exemption for one bare machine', () => {
      const exemption = (changes: Partial<Exemption> = {}): Exemption => ({
        ...{ kind: 'laboratory', document: `正版办〔2026〕${nextNumber()}号`, issuedBy: ['正版办'] },
        ...{ devices: 1, validUntil: '2026-12-31', ...changes },
      });
      const withServers = async (changes: Partial<Exemption> = {}) => {
        const office = await openOffice(gate, HOSPITAL);
        const { officeItem, antivirus } = itemsOf(office);
        const machine = { ...lineOf(office).computer, operatingSystem: BARE };
        return office.submit(
          composed(office, {
            lines: [{ ...lineOf(office), computer: machine }, serversOf(office, { quantity: 5 })],
            items: [officeItem, antivirus, serverAntivirus(office, { seats: 5 })],
            order: { exemption: exemption(changes) },
          }),
        );
      };
      const noLicence = 'OS-13 no-licence /lines/1/computer/operatingSystem';

      it('lets no bare servers come beside it for which it is not counted', async () => {
        assertJudged(await withServers(), 'rejected', ['EXC-01 claimed /exemption', noLicence]);
      });

      it('is short when it names the servers, and lets them come when it is for all six', async () => {
        assertJudged(await withServers({ lines: [1, 2] }), 'rejected', [
          'EXC-01 devices-short /exemption/devices',
          'OS-01 absent /lines/0/computer/operatingSystem/state',
          noLicence,
        ]);
        assertJudged(await withServers({ lines: [1, 2], devices: 6 }), 'referred', ['EXC-01 claimed /exemption']);
      });

      it('lets no desktop come bare when it is for hosts of virtual machines', async () => {
        const office = await openOffice(gate);
        const order = onMachines(office.order(), { operatingSystem: BARE });
        const forHosts = exemption({ kind: 'server-virtual-host', lines: [1] });

        assertJudged(await office.submit({ ...order, exemption: forHosts }), 'rejected', [
          'EXC-01 claimed /exemption',
          'OS-01 absent /lines/0/computer/operatingSystem/state',
        ]);
      });
    });

    describe('a system priced apart from a desktop at its cap', () => {
      const apart = async (server: System | null, own: Partial<PlanItem> | null = null) => {
        const office = await openOffice(gate, HOSPITAL);
        const { officeItem, antivirus } = itemsOf(office);
        const desktop = { ...lineOf(office).computer, cpu: INTEL, operatingSystem: WINDOWS_PRO };
        const servers = serversOf(office, {}, server);
        const system: PlanItem = {
          ...{ ...officeItem, ...ON_WINDOWS, item: 4, category: 'operating-system', product: 'Windows' },
          ...{ edition: 'Enterprise', version: '11 25H2', licenceType: 'retail', unitPrice: '1000.00' },
        };
        const items = [officeItem, antivirus, serverAntivirus(office, {})].map((item) => ({
          ...item,
          platforms: ['windows-x64', 'linux-x64'],
        }));
        const perpetual = { product: 'Kylin Server', edition: null, version: null, licenceType: 'perpetual' } as const;
        return office.submit(
          composed(office, {
            lines: [
              { ...lineOf(office), computer: desktop },
              ...(server ? [{ ...servers, computer: { ...servers.computer, cpu: INTEL } }] : []),
            ],
            items: [
              ...(server ? items : items.slice(0, 2)),
              system,
              ...(own ? [{ ...system, ...perpetual, item: 5, unitPrice: '900.00', ...own }] : []),
            ],
          }),
        );
      };
      const overCap = 'OS-14 over-cap-with-system /lines/0/unitPrice';

      it('is refused, also beside a bare server that has a licence of its own', async () => {
        assertJudged(await apart(null), 'rejected', [SHORT_SUPPORT, overCap]);
        const planned = 'OS-10 planned-ends-within-life /lines/1/computer/operatingSystem';
        const beside = await apart(BARE, { platforms: ['linux-x64'] });
        assertJudged(beside, 'rejected', [SHORT_SUPPORT, planned, overCap]);
      });

      it('is refused beside a server whose system comes with the offer', async () => {
        const named = 'OS-02 offer-known /lines/1/computer/operatingSystem/state';
        assertJudged(await apart({ state: 'required' }), 'rejected', [named, SHORT_SUPPORT, overCap]);
      });

      it('is the server’s own licence where the server needs it', async () => {
        assertJudged(await apart(BARE), 'approved', [
          SHORT_SUPPORT,
          'OS-10 planned-ends-within-life /lines/1/computer/operatingSystem',
        ]);
      });
    });

    describe('terminals with one system for their 240 desktops', () => {
      const beside = async (other: Partial<OrderLine> | null) => {
        const office = await openOffice(gate, { ...HOSPITAL, ...LARGE });
        const { officeItem, antivirus } = itemsOf(office);
        const terminals = { category: 'thin-client', virtualDesktops: 240, operatingSystem: BARE } as const;
        const system: PlanItem = {
          ...{ ...officeItem, item: 3, category: 'operating-system', product: 'UnionTech UOS Desktop' },
          ...{ version: '20', unitPrice: '500.00' },
        };
        return office.submit(
          composed(office, {
            lines: [
              { ...lineOf(office), quantity: 240, unitPrice: '1000.00', computer: terminals },
              ...(other ? [{ ...lineOf(office), line: 2, unitPrice: '4000.00', ...other }] : []),
            ],
            items: [officeItem, antivirus, system].map((item) => ({ ...item, seats: 2 })),
          }),
        );
      };
      const short = [
        'PLN-02 office-short /softwarePlan',
        'PLN-03 clients-short /softwarePlan',
        'PLN-09 virtual-systems-short /lines/0/computer/virtualDesktops',
      ];

      it('is refused beside a tablet that says it runs one of them', async () => {
        const tablet: Partial<OrderLine> = {
          catalogue: { edition: '2022', code: 'A02010109' },
          computer: { category: 'tablet', virtualDesktops: 1, operatingSystem: BARE },
        };

        assertJudged(await beside(null), 'rejected', short);
        assertJudged(await beside(tablet), 'rejected', [
          'OS-02 tablet-says-none /lines/1/computer/operatingSystem/state',
          ...short,
          'PLN-09 virtual-systems-short /lines/1/computer/virtualDesktops',
        ]);
      });
    });

    describe('a system that units may not use', () => {
      for (const edition of ['个人版', 'Personal', 'Student', '学生版', '家庭版']) {
        it(`is the edition ${edition}, preinstalled as in the plan`, async () => {
          const office = await openOffice(gate);

          assertJudged(await office.submit(onSystems(office.order(), { edition })), 'rejected', [
            'OS-05 home-not-allowed /lines/0/computer/operatingSystem/edition',
          ]);
        });
      }

      const installing = async (target: NonNullable<System>['target'], system: System = WINDOWS_PRO) => {
        const office = await openOffice(gate, HOSPITAL);
        const order = onMachines(office.order({ office: ON_WINDOWS, antivirus: ON_WINDOWS }), { cpu: INTEL });
        const terms = [...(system?.evidence ?? []), { kind: 'downgrade-terms', reference: 'DG-1' }] as const;
        return office.submit(onSystems(order, { ...system, target, evidence: [...terms] }));
      };

      it('is a banned or unsupported one that a newer licence may be downgraded to', async () => {
        const ended = 'OS-10 target-ended-by-delivery /lines/0/computer/operatingSystem/target/version';
        const banned = 'OS-11 target-banned /lines/0/computer/operatingSystem/target/version';

        assertJudged(await installing({ product: 'Windows', edition: 'Pro', version: '8' }), 'rejected', [
          ended,
          banned,
        ]);
        assertJudged(await installing({ version: '7' }), 'rejected', [ended]);
      });

      it('is one without a rating that an organ installs in place of the rated one that it buys', async () => {
        const office = await openOffice(gate);
        const { officeItem, antivirus } = itemsOf(office);
        const windows = { product: 'Windows', edition: 'Pro', version: '11 25H2' } as const;
        const system: PlanItem = { ...officeItem, item: 3, category: 'operating-system', ...windows };
        const items = [officeItem, antivirus, { ...system, licenceType: 'retail', unitPrice: '0.00' } as const];
        const anywhere = items.map((item) => ({ ...item, platforms: ['windows-arm64'] }) satisfies PlanItem);
        const order = composed(office, { lines: [lineOf(office)], items: anywhere });

        // Its processor is a Kunpeng, which does not run it either.
        assertJudged(await office.submit(onSystems(order, { target: windows })), 'referred', [
          'INT-10 wrong-platform /lines/0/computer/operatingSystem',
          'OS-10 target-ends-within-life /lines/0/computer/operatingSystem/target/version',
          'OS-12 target-system-unlisted /lines/0/computer/operatingSystem/target',
        ]);
      });

      it('is a home edition that will be installed under the licence of a better one', async () => {
        assertJudged(await installing({ edition: 'Home' }), 'rejected', [
          'OS-05 target-home-not-allowed /lines/0/computer/operatingSystem/target/edition',
          SHORT_SUPPORT,
        ]);
      });
    });

    it('a young device is replaced too early, whatever the line is for that names it', async () => {
      const office = await openOffice(gate);
      const { id } = await registered(gate, '/v1/devices', {
        ...{ agencyCode: office.agencyCode, category: 'desktop', acquiredOn: '2026-01-01', state: 'in-use' },
      });
      const { officeItem, antivirus } = itemsOf(office);
      const bracket: OrderLine = {
        ...{ line: 2, goods: 'other', catalogue: { edition: '2022', code: 'A05010301' }, description: '显示器支架' },
        ...{ quantity: 1, unitPrice: '10.00', domestic: true, replaces: [id], funding: [] },
      };

      const answer = await office.submit(
        composed(office, { lines: [lineOf(office), bracket], items: [officeItem, antivirus] }),
      );

      assertJudged(answer, 'rejected', ['HW-04 too-young /lines/1/replaces']);
    });

    it('a processor without a rating is refused beside a system that is not described', async () => {
      const office = await openOffice(gate);
      const cpu = { model: 'Intel Core i5-13500', architecture: 'arm64', securityRating: null } as const;

      assertJudged(await office.submit(onMachines(onSystems(office.order(), { version: null }), { cpu })), 'rejected', [
        'INT-15 other-architecture /lines/0/computer/cpu/architecture',
        'OS-02 incomplete /lines/0/computer/operatingSystem',
        'OS-12 cpu-unrated /lines/0/computer/cpu/securityRating',
      ]);
    });

    it('upgrades for twice the machines are refused, though two items share them', async () => {
      const office = await openOffice(gate, HOSPITAL);
      const { officeItem, antivirus } = itemsOf(office);
      const computer = { ...lineOf(office).computer, cpu: INTEL, operatingSystem: WINDOWS_PRO };
      const upgrade = (item: number): PlanItem => ({
        ...{ ...officeItem, ...ON_WINDOWS, item, category: 'operating-system', product: 'Windows', seats: 2 },
        ...{ edition: 'Enterprise', version: '11 25H2', licenceType: 'volume', unitPrice: '900.00' },
      });
      const plan = [officeItem, antivirus].map((item) => ({ ...item, ...ON_WINDOWS, seats: 2 }));
      const lines = [{ ...lineOf(office), quantity: 2, unitPrice: '3000.00', computer }];

      assertJudged(
        await office.submit(composed(office, { lines, items: [...plan, upgrade(3), upgrade(4)] })),
        'rejected',
        ['OS-06 no-base-licence /softwarePlan/3/seats', SHORT_SUPPORT, 'OS-14 priced-apart /lines/0/unitPrice'],
      );
    });
  });
});
