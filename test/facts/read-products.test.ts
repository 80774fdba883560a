import assert from 'node:assert/strict';
import { withProductsRead } from '../../src/facts/index.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import type { Facts } from '../../src/rules/index.ts';
import {
  givenInput,
  givenItem,
  givenLineWith,
  givenProduct,
  type InputChanges,
  type OperatingSystem,
} from './support.ts';

const DAY = '2026-12-01';
/** As a policy without words has it. */
const UNREAD = { policy: { productWords: undefined } };

type Written = readonly [product: string, edition?: string | null, version?: string | null];

function systemRead([product, edition = null, version = null]: Written, changes: InputChanges = {}): OperatingSystem {
  const line = givenLineWith({ product, edition, version, securityRating: null });
  const { order } = withProductsRead(givenInput({ submittedOn: DAY, ...changes, order: { lines: [line] } }));
  const system = order.lines[0]?.computer?.operatingSystem;
  assert.ok(system);
  return system;
}

function written({ product, edition, version }: Pick<OperatingSystem, 'product' | 'edition' | 'version'>) {
  return [product, edition, version];
}

function itemRead(item: Partial<PlanItem>, changes: InputChanges = {}): PlanItem {
  const softwarePlan = [givenItem({ edition: null, version: null, ...item })];
  const { order } = withProductsRead(givenInput({ submittedOn: DAY, ...changes, order: { softwarePlan } }));
  const read = order.softwarePlan?.[0];
  assert.ok(read);
  return read;
}

function factsOf([product, edition = null, version = null]: Written): Facts {
  const line = givenLineWith({ product, edition, version, securityRating: { level: 'I', announcement: '2023-1' } });
  const input = withProductsRead(givenInput({ submittedOn: DAY, order: { lines: [line] } }));
  const [read] = input.order.lines;
  assert.ok(read);
  return operatingSystemFacts(input, read);
}

