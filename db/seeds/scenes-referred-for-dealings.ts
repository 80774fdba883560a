import { text } from '../../src/kernel/index.ts';
import { INTEL, machines, NO_SYSTEM, tianqing, WINDOWS, wps, wpsOfSite } from './order-goods.ts';
import { PASSES, type Scene } from './scene.ts';

/** Orders that wait for a person for how or from whom they buy: a donor, a debarred supplier, a split, an exemption. */
export const SCENES_REFERRED_FOR_DEALINGS: readonly Scene[] = [
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
            wpsOfSite(10, entitlements.schoolSite),
            tianqing(10, {
              provision: 'bundled',
              unitPrice: null,
              platforms: ['windows-x64'],
              evidence: [{ kind: 'vendor-authorization-letter', reference: '随赠授权函', seats: 10 }],
            }),
          ],
        }),
        gives: { outcome: 'referred', rules: ['EXC-02', 'OS-10'] },
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
    number: '0070',
    says: text('同日两张同类订单的第一张，通过', 'the first of two orders of a kind on one day, approved'),
    by: 'countyOfficer',
    acts: [
      {
        act: 'submit',
        ago: 11,
        wants: () => ({
          lines: [machines({ quantity: 12, model: '世恒 TD120C2' })],
          plan: [wps(12), tianqing(12)],
          supplier: 'huitong',
        }),
        gives: PASSES,
      },
    ],
    ends: 'approved',
  },
  {
    agency: 'market',
    number: '0071',
    says: text(
      '同日第二张同类订单，合计超过分散采购限额',
      'the second order of a kind on one day; together above the limit for dispersed purchases',
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
];
