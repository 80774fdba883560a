import { text } from '../../src/kernel/index.ts';
import { INTEL, machines, tianqing, UOS, WINDOWS, wps } from './order-goods.ts';
import type { Scene } from './scene.ts';

/** More orders that go to a person. */
export const MORE_REFERRED_SCENES: readonly Scene[] = [
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
