import { text } from '../../src/kernel/index.ts';
import { lineCode } from './demo-money.ts';
import {
  ANY_GENUINE,
  INTEL,
  KYLIN,
  machines,
  PHYTIUM,
  serverAntivirus,
  servers,
  tianqing,
  UOS,
  WINDOWS,
  wps,
  wpsOfSite,
  yozo,
} from './order-goods.ts';
import { PASSES, PASSES_ON_WINDOWS, type Scene } from './scene.ts';

const LEASED_SYSTEM = {
  ...UOS,
  evidence: [...(UOS.evidence ?? []), { kind: 'lessor-authorization' as const, reference: '租赁合同附件二' }],
};

/** What is leased is an expense, with its software. */
function leased(item: ReturnType<typeof wps>, year: number, amount: string): ReturnType<typeof wps> {
  return { ...item, funding: [{ budgetLine: lineCode('services', year, '30214'), amount }] };
}

/** Orders that the gate lets through as they were submitted, and nothing was bought yet. */
export const APPROVED_SCENES: readonly Scene[] = [
  {
    agency: 'culture',
    number: '0422',
    says: text('已通过，三个月的采购期限将满', 'approved, and the three months to buy in are almost over'),
    by: 'officer',
    acts: [
      {
        act: 'submit',
        ago: 86,
        wants: () => ({ lines: [machines({ quantity: 3, model: '世恒 TD120B1' })], plan: [wps(3), tianqing(3)] }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'finance',
    number: '0055',
    says: text('便携机预装银河麒麟，办公软件为永中', 'laptops with Kylin, office software by Yozo'),
    acts: [
      {
        act: 'submit',
        ago: 60,
        wants: () => ({
          lines: [
            machines({
              category: 'laptop',
              quantity: 10,
              unitPrice: '6480.00',
              model: 'NF14A',
              cpu: PHYTIUM,
              system: KYLIN,
            }),
          ],
          plan: [yozo(10), tianqing(10)],
          supplier: 'yuntu',
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'bigData',
    number: '0201',
    says: text('公开招标：只提需求，不点品牌', 'an open tender: a requirement, and no brand'),
    acts: [
      {
        act: 'submit',
        ago: 55,
        wants: () => ({
          method: 'open-tender',
          supplier: null,
          deliveryDays: 40,
          lines: [machines({ quantity: 60, model: '', system: ANY_GENUINE, rest: { brand: null, model: null } })],
          plan: [
            wps(60, { product: null, edition: null, version: null, evidence: [] }),
            tianqing(60, { product: null, edition: null, version: null, evidence: [] }),
          ],
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'hospital',
    number: '0121',
    says: text('服务器配服务器端杀毒', 'servers with antivirus for servers'),
    by: 'hospitalOfficer',
    acts: [
      {
        act: 'submit',
        ago: 48,
        wants: () => ({
          lines: [servers(2)],
          plan: [serverAntivirus(2)],
          supplier: 'yuntu',
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'school',
    number: '0019',
    says: text('教室电脑使用学校的场地授权', 'classroom computers under the school’s site licence'),
    acts: [
      {
        act: 'submit',
        ago: 40,
        wants: ({ entitlements }) => ({
          lines: [machines({ quantity: 30, model: '启天 B340', cpu: INTEL, system: WINDOWS, use: 'classroom' })],
          plan: [wpsOfSite(30, entitlements.schoolSite), tianqing(30, { platforms: ['windows-x64'] })],
        }),
        gives: PASSES_ON_WINDOWS,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'services',
    number: '0051',
    says: text('租赁：出租方已授权使用其软件', 'a lease: the lessor has authorised the use of its software'),
    acts: [
      {
        act: 'submit',
        ago: 12,
        wants: ({ year }) => ({
          acquisition: 'lease',
          lines: [
            machines({
              category: 'laptop',
              quantity: 5,
              unitPrice: '150.00',
              model: 'NF14A（租赁）',
              system: LEASED_SYSTEM,
              rest: {
                leaseMonths: 12,
                funding: [{ budgetLine: lineCode('services', year, '30214'), amount: '9000.00' }],
              },
            }),
          ],
          plan: [leased(wps(5, { unitPrice: '120.00' }), year, '600.00'), leased(tianqing(5), year, '455.00')],
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'town',
    number: '0005',
    says: text('通过，但供应商信用查询已过期：提醒', 'approved with a warning: the credit check is stale'),
    by: 'countyOfficer',
    acts: [
      {
        act: 'submit',
        ago: 7,
        wants: ({ days }) => ({
          lines: [machines({ quantity: 8, model: '世恒 TD120A8' })],
          plan: [wps(8), tianqing(8)],
          supplier: 'county',
          creditCheckedOn: days.ago(40),
        }),
        gives: { outcome: 'approved', rules: ['SUP-03'] },
      },
    ],
    ends: 'approved',
  },
];
