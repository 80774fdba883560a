import { text } from '../../src/kernel/index.ts';
import { lineCode } from './demo-money.ts';
import { machines, tianqing, UOS, wps } from './order-goods.ts';
import { PASSES, type Scene } from './scene.ts';

const LEASED_SYSTEM = {
  ...UOS,
  evidence: [...(UOS.evidence ?? []), { kind: 'lessor-authorization' as const, reference: '租赁合同附件二' }],
};

/** What is leased is an expense, with its software. */
function leased(item: ReturnType<typeof wps>, year: number, amount: string): ReturnType<typeof wps> {
  return { ...item, funding: [{ budgetLine: lineCode('services', year, '30214'), amount }] };
}

/** More orders that the gate lets through. */
export const MORE_APPROVED_SCENES: readonly Scene[] = [
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
