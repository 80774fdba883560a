import type { OrderLine, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { officeForEachTest } from '../life-support.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  INTEL,
  itemsOf,
  lineOf,
  SHORT_SUPPORT,
  WINDOWS_PRO,
} from './tricky-orders.ts';

type Papers = NonNullable<PlanItem['evidence']>;
type System = NonNullable<NonNullable<OrderLine['computer']>['operatingSystem']>;

const certificate = (seats: number | null, reference = 'WPS-2026-1'): Papers[number] => ({
  ...{ kind: 'licence-certificate', reference, seats },
});
const INVOICE: Papers = [{ kind: 'invoice', reference: '发票号 2026120099' }];
const SHORT = 'LIC-10 proof-short /softwarePlan/0/evidence';

describe('proof that is too small for what is bought', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    const here = officeForEachTest(engine);

    /** Ten machines with ten suites, which these papers prove. */
    const suitesOn = (evidence: Papers) => {
      const { office } = here;
      const { officeItem, antivirus } = itemsOf(office);
      const items = [officeItem, antivirus].map((item) => ({ ...item, seats: 10 }));
      const [suites = officeItem, ...others] = items;
      const lines = [{ ...lineOf(office), quantity: 10 }];
      return office.submit(composed(office, { lines, items: [{ ...suites, evidence }, ...others] }));
    };

    it('is refused for fewer suites than are bought, also where one paper is named twice', async () => {
      assertJudged(await suitesOn([certificate(1)]), 'rejected', [SHORT]);
      assertJudged(await suitesOn([certificate(9)]), 'rejected', [SHORT]);
      assertJudged(await suitesOn([certificate(5), certificate(5, 'wps-2026-1')]), 'rejected', [SHORT]);
      assertJudged(await suitesOn([certificate(1), ...INVOICE]), 'rejected', [SHORT]);
    });

    it('passes where the papers cover all, do not say how many, or are still to come', async () => {
      assertApproved(await suitesOn([certificate(10)]));
      assertApproved(await suitesOn([certificate(12)]));
      assertApproved(await suitesOn([certificate(6), certificate(4, 'WPS-2026-2')]));
      assertApproved(await suitesOn([certificate(1), certificate(null, 'WPS-2026-2')]));
      assertApproved(await suitesOn(INVOICE));
      assertApproved(await suitesOn([]));
    });

    const antivirusWith = (changes: Partial<PlanItem>) => {
      const { office } = here;
      const { officeItem, antivirus } = itemsOf(office);
      return office.submit(
        composed(office, { lines: [lineOf(office)], items: [officeItem, { ...antivirus, ...changes }] }),
      );
    };

    it('goes to a person for antivirus software that is bought for ever without any service', async () => {
      const forEver = { licenceType: 'perpetual', validUntil: null } as const;
      const found = ['LIC-03 without-service /softwarePlan/1/serviceMonths'];

      assertJudged(await antivirusWith({ ...forEver, serviceMonths: 0 }), 'referred', found);
      assertJudged(await antivirusWith({ ...forEver, serviceMonths: null }), 'referred', found);
      assertApproved(await antivirusWith({ ...forEver, serviceMonths: 12 }));
      assertApproved(await antivirusWith({}));
    });

    const systemWith = async (changes: Partial<System>) => {
      await here.moveTo({ kind: 'other-institution' });
      const { office } = here;
      const operatingSystem = { ...WINDOWS_PRO, ...changes };
      const line: OrderLine = {
        ...lineOf(office),
        computer: { ...lineOf(office).computer, category: 'desktop', cpu: INTEL, operatingSystem },
      };
      const items = Object.values(itemsOf(office)).map((item) => ({ ...item, platforms: ['windows-x64'] }));
      return office.submit(composed(office, { lines: [line], items }));
    };

    it('goes to a person for a system whose licence may end, or whose paper is of a home edition', async () => {
      const rented: Partial<System> = {
        licenceType: 'subscription',
        evidence: [{ kind: 'licence-page', reference: '许可页面 8812' }],
      };
      const evidence: System['evidence'] = [
        { kind: 'serial-list', reference: 'Win11 Home CN 序列号清单 2026-7', seats: 1 },
      ];
      const chinese: System['evidence'] = [
        { kind: 'oem-firmware-statement', reference: 'Windows 11 家庭中文版 OEM 声明 4', seats: 1 },
      ];
      const paper = 'OS-04 paper-of-home-edition /lines/0/computer/operatingSystem/evidence';

      assertJudged(await systemWith(rented), 'referred', [
        'OS-04 subscription-open /lines/0/computer/operatingSystem/licenceType',
        SHORT_SUPPORT,
      ]);
      assertJudged(await systemWith({ evidence }), 'referred', [paper, SHORT_SUPPORT]);
      assertJudged(await systemWith({ evidence: chinese }), 'referred', [paper, SHORT_SUPPORT]);
    });

    it('passes for a system with a lasting licence and a paper of its edition, or of none', async () => {
      for (const reference of [
        'Win11 Pro 序列号清单 2026-7',
        'Windows 11 专业版 OEM 声明 4',
        'SN-2026-0099',
        '家具清单 12',
      ])
        assertJudged(await systemWith({ evidence: [{ kind: 'serial-list', reference, seats: 1 }] }), 'approved', [
          SHORT_SUPPORT,
        ]);
    });
  });
});