describe('a system as an office types it', () => {
  const SYSTEMS: readonly (readonly [typed: Written, read: Written])[] = [
    [['Windows11专业版'], ['Windows', '专业版', '11']],
    [['Win 11 专业版 64位 OEM'], ['Windows', '专业版', '11']],
    [['Windows 11 专业版 25H2（正版授权）'], ['Windows', '专业版', '11 25H2']],
    [
      ['微软 Windows 11', '专业版 64位', '25H2'],
      ['Windows', '专业版', '11 25H2'],
    ],
    [
      ['Windows11', '专业版', '22H2'],
      ['Windows', '专业版', '11 22H2'],
    ],
    [
      ['Windows 11 Pro 简体中文版 25H2', 'Pro', '25H2'],
      ['Windows', 'Pro', '11 25H2'],
    ],
    [['微软Windows11中文专业版'], ['Windows', '专业版', '11']],
    [['Windows 11 IoT 企业版 LTSC 2024'], ['Windows', '物联网企业版 LTSC', '11 2024']],
    [['Windows 11 家庭中文版'], ['Windows', '家庭版', '11']],
    [['银河麒麟V10 SP1'], ['银河麒麟桌面操作系统', null, 'V10 SP1']],
    [['银河麒麟桌面操作系统V10(SP1)'], ['银河麒麟桌面操作系统', null, 'V10 SP1']],
    [['麒麟桌面操作系统 V10 SP1 2403'], ['银河麒麟桌面操作系统', null, 'V10 SP1']],
    [
      ['银河麒麟', null, 'V10（SP1）2403'],
      ['银河麒麟桌面操作系统', null, 'V10 SP1'],
    ],
    [['统信UOS 20 1070 专业版'], ['统信UOS', '专业版', 'V20 1070']],
    [
      ['統信UOS桌面操作系統V20（1070）', '专业版'],
      ['统信UOS', '专业版', 'V20 1070'],
    ],
  ];

  for (const [typed, read] of SYSTEMS) {
    it(`is read: ${typed.filter(Boolean).join(' | ')}`, () => {
      assert.deepEqual(written(systemRead(typed)), [...read]);
    });
  }

  const AS_TYPED: readonly Written[] = [
    ['Windows', '专业版', '11 25H2'],
    ['Windows 11', '专业版', '25H2'],
    ['统信UOS', null, null],
    ['UnionTech UOS Desktop', 'Professional', '20'],
    ['Windows 11 破解版', null, null],
    ['Windows 11 纯净版', '专业版', '11 25H2'],
    ['红旗 Windows 11 风格系统', null, null],
    ['超级操作系统 V9', null, null],
    ['WPS Office 2019', null, null],
  ];

  for (const typed of AS_TYPED) {
    it(`stays as it is typed: ${typed.filter(Boolean).join(' | ')}`, () => {
      assert.deepEqual(written(systemRead(typed)), [...typed]);
    });
  }

  it('is a trial where its name says so, whatever the licence is said to be', () => {
    assert.equal(systemRead(['Windows 11 专业版 试用版']).licenceType, 'trial');
    assert.equal(systemRead(['Windows 11 专业版 90天评估']).licenceType, 'trial');
    assert.equal(systemRead(['Windows 11 专业版']).licenceType, 'oem');
  });

  it('is for homes where one of two places says so', () => {
    assert.equal(systemRead(['Windows 11 家庭版', '专业版', '11 25H2']).edition, '家庭版');
    assert.equal(systemRead(['Windows 11', '专业版（家庭版）', '11 25H2']).edition, '家庭版');
  });

  it('is read also where it is what will be installed in the end', () => {
    const target = { product: 'Windows10专业版 22H2', edition: null, version: null };
    const line = givenLineWith({ product: 'Windows', edition: '专业版', version: '11 25H2', target });
    const { order } = withProductsRead(givenInput({ submittedOn: DAY, order: { lines: [line] } }));

    assert.deepEqual(order.lines[0]?.computer?.operatingSystem?.target, {
      product: 'Windows',
      edition: '专业版',
      version: '10 22H2',
    });
  });

  it('is what the office has put on file under that name, before it is what the policy knows', () => {
    const posted = givenProduct({ category: 'operating-system', name: '银河麒麟V10 SP1', aliases: [], versions: [] });

    const read = systemRead(['银河麒麟V10 SP1'], { gathered: { products: [posted] } });

    assert.deepEqual(written(read), ['银河麒麟V10 SP1', null, null]);
  });

  it('is as it was posted under a rule set without words', () => {
    assert.deepEqual(written(systemRead(['Windows11专业版'], UNREAD)), ['Windows11专业版', null, null]);
  });

  it('has the rating of its version, with a service pack or a build as well', () => {
    for (const typed of ['银河麒麟V10 SP1', '银河麒麟桌面操作系统 V10 SP1 2403', '统信UOS V20（1070）专业版'])
      assert.equal(factsOf([typed])['line.os.rating'], 'listed', typed);
    assert.equal(factsOf(['银河麒麟 V4'])['line.os.rating'], 'declared-only');
  });

  it('is out of support where its name says a release that is', () => {
    assert.equal(factsOf(['Windows 10 专业版 22H2'])['line.os.support'], 'ended-by-delivery');
    assert.equal(factsOf(['Windows 11 专业版 25H2'])['line.os.support'], 'ends-within-life');
    assert.equal(factsOf(['Windows 11 专业版 21H2'])['line.os.support'], 'ended-by-delivery');
  });

  it('is taken for the newest release on sale where its name says none', () => {
    assert.equal(factsOf(['Windows 11 专业版'])['line.os.support'], 'release-not-stated');
    assert.equal(factsOf(['Windows 10 专业版'])['line.os.support'], 'ended-by-delivery');
    assert.equal(factsOf(['Windows 10 专业版'])['line.os.supportEndsOn'], '2025-10-14');
  });
});

describe('software of a plan as an office types it', () => {
  it('is read with its edition and version', () => {
    assert.deepEqual(written(itemRead({ product: '金山WPS Office 2019专业版' })), ['WPS Office', '专业版', '2019']);
    assert.deepEqual(written(itemRead({ product: 'WPS Office 专业版 V11.8' })), ['WPS Office', '专业版', '2019']);
    assert.deepEqual(
      written(itemRead({ category: 'antivirus-client', product: '奇安信网神终端安全管理系统（天擎）V10.0' })),
      ['奇安信天擎', null, '10.0'],
    );
  });

  it('is a trial, free for persons, or for homes where its name says so', () => {
    assert.equal(itemRead({ product: 'WPS Office 专业版 试用版' }).licenceType, 'trial');
    assert.equal(itemRead({ category: 'antivirus-client', product: '360安全卫士' }).licenceType, 'free');
    assert.equal(itemRead({ product: 'WPS Office 个人版' }).edition, '个人版');
    assert.equal(itemRead({ product: 'WPS Office 2019 专业版' }).licenceType, 'perpetual');
  });

  it('stays as it is typed where a word is not understood', () => {
    const product = 'WPS Office 2019 专业版 特供';

    assert.deepEqual(written(itemRead({ product })), [product, null, null]);
  });
});
