import { text } from '../../src/kernel/index.ts';
import { lineCode } from './demo-money.ts';
import {
  ANY_GENUINE,
  INTEL,
  KYLIN,
  machines,
  PHYTIUM,
  serverAntivirus,
  tianqing,
  UOS,
  WINDOWS,
  wps,
  yozo,
} from './order-goods.ts';
import { PASSES, type Scene } from './scene.ts';

const LEASED_SYSTEM = {
  ...UOS,
  evidence: [...(UOS.evidence ?? []), { kind: 'lessor-authorization' as const, reference: '租赁合同附件二' }],
};

/** What is leased is an expense, with its software. */
function leased(item: ReturnType<typeof wps>, year: number, amount: string): ReturnType<typeof wps> {
  return { ...item, funding: [{ budgetLine: lineCode('services', year, '30214'), amount }] };
}

/** Orders that the gate lets through, some at the second or third attempt. */
export const APPROVED_SCENES: readonly Scene[] = [
  {
    agency: 'culture',
    number: '0412',
    says: text(
      '完整的订单；三个月内未采购，已失效',
      'a complete order; nobody bought within three months, so it has expired',
    ),
    by: 'officer',
    acts: [
      {
        act: 'submit',
        ago: 160,
        wants: () => ({ lines: [machines({ quantity: 20, model: '世恒 TD120A2' })], plan: [wps(20), tianqing(20)] }),
        gives: PASSES,
      },
    ],
    ends: 'expired',
  },
  {
    agency: 'library',
    number: '0031',
    says: text('办公软件用结余授权，后撤回', 'office licences from spare ones; withdrawn later'),
    acts: [
      {
        act: 'submit',
        ago: 150,
        wants: ({ entitlements }) => ({
          lines: [machines({ category: 'all-in-one', quantity: 6, model: '世恒 AF120' })],
          plan: [
            wps(6, {
              provision: 'spare-entitlement',
              entitlementId: entitlements.libraryOffice,
              unitPrice: null,
              licenceType: 'volume',
            }),
            tianqing(6),
          ],
        }),
        gives: PASSES,
      },
      { act: 'withdraw', ago: 141, reason: '阅览区改造推迟，本批设备不再采购' },
    ],
    ends: 'withdrawn',
  },
  {
    agency: 'hospital',
    number: '0107',
    says: text(
      '医院不受安全可靠要求约束，可购预装 Windows 11 专业版',
      'a hospital need not buy rated systems; Windows 11 Pro',
    ),
    by: 'hospitalOfficer',
    acts: [
      {
        act: 'submit',
        ago: 80,
        wants: ({ devices }) => ({
          lines: [
            machines({
              quantity: 15,
              model: '启天 M455',
              cpu: INTEL,
              system: WINDOWS,
              rest: { replaces: [...devices.hospitalOld] },
            }),
          ],
          plan: [wps(15, { platforms: ['windows-x64'] }), tianqing(15, { platforms: ['windows-x64'] })],
        }),
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
          lines: [
            machines({
              category: 'server',
              quantity: 2,
              unitPrice: '68000.00',
              model: '泰山 200K',
              system: { ...KYLIN, product: 'Kylin Server' },
              use: 'server',
            }),
          ],
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
          plan: [
            wps(30, {
              provision: 'site-licence',
              entitlementId: entitlements.schoolSite,
              licenceType: 'site',
              metric: 'site',
              unitPrice: null,
              platforms: ['windows-x64'],
            }),
            tianqing(30, { platforms: ['windows-x64'] }),
          ],
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'market',
    number: '0066',
    says: text('更换已满年限的旧机', 'replaces machines that have served their time'),
    by: 'countyOfficer',
    acts: [
      {
        act: 'submit',
        ago: 35,
        wants: ({ devices }) => ({
          lines: [machines({ quantity: 12, model: '世恒 TD120A4', rest: { replaces: [...devices.marketOld] } })],
          plan: [wps(12), tianqing(12)],
          supplier: 'county',
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'services',
    number: '0044',
    says: text('先因没有软件配置计划不予通过，补充后通过', 'rejected for want of a licence plan, mended, approved'),
    acts: [
      {
        act: 'submit',
        ago: 30,
        wants: () => ({ lines: [machines({ quantity: 8, model: '世恒 TD120A5' })], plan: [] }),
        gives: { outcome: 'rejected', rules: ['PLN-01', 'PLN-02', 'PLN-03'] },
      },
      {
        act: 'amend',
        ago: 28,
        wants: () => ({ lines: [machines({ quantity: 8, model: '世恒 TD120A5' })], plan: [wps(8), tianqing(8)] }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'audit',
    number: '0012',
    says: text(
      '已通过的订单变更后转人工；批准之前原订单有效',
      'an amendment was referred; until it is approved the old revision stands',
    ),
    by: 'auditOfficer',
    acts: [
      {
        act: 'submit',
        ago: 26,
        wants: () => ({ lines: [machines({ quantity: 10, model: '世恒 TD120A6' })], plan: [wps(10), tianqing(10)] }),
        gives: PASSES,
      },
      {
        act: 'amend',
        ago: 15,
        wants: () => ({
          lines: [machines({ quantity: 10, model: '世恒 TD120A6' })],
          plan: [wps(10, { unitPrice: '760.00' }), tianqing(10)],
        }),
        gives: { outcome: 'referred', rules: ['HW-02'] },
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'countyCulture',
    number: '0008',
    says: text('资金不足；追加预算后重新审核通过', 'short of money; decided again after the budget was raised'),
    by: 'countyOfficer',
    acts: [
      {
        act: 'submit',
        ago: 22,
        wants: () => ({
          lines: [machines({ quantity: 6, model: '世恒 TD120A7' })],
          plan: [wps(6), tianqing(6)],
          supplier: 'county',
        }),
        gives: { outcome: 'rejected', rules: ['BUD-02', 'BUD-05'] },
      },
      { act: 'add-money', ago: 18, hardware: '60000.00', filing: '66000.00', reason: '年中追加办公设备购置经费' },
      { act: 'decide-again', ago: 17, by: 'finance', gives: PASSES },
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
              unitPrice: '1800.00',
              model: 'NF14A（租赁）',
              system: LEASED_SYSTEM,
              rest: { funding: [{ budgetLine: lineCode('services', year, '30214'), amount: '9000.00' }] },
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
