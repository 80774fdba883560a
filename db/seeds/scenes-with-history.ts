import { text } from '../../src/kernel/index.ts';
import { machines, tianqing, wps } from './order-goods.ts';
import { PASSES, type Scene } from './scene.ts';

/** Orders that were approved once and have more to tell: mended, amended, decided again, withdrawn or expired. */
export const SCENES_WITH_HISTORY: readonly Scene[] = [
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
      { act: 'add-money', ago: 18, hardware: '40000.00', filing: '66000.00', reason: '年中追加办公设备购置经费' },
      { act: 'decide-again', ago: 17, by: 'finance', gives: PASSES },
    ],
    ends: 'approved',
  },
];
