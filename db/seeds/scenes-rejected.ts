import { text } from '../../src/kernel/index.ts';
import { lineCode } from './demo-money.ts';
import { INTEL, machines, NO_SYSTEM, tianqing, UOS, WINDOWS, wps, wpsOfSite } from './order-goods.ts';
import type { OrderDraft } from './order-parts.ts';
import type { Scene, Story } from './scene.ts';

interface RejectedScene extends Pick<Scene, 'agency' | 'number' | 'says' | 'by'> {
  readonly ago: number;
  readonly wants: (story: Story) => OrderDraft;
  readonly rules: readonly string[];
}

function rejected({ ago, wants, rules, ...scene }: RejectedScene): Scene {
  const act = { act: 'submit', ago, wants, gives: { outcome: 'rejected', rules } } as const;
  return { ...scene, acts: [act], ends: 'rejected' };
}

/** Orders that the gate stops, each with what would mend it. */
export const REJECTED_SCENES: readonly Scene[] = [
  {
    agency: 'library',
    number: '0029',
    says: text('拟购家用试用系统；不予通过后撤回', 'a trial of an operating system; withdrawn after the rejection'),
    acts: [
      {
        act: 'submit',
        ago: 130,
        wants: () => ({
          lines: [
            machines({ quantity: 3, model: '世恒 TD120D0', system: { ...UOS, state: 'trial', licenceType: 'trial' } }),
          ],
          plan: [wps(3), tianqing(3)],
        }),
        gives: { outcome: 'rejected', rules: ['OS-03', 'PLN-04'] },
      },
      { act: 'withdraw', ago: 128, reason: '改用馆内现有设备' },
    ],
    ends: 'withdrawn',
  },
  rejected({
    agency: 'culture',
    number: '0430',
    says: text('没有预装操作系统', 'no operating system'),
    by: 'officer',
    ago: 120,
    wants: () => ({
      lines: [machines({ quantity: 20, model: '世恒 TD120D1（无系统）', system: NO_SYSTEM })],
      plan: [wps(20), tianqing(20)],
    }),
    rules: ['OS-01'],
  }),
  rejected({
    agency: 'bigData',
    number: '0188',
    says: text('240 台云终端只配 1 套系统和 1 套办公软件', '240 cloud terminals with one system and one office suite'),
    ago: 90,
    wants: () => ({
      method: 'open-tender',
      supplier: null,
      lines: [
        machines({
          category: 'thin-client',
          quantity: 240,
          unitPrice: '2980.00',
          model: 'VDI-240',
          use: 'office',
          rest: { brand: null, model: null },
          computer: { virtualDesktops: 240, operatingSystem: null },
        }),
      ],
      plan: [wps(1), tianqing(240, { platforms: ['linux-arm64', 'linux-x64'] })],
    }),
    rules: ['OS-02', 'PLN-02', 'PLN-09'],
  }),
  rejected({
    agency: 'culture',
    number: '0437',
    says: text('供应商被财政部门禁止参加政府采购', 'the supplier is barred from government procurement'),
    by: 'officer',
    ago: 70,
    wants: () => ({
      lines: [machines({ quantity: 2, model: '世恒 TD120D2' })],
      plan: [wps(2), tianqing(2)],
      supplier: 'barred',
    }),
    rules: ['SUP-01'],
  }),
  rejected({
    agency: 'hospital',
    number: '0112',
    says: text('资金科目不符，且未办采购计划备案', 'the wrong economic class, and no plan filing'),
    by: 'hospitalOfficer',
    ago: 65,
    wants: ({ year }) => ({
      planFilingNumber: null,
      lines: [
        machines({
          quantity: 4,
          model: '启天 M456',
          cpu: INTEL,
          system: WINDOWS,
          rest: { funding: [{ budgetLine: lineCode('hospital', year, '31007'), amount: '19996.00' }] },
        }),
      ],
      plan: [
        {
          ...wps(4, { platforms: ['windows-x64'] }),
          funding: [{ budgetLine: lineCode('hospital', year, '31002'), amount: '2320.00' }],
        },
        tianqing(4, { platforms: ['windows-x64'] }),
      ],
    }),
    rules: ['BUD-03', 'BUD-05', 'OS-10'],
  }),
  rejected({
    agency: 'hospital',
    number: '0119',
    says: text(
      '家庭版系统、单价超上限、个人版办公软件',
      'a home edition, a price above the cap, a personal office edition',
    ),
    by: 'hospitalOfficer',
    ago: 58,
    wants: () => ({
      lines: [
        machines({
          quantity: 3,
          unitPrice: '5600.00',
          model: '启天 M458',
          cpu: INTEL,
          system: { ...WINDOWS, edition: 'Home' },
        }),
      ],
      plan: [wps(3, { edition: 'Personal', platforms: ['windows-x64'] }), tianqing(3, { platforms: ['windows-x64'] })],
    }),
    rules: ['HW-01', 'OS-05', 'OS-10', 'PLN-02', 'PLN-06'],
  }),
  rejected({
    agency: 'market',
    number: '0062',
    says: text('旧机未满最低使用年限', 'the machines to be replaced have not served their time'),
    by: 'countyOfficer',
    ago: 52,
    wants: ({ devices }) => ({
      lines: [machines({ quantity: 4, model: '世恒 TD120D3', rest: { replaces: [...devices.marketYoung] } })],
      plan: [wps(4), tianqing(4)],
      supplier: 'county',
    }),
    rules: ['HW-04'],
  }),
  rejected({
    agency: 'library',
    number: '0037',
    says: text('引用的结余授权多于剩余数量', 'draws more spare licences than are left'),
    ago: 46,
    wants: ({ entitlements }) => ({
      lines: [machines({ quantity: 12, model: '世恒 TD120D4' })],
      plan: [
        wps(12, {
          provision: 'spare-entitlement',
          entitlementId: entitlements.libraryOffice,
          unitPrice: null,
          licenceType: 'volume',
        }),
        tianqing(12),
      ],
    }),
    rules: ['LIC-02', 'PLN-02'],
  }),
  rejected({
    agency: 'bigData',
    number: '0220',
    says: text('达到公开招标限额却用电子卖场', 'above the line for open tenders, by the e-mall'),
    ago: 42,
    wants: () => ({
      lines: [
        machines({
          category: 'server',
          quantity: 30,
          unitPrice: '69800.00',
          model: '泰山 200K Pro',
          system: { ...UOS, product: 'UnionTech UOS Server', edition: null },
          use: 'server',
        }),
      ],
      plan: [
        {
          category: 'antivirus-server',
          product: '奇安信天擎',
          version: '10',
          provision: 'new-purchase',
          licenceType: 'subscription',
          platforms: ['linux-arm64'],
          seats: 30,
          unitPrice: '1280.00',
        },
      ],
      supplier: 'yuntu',
    }),
    rules: ['OS-12', 'PRC-03'],
  }),
  rejected({
    agency: 'town',
    number: '0002',
    says: text('乡镇机关购买未经安全可靠测评的系统', 'a township government, and a system without a security rating'),
    by: 'countyOfficer',
    ago: 38,
    wants: () => ({
      lines: [machines({ quantity: 4, model: '启天 M459', cpu: INTEL, system: WINDOWS })],
      plan: [wps(4, { platforms: ['windows-x64'] }), tianqing(4, { platforms: ['windows-x64'] })],
      supplier: 'county',
    }),
    rules: ['OS-10', 'OS-12'],
  }),
  rejected({
    agency: 'finance',
    number: '0061',
    says: text('合计与明细不符', 'the total is not the sum of its parts'),
    ago: 33,
    wants: () => ({
      lines: [machines({ quantity: 2, model: '世恒 TD120D5' })],
      plan: [wps(2), tianqing(2)],
      total: '12000.00',
    }),
    rules: ['INT-02'],
  }),
  rejected({
    agency: 'school',
    number: '0021',
    says: text('系统已停止服务，采购品目代码属于旧版目录', 'a system out of support, and a code of the old catalogue'),
    ago: 29,
    wants: ({ entitlements }) => ({
      lines: [
        machines({
          quantity: 6,
          model: '启天 B320',
          cpu: INTEL,
          system: { ...WINDOWS, version: '8.1' },
          use: 'classroom',
          rest: { catalogue: { edition: '2013', code: 'A02010105' } },
        }),
      ],
      plan: [wpsOfSite(6, entitlements.schoolSite), tianqing(6, { platforms: ['windows-x64'] })],
    }),
    rules: ['INT-04', 'OS-10'],
  }),
  rejected({
    agency: 'archive',
    number: '0001',
    says: text('软件正版化联络员空缺超过 90 天', 'nobody has answered for genuine software for more than 90 days'),
    by: 'countyOfficer',
    ago: 4,
    wants: () => ({
      lines: [machines({ quantity: 2, model: '世恒 TD120D6' })],
      plan: [wps(2), tianqing(2)],
      supplier: 'county',
    }),
    rules: ['INT-05'],
  }),
  rejected({
    agency: 'audit',
    number: '0015',
    says: text('引用的授权仅为自行申报，尚未核实', 'draws on licences that were only declared'),
    by: 'auditOfficer',
    ago: 3,
    wants: ({ entitlements }) => ({
      lines: [machines({ quantity: 3, model: '世恒 TD120D7' })],
      plan: [
        wps(3, {
          provision: 'spare-entitlement',
          entitlementId: entitlements.auditDeclared,
          unitPrice: null,
          licenceType: 'volume',
        }),
        tianqing(3),
      ],
    }),
    rules: ['PLN-02'],
  }),
];
