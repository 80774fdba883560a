import { text } from '../../src/kernel/index.ts';
import {
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
} from './order-goods.ts';
import type { Scene } from './scene.ts';

/** Orders that wait for a person for what they buy: its price, its origin, its system, or that the like stands idle. */
export const SCENES_REFERRED_FOR_GOODS: readonly Scene[] = [
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
          lines: [servers(2)],
          plan: [serverAntivirus(2)],
          supplier: 'yuntu',
        }),
        gives: { outcome: 'referred', rules: ['ACC-03', 'OS-12'] },
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
        gives: { outcome: 'referred', rules: ['OS-10', 'PRC-05'] },
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
