import { text } from '../../src/kernel/index.ts';
import { INTEL, machines, tianqing, WINDOWS, wps } from './order-goods.ts';
import { PASSES, PASSES_ON_WINDOWS, type Scene } from './scene.ts';

/** Orders that were bought: one is paid and closed, of one everything has come, of one some machines, of two nothing at all. */
export const FULFILLED_SCENES: readonly Scene[] = [
  {
    agency: 'culture',
    number: '0419',
    says: text('签约、验收、付款，已办结', 'contracted, delivered, paid and closed'),
    by: 'officer',
    acts: [
      {
        act: 'submit',
        ago: 95,
        wants: () => ({
          deliveryDays: 25,
          lines: [machines({ quantity: 8, model: '世恒 TD120A3' })],
          plan: [wps(8), tianqing(8)],
        }),
        gives: PASSES,
      },
      { act: 'contract', ago: 88, gives: PASSES },
      {
        act: 'accept',
        ago: 70,
        by: 'approver',
        came: { machines: 8, seats: [8, 8], department: '公共服务科' },
        gives: PASSES,
      },
      {
        act: 'pay',
        ago: 58,
        by: 'finance',
        paid: { invoice: '26422000000018370261', machines: 8, seats: [8, 8], final: true },
        gives: PASSES,
      },
    ],
    ends: 'closed',
  },
  {
    agency: 'hospital',
    number: '0107',
    says: text(
      '医院不受安全可靠要求约束，可购预装 Windows 11 专业版；分两批到货，第二批有两台为家庭版，未予验收',
      'a hospital need not buy rated systems; Windows 11 Pro; of the second delivery two came with the Home edition',
    ),
    by: 'hospitalOfficer',
    acts: [
      {
        act: 'submit',
        ago: 80,
        wants: ({ devices }) => ({
          deliveryDays: 76,
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
        gives: PASSES_ON_WINDOWS,
      },
      { act: 'contract', ago: 74, gives: PASSES_ON_WINDOWS },
      {
        act: 'accept',
        ago: 30,
        by: 'hospitalApprover',
        came: { machines: 9, seats: [9, 9], department: '门诊部' },
        gives: PASSES_ON_WINDOWS,
      },
      {
        act: 'accept',
        ago: 4,
        by: 'hospitalApprover',
        came: { machines: 6, from: 10, seats: [6, 6], department: '住院部', differing: { count: 2, edition: 'Home' } },
        gives: { outcome: 'rejected', rules: ['ACC-01', 'OS-05', 'OS-10'] },
      },
      {
        act: 'pay',
        ago: 1,
        by: 'finance',
        paid: { invoice: '26422000000020915534', machines: 13, seats: [15, 15] },
        gives: PASSES,
      },
    ],
    ends: 'contracted',
  },
  {
    agency: 'market',
    number: '0066',
    says: text(
      '更换已满年限的旧机；已验收，付款一部分。自查发现另有四台装有未授权的办公软件',
      'replaces machines that have served their time; all came, part is paid; a survey finds four other copies unlicensed',
    ),
    by: 'countyOfficer',
    acts: [
      {
        act: 'submit',
        ago: 35,
        wants: ({ devices }) => ({
          deliveryDays: 21,
          lines: [machines({ quantity: 12, model: '世恒 TD120A4', rest: { replaces: [...devices.marketOld] } })],
          plan: [wps(12), tianqing(12)],
          supplier: 'county',
        }),
        gives: PASSES,
      },
      { act: 'contract', ago: 31, gives: PASSES },
      {
        act: 'accept',
        ago: 14,
        by: 'countyApprover',
        came: { machines: 12, seats: [12, 12], department: '执法大队' },
        gives: PASSES,
      },
      {
        act: 'find-copies',
        ago: 9,
        on: 'marketYoung',
        copy: { category: 'office', product: 'WPS Office', edition: 'Professional', version: '2023' },
      },
      {
        act: 'pay',
        ago: 6,
        by: 'finance',
        paid: { invoice: '26422000000023308817', machines: 8, seats: [12, 0] },
        gives: PASSES,
      },
    ],
    ends: 'accepted',
  },
  {
    agency: 'audit',
    number: '0009',
    says: text(
      '已签约，供应商逾期未交货，合同终止；资金退回预算',
      'contracted; the supplier did not deliver in time, so the contract ended, and its money went back to the budget',
    ),
    by: 'auditOfficer',
    acts: [
      {
        act: 'submit',
        ago: 120,
        wants: () => ({ lines: [machines({ quantity: 6, model: '世恒 TD120A3' })], plan: [wps(6), tianqing(6)] }),
        gives: PASSES,
      },
      { act: 'contract', ago: 113, gives: PASSES },
      { act: 'terminate', ago: 72, reason: '供应商逾期未交货，经协商解除合同' },
    ],
    ends: 'terminated',
  },
  {
    agency: 'culture',
    number: '0470',
    says: text('已签约，等待到货验收', 'contracted; the machines are still to come'),
    by: 'officer',
    acts: [
      {
        act: 'submit',
        ago: 10,
        wants: () => ({
          deliveryDays: 25,
          lines: [machines({ quantity: 4, model: '世恒 TD120A9' })],
          plan: [wps(4), tianqing(4)],
        }),
        gives: PASSES,
      },
      { act: 'contract', ago: 6, gives: PASSES },
    ],
    ends: 'contracted',
  },
];
