import assert from 'node:assert/strict';
import type { CivilDate } from '../../src/kernel/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';
import { holdings, UOS } from './positions-support.ts';
import { gateForEachReport, read } from './reports-support.ts';

const POSITIONS = '/v1/licence-positions';
const SHORTFALLS = '/v1/licence-positions/shortfalls';

const day = (on: string): CivilDate => on as CivilDate;
const WPS = {};
const SEEN_NOW = { seenLast: day('2026-06-01') };

forEachEngine('statements', (engine) => {
  describe('licence positions', () => {
    const here = gateForEachReport(engine);
    const figuresOf = async (query: string) => (await read(here.finance, `${POSITIONS}?${query}`)).items[0]?.figures;

    it('say what is installed, what covers it, and what is short', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      await holdings(gate, {
        agencyCode,
        devices: [
          [UOS, WPS],
          [UOS, WPS],
          [UOS, WPS],
        ],
        oem: [0, 1],
        entitlements: [
          { seats: 2, evidence: [{ kind: 'licence-certificate', reference: 'WPS-1', seats: 2, file: null }] },
        ],
      });

      const { items, total } = await read(here.finance, `${POSITIONS}?groupBy=category&agencyCode=${agencyCode}`);

      const [system, writer] = items;
      assert.deepEqual(
        [system, writer].map(({ category, figures }) => [
          ...[category, figures.installations, figures.oem, figures.own, figures.shortfall, figures.complianceRate],
          ...[figures.unproven, figures.seats, figures.surplus, figures.computers, figures.coverageRate],
        ]),
        [
          ['operating-system', 3, 2, 0, 1, '66.67', 2, 2, 0, 3, '66.67'],
          ['office', 3, 0, 2, 1, '66.67', 0, 2, 0, 3, '66.67'],
        ],
      );
      assert.deepEqual([total.installations, total.shortfall, total.complianceRate], [6, 2, '66.67']);
      // Each machine once, though it needs a system, an office suite and protection: 2 + 2 + 0 seats for 9 needs.
      assert.deepEqual([total.computers, total.coverageRate], [3, '44.44']);
      const byProduct = await read(here.finance, `${POSITIONS}?agencyCode=${agencyCode}`);
      const ofOne = await read(here.finance, `${POSITIONS}?agencyCode=${agencyCode}&product=WPS%20Office`);
      assert.deepEqual(
        [byProduct, ofOne].map(({ total: sum }) => [sum.computers, sum.coverageRate]),
        [
          [3, '44.44'],
          [null, null],
        ],
      );
    });

    it('show a dash where nothing is installed and no computer needs anything', async () => {
      const { agencyCode } = here.office;
      await holdings(here.gate, { agencyCode, entitlements: [{ seats: 4 }] });

      const figures = await figuresOf(`groupBy=category&agencyCode=${agencyCode}`);

      assert.deepEqual([figures.complianceRate, figures.coverageRate, figures.surplus], [null, null, 4]);
    });

    it('are of the day that is asked for: copies, licences and rights of devices as they were then', async () => {
      const { agencyCode } = here.office;
      const gone = { seenFrom: day('2026-01-10'), seenLast: day('2026-02-01'), seenTo: day('2026-02-01') };
      await holdings(here.gate, {
        agencyCode,
        devices: [[{ ...gone }], [{ seenFrom: day('2026-03-01'), ...SEEN_NOW }]],
        entitlements: [{ seats: 1, acquiredOn: day('2026-01-15'), validUntil: day('2026-04-30') }],
      });
      const on = async (date: string): Promise<readonly unknown[]> => {
        const figures = await figuresOf(`agencyCode=${agencyCode}&on=${date}`);
        return [figures.installations, figures.own, figures.shortfall, figures.freePool];
      };

      assert.deepEqual(await on('2026-01-12'), [1, 0, 1, null]);
      assert.deepEqual(await on('2026-02-01'), [1, 1, 0, null]);
      assert.equal((await figuresOf(`agencyCode=${agencyCode}&on=2026-02-02`)).surplus, 1);
      assert.deepEqual(await on('2026-04-30'), [1, 1, 0, null]);
      assert.deepEqual(await on('2026-06-01'), [1, 0, 1, 0]);
    });

    it('of a past day are not changed by an event that holds from a later one, and are by one that held then', async () => {
      const { gate, office, clock } = here;
      const { agencyCode } = office;
      const evidence = [{ kind: 'licence-certificate' as const, reference: 'WPS-9', seats: 10, file: null }];
      const { entitlements, devices } = await holdings(gate, {
        agencyCode,
        devices: [[WPS], [WPS], [WPS]],
        entitlements: [{ seats: 1, acquiredOn: day('2026-01-15'), evidence }],
      });
      const change = async (subject: string, effectiveOn: string, changes: object): Promise<void> => {
        const { etag } = (await gate.installer.get(`/v1/${subject}`)).headers;
        const event = { effectiveOn, reason: '补录', changes };
        const answer = await gate.installer.post(`/v1/${subject}/events`, event, { 'if-match': String(etag) });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
      };
      const on = async (date: string): Promise<readonly unknown[]> => {
        const figures = await figuresOf(`groupBy=category&category=office&agencyCode=${agencyCode}&on=${date}`);
        return [figures.own, figures.shortfall, figures.seats, figures.held, figures.computers];
      };
      const today = await on('2026-06-01');
      clock.advance({ days: 20 });

      await change(`entitlements/${entitlements[0]}`, '2026-06-10', { seats: 10 });
      await change(`entitlements/${entitlements[0]}`, '2026-06-05', { validUntil: '2026-06-15' });
      await change(`devices/${devices[2]}`, '2026-06-10', { category: 'tablet' });

      assert.deepEqual(today, [1, 2, 1, 0, 3]);
      assert.deepEqual(await on('2026-06-01'), [1, 2, 1, null, 3]);
      assert.deepEqual(await on('2026-06-09'), [1, 2, 1, null, 3]);
      assert.deepEqual(await on('2026-06-10'), [3, 0, 10, null, 2]);
      assert.deepEqual(await on('2026-06-16'), [0, 3, 0, null, 2]);
      const short = await read(here.finance, `${SHORTFALLS}?agencyCode=${agencyCode}&on=2026-06-09`);
      assert.equal(short.items.length, 2);
    });

    it('count declared licences for nothing, and tell them apart', async () => {
      const { agencyCode } = here.office;
      await holdings(here.gate, {
        agencyCode,
        devices: [[WPS], [WPS]],
        entitlements: [{ seats: 5, standing: 'declared' }],
      });

      const figures = await figuresOf(`agencyCode=${agencyCode}`);

      assert.deepEqual(
        [figures.own, figures.shortfall, figures.declaredSeats, figures.coveredIfVerified, figures.seats],
        [0, 2, 5, 2, 0],
      );
    });

    it('count a seat of a user once, for all copies on the machines of that user and for nobody else', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const { devices, entitlements } = await holdings(gate, {
        agencyCode,
        devices: [[WPS], [WPS], [WPS]],
        entitlements: [{ seats: 1, metric: 'user' }],
      });
      for (const deviceId of devices.slice(0, 2)) {
        const path = `/v1/devices/${deviceId}`;
        const { headers } = await gate.installer.get(path);
        await gate.installer.patch(path, { usedBy: '陈建国' }, { 'if-match': String(headers.etag) });
        const seat = { agencyCode, entitlementId: entitlements[0], deviceId };
        const given = await gate.installer.post('/v1/allocations', seat);
        assert.equal(given.status, 201, JSON.stringify(given.body));
      }

      const figures = await figuresOf(`agencyCode=${agencyCode}`);

      const { installations, own, shortfall, seats, allocated, surplus } = figures;
      assert.deepEqual([installations, own, shortfall, seats, allocated, surplus], [3, 2, 1, 1, 1, 0]);
    });

    it('leave out what covers nothing: cores, OEM rights without a device, another licensee, editions for persons', async () => {
      const { agencyCode } = here.office;
      await holdings(here.gate, {
        agencyCode,
        devices: [[WPS]],
        entitlements: [
          { seats: 1, metric: 'core' },
          { seats: 2, channel: 'oem', transferable: false },
          { seats: 3, licensee: '别的单位' },
          { seats: 4, edition: 'Personal' },
        ],
      });

      const figures = await figuresOf(`agencyCode=${agencyCode}`);

      assert.deepEqual([figures.shortfall, figures.uncountedSeats, figures.seats], [1, 10, 0]);
    });

    it('count a copy as unverified once it was seen a day too long ago', async () => {
      const { agencyCode } = here.office;
      const seen = (on: string) => ({ seenFrom: day('2025-01-01'), seenLast: day(on) });
      await holdings(here.gate, { agencyCode, devices: [[seen('2025-12-03')], [seen('2025-12-02')]] });

      assert.equal((await figuresOf(`agencyCode=${agencyCode}`)).unverified, 1);
    });

    it('know a product by its alias, and let a recorded downgrade cover an older version', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const product = {
        ...{ category: 'office', publisher: '某公司', name: '某办公', aliases: ['SomeOffice'] },
        editions: [{ name: 'Professional', unitEligible: true, rank: 2 }],
        versions: [{ version: '2' }, { version: '1' }],
        rights: [{ kind: 'downgrade', fromVersion: '2', toVersion: '1', from: '2026-05-01', until: null }],
      };
      assert.equal((await gate.installer.post('/v1/products', product)).status, 201);
      await holdings(gate, {
        agencyCode,
        devices: [[{ product: 'SomeOffice', version: '1', seenFrom: day('2026-01-01'), ...SEEN_NOW }]],
        entitlements: [{ seats: 1, product: '某办公', version: '2', acquiredOn: day('2026-01-01') }],
      });

      const now = await read(here.finance, `${POSITIONS}?agencyCode=${agencyCode}&product=someoffice`);
      const before = await figuresOf(`agencyCode=${agencyCode}&on=2026-04-30`);

      assert.deepEqual([now.items.length, now.items[0].product, now.items[0].figures.own], [1, '某办公', 1]);
      assert.deepEqual([before.own, before.shortfall], [0, 1]);
    });

    it('sum over an agency and all below it, and show each agency by itself', async () => {
      const { gate, office } = here;
      const child = await openOffice(gate, { parentCode: office.agencyCode });
      const grandchild = await openOffice(gate, { parentCode: child.agencyCode });
      const stranger = await openOffice(gate);
      for (const { agencyCode } of [office, child, grandchild, stranger]) {
        await holdings(gate, { agencyCode, devices: [[WPS]], entitlements: [{ seats: 1 }] });
      }
      await holdings(gate, { agencyCode: child.agencyCode, devices: [[WPS]] });

      const query = `agencyCode=${office.agencyCode}&category=office`;
      const alone = await figuresOf(query);
      const subtree = await figuresOf(`${query}&subtree=true`);
      const each = await read(here.finance, `${POSITIONS}?${query}&subtree=true&groupBy=agency`);

      assert.deepEqual([alone.installations, subtree.installations, subtree.shortfall], [1, 4, 1]);
      assert.deepEqual(
        each.items.map(({ agencyCode, figures }: { agencyCode: string; figures: { shortfall: number } }) => [
          agencyCode,
          figures.shortfall,
        ]),
        [office, child, grandchild]
          .map(({ agencyCode }) => [agencyCode, agencyCode === child.agencyCode ? 1 : 0])
          .sort(),
      );
    });

    it('give an agency the same figures whoever asks, also where it shares seats with one that is not asked about', async () => {
      const { gate, office } = here;
      const parent = await openOffice(gate);
      const sibling = await openOffice(gate);
      const site = { agencies: [office.agencyCode, sibling.agencyCode], headcount: null, afterEnd: null };
      await holdings(gate, { agencyCode: parent.agencyCode, entitlements: [{ seats: 3, channel: 'site', site }] });
      await holdings(gate, { agencyCode: office.agencyCode, devices: [[WPS], [WPS]] });
      await holdings(gate, { agencyCode: sibling.agencyCode, devices: [[WPS], [WPS]] });

      const own = (await read(office.officer, POSITIONS)).items[0].figures;
      const siblings = (await read(sibling.officer, POSITIONS)).items[0].figures;
      const all = await figuresOf('groupBy=product');

      assert.deepEqual([own.fromAbove + siblings.fromAbove, own.shortfall + siblings.shortfall], [3, 1]);
      assert.deepEqual([all.fromAbove, all.shortfall, all.surplus, own.seats], [3, 1, 0, 0]);
    });

    it('show an agency’s officer no other agency', async () => {
      const { gate, office } = here;
      const other = await openOffice(gate);
      await holdings(gate, { agencyCode: other.agencyCode, devices: [[WPS]] });

      assert.deepEqual((await read(office.officer, `${POSITIONS}?agencyCode=${other.agencyCode}`)).items, []);
      assert.deepEqual((await read(office.officer, `${SHORTFALLS}?agencyCode=${other.agencyCode}`)).items, []);
    });
  });
});
