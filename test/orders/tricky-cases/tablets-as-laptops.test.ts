import assert from 'node:assert/strict';
import type { OrderLine } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  INTEL,
  itemsOf,
  lineOf,
  SHORT_SUPPORT,
  verdictOf,
  WINDOWS_PRO,
} from './tricky-orders.ts';

type Computer = NonNullable<OrderLine['computer']>;
type System = NonNullable<Computer['operatingSystem']>;

const NOT_A_TABLET = 'HW-13 desktop-system /lines/0/computer/category';
const SURFACE: Partial<OrderLine> = { description: '平板电脑 13英寸', brand: '微软', model: 'Surface Pro 11' };
const CODES = { tablet: 'A02010109', laptop: 'A02010108' } as const;
/** What a tablet is delivered with: no edition, no release, no paper. */
const OWN: System = { state: 'preinstalled', licenceType: null, evidence: [], securityRating: null };
const KIRIN: Computer['cpu'] = { model: 'Kirin 9000', architecture: 'arm64', securityRating: null };

interface Wish {
  readonly category: keyof typeof CODES;
  readonly system: System;
  readonly cpu?: Computer['cpu'];
  readonly line?: Partial<OrderLine>;
  readonly hasPlan?: boolean;
}

describe('a tablet that is a laptop in fact', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    /** One machine at a school, which may buy what is not rated. */
    const submit = async ({ category, system, cpu = INTEL, line = {}, hasPlan = false }: Wish) => {
      const office = await openOffice(gate, { kind: 'other-institution' });
      const machine: OrderLine = {
        ...lineOf(office),
        ...{ catalogue: { edition: '2022', code: CODES[category] }, unitPrice: '6500.00', ...line },
        computer: { category, cpu, intendedUse: 'office', operatingSystem: system },
      };
      const { officeItem, antivirus } = itemsOf(office);
      const built = [officeItem, antivirus].map((item) => ({ ...item, platforms: ['windows-x64'] }));
      return office.submit(composed(office, { lines: [machine], items: hasPlan ? built : [] }));
    };

    it('is refused with Windows, whatever it costs and whatever is planned for it', async () => {
      const surface = { category: 'tablet', system: WINDOWS_PRO, line: { ...SURFACE, unitPrice: '8999.00' } } as const;

      assertJudged(await submit(surface), 'rejected', [NOT_A_TABLET, SHORT_SUPPORT]);
    });

    it('is refused with a domestic system of desktops', async () => {
      const letter: System['evidence'] = [{ kind: 'vendor-authorization-letter', reference: 'SQ-2026-118' }];
      for (const [product, version] of [
        ['统信桌面操作系统', 'V20'],
        ['银河麒麟桌面操作系统', 'V10'],
      ] as const) {
        const system = { ...OWN, product, edition: '专业版', version, licenceType: 'oem', evidence: letter } as const;
        const line = { description: '平板电脑', model: 'M6' };
        const answer = await submit({ category: 'tablet', system, cpu: { ...KIRIN, model: '飞腾D2000' }, line });
        assertJudged(answer, 'rejected', [NOT_A_TABLET]);
      }
    });

    it('is refused where Windows will be installed in place of its own system', async () => {
      const system = {
        ...OWN,
        product: 'HarmonyOS',
        target: { product: 'Windows', edition: 'Pro', version: '11 25H2' },
      };
      const answer = await submit({ category: 'tablet', system, line: { description: '平板电脑' } });

      const { outcome, findings } = verdictOf(answer);
      assert.deepEqual([outcome, findings[0]], ['rejected', NOT_A_TABLET]);
    });

    it('passes as a laptop with its plan, and is held to the cap and the plan of laptops', async () => {
      const laptop = { category: 'laptop', system: WINDOWS_PRO, line: SURFACE } as const;

      assertJudged(await submit({ ...laptop, hasPlan: true }), 'approved', [SHORT_SUPPORT]);
      assertJudged(await submit(laptop), 'rejected', [
        SHORT_SUPPORT,
        'PLN-01 no-plan /softwarePlan',
        'PLN-02 office-short /softwarePlan',
        'PLN-03 clients-short /softwarePlan',
      ]);
      const dear = { ...laptop, line: { ...SURFACE, unitPrice: '8999.00' }, hasPlan: true };
      assertJudged(await submit(dear), 'rejected', ['HW-01 over-cap /lines/0/unitPrice', SHORT_SUPPORT]);
    });

    it('stays a tablet with the system of one', async () => {
      for (const product of ['HarmonyOS', '鸿蒙 HarmonyOS 4.2', 'Android 14', 'iPadOS 18'])
        assertApproved(
          await submit({
            ...{ category: 'tablet', system: { ...OWN, product }, cpu: KIRIN },
            line: { description: '平板电脑', model: 'MatePad 11', unitPrice: '1800.00' },
          }),
        );
    });
  });
});
