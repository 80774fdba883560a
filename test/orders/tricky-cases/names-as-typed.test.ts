import assert from 'node:assert/strict';
import type { OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, type OfficeWish, openOffice } from '../../support/office.ts';
import { composed, INTEL, onMachines, onSystems, verdictOf, WINDOWS_PRO } from './tricky-orders.ts';

/** A hospital that supports no organ: no unit that must buy rated products. */
const HOSPITAL: OfficeWish = { kind: 'other-institution', level: 'city' };
const ORGAN: OfficeWish = { kind: 'party-government-organ', level: 'county' };
const UNTOLD = { edition: null, version: null };
const VERSION = '/lines/0/computer/operatingSystem/version';

describe('names of software as offices type them', () => {
  onOneEngine('rules judge what is read, whatever keeps the orders', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const judgedOf = async (wish: OfficeWish, orderOf: (office: Office) => OrderSubmission) => {
      const office = await openOffice(gate, wish);
      const { outcome, findings, indeterminate } = verdictOf(await office.officer.post('/v1/checks', orderOf(office)));
      return [outcome, ...findings, ...indeterminate];
    };
    const atHospital = (system: object) =>
      judgedOf(HOSPITAL, (office) => {
        const item = { platforms: ['windows-x64'] };
        const order = onMachines(office.order({ office: item, antivirus: item }), { cpu: INTEL });
        return onSystems(order, { ...WINDOWS_PRO, ...UNTOLD, ...system });
      });
    const atOrgan = (system: object) =>
      judgedOf(ORGAN, (office) => onSystems(office.order(), { ...UNTOLD, ...system }));
    const withPlan = (changes: { office?: Partial<PlanItem>; antivirus?: Partial<PlanItem> }) =>
      judgedOf(ORGAN, (office) => office.order(changes));

    it('pass where everything that is typed is understood, and the release is asked for', async () => {
      const newest = ['approved', `OS-10 release-taken-as-newest ${VERSION}`];
      assert.deepEqual(await atHospital({ product: 'Windows11专业版' }), newest);
      assert.deepEqual(await atHospital({ product: 'Win 11 专业版 64位（正版授权）OEM' }), newest);
      assert.deepEqual(await atHospital({ product: 'Windows 11 专业版 25H2' }), [
        'approved',
        `OS-10 ends-within-life ${VERSION}`,
      ]);
    });

    it('are told with what they were taken for, and where, and not where they are judged as they stand', async () => {
      const office = await openOffice(gate, ORGAN);
      const order = onSystems(office.order({ office: { product: 'WPS 2019专业版', edition: null, version: null } }), {
        ...{ ...UNTOLD, product: '银河麒麟V10(SP1)' },
      });

      const { body } = await office.officer.post('/v1/checks', order);

      assert.deepEqual(body.read, [
        {
          pointer: '/lines/0/computer/operatingSystem',
          product: '银河麒麟桌面操作系统',
          edition: null,
          version: 'V10 SP1',
        },
        { pointer: '/softwarePlan/0', product: 'WPS Office', edition: '专业版', version: '2019' },
      ]);
    });

    it('pass for the systems of the announcements, with their service packs and builds', async () => {
      for (const product of ['统信UOS V20（1070）专业版', '銀河麒麟V10(SP1)', '银河麒麟桌面操作系统 V10 SP1 2403']) {
        const [outcome] = await atOrgan({ product });
        assert.equal(outcome, 'approved', product);
      }
    });

    describe('of the system of a tablet', () => {
      const onTablet = (system: object) =>
        judgedOf(ORGAN, (office) => {
          const tablet = { catalogue: { edition: '2022', code: 'A02010109' }, unitPrice: '1800.00' } as const;
          const cpu = { model: 'Kirin 9000', architecture: 'arm64', securityRating: null } as const;
          const own = { licenceType: null, evidence: [], securityRating: null, ...UNTOLD, ...system };
          const { lines } = onSystems(onMachines(office.order({ line: tablet }), { category: 'tablet', cpu }), own);
          return composed(office, { lines, items: [] });
        });

      it('are a statement that needs no edition and no paper', async () => {
        for (const product of ['HarmonyOS', '鸿蒙 HarmonyOS 4.2', 'Android 14', '安卓系统', 'iPadOS 18'])
          assert.deepEqual(await onTablet({ product }), ['approved'], product);
      });

      it('are judged like any other where it is sold apart, or where nobody knows it', async () => {
        assert.equal((await onTablet({ product: 'Windows 11 家庭版' }))[0], 'rejected');
        assert.equal((await onTablet({ product: '安卓破解版' }))[0], 'rejected');
        assert.equal((await onTablet({ product: '自研系统' }))[0], 'rejected');
      });

      it('are asked for, since every tablet has one', async () => {
        const none = { state: 'none', product: null } as const;
        assert.deepEqual(await onTablet(none), [
          'rejected',
          'OS-02 tablet-says-none /lines/0/computer/operatingSystem/state',
        ]);
      });
    });

    it('do not pass where the name tells of a trial, of a home, of an end, or of nothing that is known', async () => {
      const [, ...trial] = await atHospital({ product: 'Windows 11 专业版 90天试用版' });
      assert.ok(
        trial.some((finding) => finding.startsWith('OS-03 trial-licence')),
        trial.join(),
      );
      const [, ...home] = await atHospital({ product: 'Windows 11 家庭版', edition: '专业版', version: '25H2' });
      assert.ok(
        home.some((finding) => finding.startsWith('OS-05 home-not-allowed')),
        home.join(),
      );
      const [, ...ended] = await atHospital({ product: 'Win10专业版' });
      assert.ok(
        ended.some((finding) => finding.startsWith('OS-10 ended-by-delivery')),
        ended.join(),
      );
      for (const product of ['Windows 11 专业版 破解版', 'Ghost Windows 11 纯净版', '红星三代操作系统'])
        assert.notEqual((await atHospital({ product, edition: '专业版', version: '25H2' }))[0], 'approved', product);
    });

    it('pass in a plan where they are understood, and are no genuine licence where they say so', async () => {
      const understood = {
        office: { product: '金山 WPS Office 2019 专业版' },
        antivirus: { product: '深信服 EDR V3.7' },
      };
      assert.deepEqual(await withPlan(understood), ['approved']);

      const trial = await withPlan({ office: { product: 'WPS Office 2019 专业版（试用版）' } });
      assert.deepEqual(trial, [
        'rejected',
        'PLN-02 office-short /softwarePlan',
        'PLN-06 trial /softwarePlan/0/licenceType',
      ]);
      const free = await withPlan({ antivirus: { product: '360安全卫士', edition: null } });
      assert.ok(free.includes('PLN-07 not-on-list /softwarePlan/1/product'), free.join());
      const unknown = await withPlan({ antivirus: { product: '超级无敌杀毒软件' } });
      assert.deepEqual(unknown, ['referred', 'PLN-08 bought-unknown /softwarePlan/1/product']);
    });

    it('pass as free software of the list where they have no price, and go to a person where they have', async () => {
      const libreOffice = { product: 'LibreOffice 24.8 简体中文', edition: null, version: null };
      const forNothing = { provision: 'free', licenceType: 'free', unitPrice: null, funding: null } as const;

      assert.deepEqual(await withPlan({ office: { ...libreOffice, ...forNothing } }), ['approved']);
      assert.deepEqual(await withPlan({ office: libreOffice }), [
        'referred',
        'PLN-10 priced-though-free /softwarePlan/0/unitPrice',
      ]);
    });
  });
});
