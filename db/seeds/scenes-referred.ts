import { text } from '../../src/kernel/index.ts';
import { INTEL, KYLIN, machines, NO_SYSTEM, PHYTIUM, serverAntivirus, tianqing, WINDOWS, wps } from './order-goods.ts';
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
        wants: ({ days, year }) => ({
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
              document: `荆财资函〔${year}〕31号`,
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
        wants: ({ days, year, entitlements }) => ({
          lines: [machines({ quantity: 6, model: '专用机 Z1', system: NO_SYSTEM })],
          plan: [wps(6), tianqing(6)],
          exemption: {
            kind: 'classified',
            document: `荆密批〔${year}〕4号`,
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
];
