import { text } from '../../src/kernel/index.ts';
import {
  ANY_GENUINE,
  INTEL,
  KYLIN,
  machines,
  PHYTIUM,
  serverAntivirus,
  tianqing,
  WINDOWS,
  wps,
  yozo,
} from './order-goods.ts';
import { PASSES, type Scene } from './scene.ts';

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
];
