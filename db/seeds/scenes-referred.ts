import { text } from '../../src/kernel/index.ts';
import {
  INTEL,
  KYLIN,
  machines,
  NO_SYSTEM,
  PHYTIUM,
  serverAntivirus,
  tianqing,
  UOS,
  WINDOWS,
  wps,
} from './order-goods.ts';
import type { Scene } from './scene.ts';

/** Orders that wait for a person, each for another reason. */
export const REFERRED_SCENES: readonly Scene[] = [
  {
    agency: 'bigData',
    number: '0190',
    says: text(
      '单位有闲置便携机；转人工后无人处理，已失效',
      'the agency has idle laptops; nobody looked at it in time, so it has expired',
    ),
    acts: [
      {
        act: 'submit',
        ago: 75,
        wants: () => ({
          lines: [
            machines({
              category: 'laptop',
              quantity: 4,
              unitPrice: '6200.00',
              model: 'NF14B',
              cpu: PHYTIUM,
              system: KYLIN,
            }),
          ],
          plan: [wps(4), tianqing(4)],
          supplier: 'yuntu',
        }),
        gives: { outcome: 'referred', rules: ['HW-06'] },
      },
    ],
    ends: 'expired',
  },
  {
    agency: 'culture',
    number: '0455',
    says: text('办公软件单价超过 600 元，须附批准', 'office software above 600 yuan a seat'),
    by: 'officer',
    acts: [
      {
        act: 'submit',
        ago: 25,
        wants: () => ({
          lines: [machines({ quantity: 5, model: '世恒 TD120C1' })],
          plan: [wps(5, { unitPrice: '880.00' }), tianqing(5)],
        }),
        gives: { outcome: 'referred', rules: ['HW-02'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'finance',
    number: '0068',
    says: text('便携机超过单价上限，附有专用设备批准', 'laptops above the cap, with an approval for special equipment'),
    acts: [
      {
        act: 'submit',
        ago: 20,
        wants: ({ days }) => ({
          lines: [
            machines({
              category: 'laptop',
              quantity: 2,
              unitPrice: '9800.00',
              model: 'NF16P',
              cpu: PHYTIUM,
              system: KYLIN,
            }),
          ],
          plan: [wps(2), tianqing(2)],
          supplier: 'yuntu',
          approvals: [
            {
              kind: 'special-equipment',
              document: '荆财资函〔2026〕31号',
              issuedBy: '荆州市财政局资产管理科',
              issuedOn: days.ago(28),
              validUntil: null,
              ground: '预算编审现场使用的高配置设备',
              lines: [1],
              planItems: [],
            },
          ],
        }),
        gives: { outcome: 'referred', rules: ['HW-01'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'school',
    number: '0023',
    says: text('接受捐赠的计算机', 'computers from a donor'),
    acts: [
      {
        act: 'submit',
        ago: 16,
        wants: ({ entitlements }) => ({
          acquisition: 'donation',
          method: null,
          planFilingNumber: null,
          supplier: null,
          total: null,
          lines: [
            machines({
              quantity: 10,
              model: '启天 M420（受赠）',
              cpu: INTEL,
              system: WINDOWS,
              use: 'classroom',
              rest: { unitPrice: null, funding: [] },
            }),
          ],
          plan: [
            wps(10, {
              provision: 'site-licence',
              entitlementId: entitlements.schoolSite,
              licenceType: 'site',
              metric: 'site',
              unitPrice: null,
              platforms: ['windows-x64'],
            }),
            tianqing(10, {
              provision: 'bundled',
              unitPrice: null,
              platforms: ['windows-x64'],
              evidence: [{ kind: 'vendor-authorization-letter', reference: '随赠授权函', seats: 10 }],
            }),
          ],
        }),
        gives: { outcome: 'referred', rules: ['EXC-02'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'secrecy',
    number: '0003',
    says: text(
      '涉密订单：凭批件采购裸机，另装专用系统；只显示遮蔽内容',
      'a classified order of bare machines with an exemption; others see it masked',
    ),
    acts: [
      {
        act: 'submit',
        ago: 14,
        wants: ({ days, entitlements }) => ({
          lines: [machines({ quantity: 6, model: '专用机 Z1', system: NO_SYSTEM })],
          plan: [wps(6), tianqing(6)],
          exemption: {
            kind: 'classified',
            document: '荆密批〔2026〕4号',
            issuedBy: ['荆州市国家保密局', '荆州市软件正版化工作办公室'],
            devices: 6,
            lines: [1],
            validFrom: days.ago(60),
            validUntil: days.ago(-120),
            specialOsEntitlementId: entitlements.secrecySystem,
          },
        }),
        gives: { outcome: 'referred', rules: ['EXC-01'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'market',
    number: '0071',
    says: text(
      '一月内第二张同类订单，合计超过分散采购限额',
      'the second order of a kind in a month; together above the limit for dispersed purchases',
    ),
    by: 'countyOfficer',
    acts: [
      {
        act: 'submit',
        ago: 11,
        wants: () => ({
          lines: [machines({ quantity: 75, model: '世恒 TD120C2' })],
          plan: [wps(75), tianqing(75)],
          supplier: 'huitong',
        }),
        gives: { outcome: 'referred', rules: ['PRC-02'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'bigData',
    number: '0214',
    says: text(
      '服务器系统不在闸口的测评清单上；上一订单承诺的软件逾期未到位',
      'a server system that the list of ratings lacks; software promised with an earlier order is overdue',
    ),
    acts: [
      {
        act: 'submit',
        ago: 10,
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
        gives: { outcome: 'referred', rules: ['ACC-03', 'OS-12'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'culture',
    number: '0461',
    says: text('供应商在本地侵权名单上，申诉未决', 'the supplier is on the local list of infringers and appeals'),
    by: 'officer',
    acts: [
      {
        act: 'submit',
        ago: 9,
        wants: () => ({
          lines: [machines({ quantity: 3, model: '世恒 TD120C3' })],
          plan: [wps(3), tianqing(3)],
          supplier: 'appealing',
        }),
        gives: { outcome: 'referred', rules: ['SUP-02'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'hospital',
    number: '0133',
    says: text('非本国产品，没有进口批准', 'not domestic, and no approval for imports'),
    by: 'hospitalOfficer',
    acts: [
      {
        act: 'submit',
        ago: 8,
        wants: () => ({
          lines: [
            machines({
              quantity: 4,
              model: 'OptiPlex 7020',
              cpu: INTEL,
              system: WINDOWS,
              rest: { brand: 'Dell', domestic: false },
            }),
          ],
          plan: [wps(4, { platforms: ['windows-x64'] }), tianqing(4, { platforms: ['windows-x64'] })],
        }),
        gives: { outcome: 'referred', rules: ['PRC-05'] },
      },
    ],
    ends: 'referred',
  },
  {
    agency: 'hospital',
    number: '0135',
    says: text('操作系统未登记，闸口无从判定', 'a system that nobody has registered: the gate cannot judge it'),
    by: 'hospitalOfficer',
    acts: [
      {
        act: 'submit',
        ago: 5,
        wants: () => ({
          lines: [
            machines({
              quantity: 5,
              model: '启天 M457',
              system: {
                ...UOS,
                product: '鸿途桌面操作系统',
                edition: 'Professional',
                version: '3.0',
                securityRating: null,
              },
            }),
          ],
          plan: [wps(5), tianqing(5)],
        }),
        gives: { outcome: 'referred', rules: ['OS-10', 'PLN-08'] },
      },
    ],
    ends: 'referred',
  },
];
