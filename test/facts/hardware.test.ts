import assert from 'node:assert/strict';
import { hardwareFacts } from '../../src/facts/goods/hardware.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { Facts } from '../../src/rules/index.ts';
import {
  type Computer,
  givenApproval,
  givenComputer,
  givenDevice,
  givenInput,
  givenLine,
  type InputChanges,
  policyWithout,
} from './support.ts';

function factsOf(line: OrderLine, changes: InputChanges = {}): Facts {
  return hardwareFacts(givenInput({ ...changes, order: { lines: [line], ...changes.order } }), line);
}

describe('the rating of a processor', () => {
  const listed = { level: 'I', announcement: '2023-1' };
  const rated = (from: string | null, until: string | null): InputChanges => ({
    policy: {
      ratedCpus: [{ model: 'Kunpeng 920', aliases: ['鲲鹏 920'], level: null, announcement: null, from, until }],
    },
  });
  const cases: readonly { says: string; cpu: Computer['cpu']; changes?: InputChanges; rating: string }[] = [
    { says: 'a model on the list', cpu: { model: 'Kunpeng 920', securityRating: listed }, rating: 'listed' },
    { says: 'another name of it', cpu: { model: ' 鲲鹏  920', securityRating: listed }, rating: 'listed' },
    {
      says: 'a level alone of a listed model',
      cpu: { model: 'Kunpeng 920', securityRating: { level: 'I' } },
      rating: 'listed',
    },
    {
      says: 'an announcement that our list lacks',
      cpu: { model: 'Kunpeng 930', securityRating: listed },
      rating: 'declared-only',
    },
    {
      says: 'a level alone of a model we lack',
      cpu: { model: 'Kunpeng 930', securityRating: { level: 'I' } },
      rating: 'absent',
    },
    {
      says: 'a listed model that claims no rating',
      cpu: { model: 'Kunpeng 920', securityRating: null },
      rating: 'absent',
    },
    { says: 'no processor', cpu: null, rating: 'absent' },
    { says: 'a claim for no model', cpu: { securityRating: listed }, rating: 'declared-only' },
    {
      says: 'the last day of the rating',
      cpu: { model: 'Kunpeng 920', securityRating: listed },
      changes: rated(null, '2026-04-12'),
      rating: 'listed',
    },
    {
      says: 'a rating that ended yesterday',
      cpu: { model: 'Kunpeng 920', securityRating: listed },
      changes: rated(null, '2026-04-11'),
      rating: 'expired',
    },
    {
      says: 'the first day of the rating',
      cpu: { model: 'Kunpeng 920', securityRating: listed },
      changes: rated('2026-04-12', null),
      rating: 'listed',
    },
    {
      says: 'a rating that begins tomorrow',
      cpu: { model: 'Kunpeng 920', securityRating: listed },
      changes: rated('2026-04-13', null),
      rating: 'declared-only',
    },
  ];
  for (const { says, cpu, changes, rating } of cases) {
    it(`is ${rating} for ${says}`, () => {
      assert.equal(factsOf(givenLine({ computer: givenComputer({ cpu }) }), changes)['line.cpuRating'], rating);
    });
  }

  it('is missing before there is a list', () => {
    assert.equal('line.cpuRating' in factsOf(givenLine(), { decidedOn: '2023-12-25' }), false);
  });

  const onTheList = [
    ...[
      '飞腾D2000/8 8核2.3GHz',
      '飞腾 腾锐 D2000',
      '国产飞腾处理器D2000（八核）',
      '鲲鹏 Kunpeng 920',
      '龙芯3A6000 2.5GHz',
    ],
    ...['海光 C86-3G 3350', '鲲鹏920 2.6GHz 24核', 'CPU：鲲鹏920', '兆芯KX-6000/8', '申威831'],
    ...['兆芯 KX-U6780A 8核', 'KX-6640MA', '龙芯3A6000-HV', '鲲鹏920 3211K', '飞腾D2000/8 E8C', 'Hygon C86 3350'],
  ];
  const notOnIt = [
    ...['飞腾D3000 8核2.5GHz', '兆芯KX-7000/8', '兆芯 KX-6000G/4', '麒麟9006C', '龙芯3A6000M', '飞腾D2000i', '飞腾'],
    ...['兆芯 KX-6780G', '海光3250', '海光3490', '鲲鹏920X 3211K', '飞腾D3000 E8C', '龙芯2K3000-HV'],
    ...[
      '飞腾D2000或i5-12400',
      '非飞腾D2000',
      '相当于龙芯3A6000',
      '龙芯3A5000/3A6000及以上',
      '8核 2.3GHz',
      '飞腾D20008',
    ],
  ];
  const ratingOf = (model: string, changes: InputChanges = {}) =>
    factsOf(givenLine({ computer: givenComputer({ cpu: { model, securityRating: listed } }) }), {
      ...changes,
    })['line.cpuRating'];

  for (const model of onTheList) it(`is read out of ${model}`, () => assert.equal(ratingOf(model), 'listed'));
  for (const model of notOnIt) it(`is not read out of ${model}`, () => assert.equal(ratingOf(model), 'declared-only'));

  it('is that of the whole name where a rule set has no words for what stands beside it', () => {
    const before = policyWithout('policy.securityRating.cpuFillers');

    assert.equal(ratingOf('飞腾D2000/8 8核2.3GHz', { policy: before }), 'declared-only');
    assert.equal(ratingOf('飞腾D2000', { policy: before }), 'listed');
  });
});

describe('the cap on a price', () => {
  const cases = [
    { category: 'desktop', hasCap: true, capFen: 500_000 },
    { category: 'all-in-one', hasCap: true, capFen: 500_000 },
    { category: 'laptop', hasCap: true, capFen: 700_000 },
    { category: 'server', hasCap: false, capFen: null },
    { category: 'thin-client', hasCap: false, capFen: null },
    { category: null, hasCap: false, capFen: null },
  ] as const;
  for (const { category, hasCap, capFen } of cases) {
    it(`is ${capFen ?? 'none'} for a machine of kind ${category}`, () => {
      const facts = factsOf(givenLine({ computer: givenComputer({ category }) }));

      assert.equal(facts['line.hasCap'], hasCap);
      assert.equal(facts['line.capFen'], capFen);
    });
  }

  it('is missing, never none, where nobody decided on one', () => {
    const facts = factsOf(givenLine(), { submittedOn: '2016-06-30' });

    assert.equal('line.hasCap' in facts, false);
    assert.equal('line.capFen' in facts, false);
  });
});

describe('machines that are replaced', () => {
  const line = givenLine({ replaces: ['dev_1', 'dev_2', 'dev_1'] });
  const aged = (first: string | null, second: string | null): InputChanges => ({
    gathered: {
      devices: {
        dev_1: givenDevice({ acquiredOn: first === null ? null : civilDate(first) }),
        dev_2: givenDevice({ acquiredOn: second === null ? null : civilDate(second) }),
      },
    },
  });

  it('are counted once each, and the youngest tells the age in full months', () => {
    const facts = factsOf(line, aged('2019-01-01', '2020-04-13'));

    assert.equal(facts['line.replacedCount'], 2);
    assert.equal(facts['line.replacedYoungestMonths'], 71);
    assert.equal(facts['line.minLifeMonths'], 72);
  });

  it('have an age of nothing when there are none, and no age when one is not recorded', () => {
    assert.equal(factsOf(givenLine())['line.replacedYoungestMonths'], null);
    assert.equal('line.replacedYoungestMonths' in factsOf(line, aged('2019-01-01', null)), false);
    assert.equal('line.replacedYoungestMonths' in factsOf(line), false);
  });

  it('have a least life only where the policy says so', () => {
    assert.equal(
      'line.minLifeMonths' in factsOf(line, { policy: policyWithout('policy.hardware.minLifeYears') }),
      false,
    );
  });

  const grounds = [
    {
      says: 'a ground of the standard',
      approval: givenApproval({ kind: 'early-replacement', ground: 'unusable' }),
      ground: 'unusable',
    },
    {
      says: 'a ground in free words',
      approval: givenApproval({ kind: 'early-replacement', ground: '太慢' }),
      ground: 'none',
    },
    {
      says: 'no document',
      approval: givenApproval({ kind: 'early-replacement', ground: 'unusable', document: null }),
      ground: 'none',
    },
    {
      says: 'another line',
      approval: givenApproval({ kind: 'early-replacement', ground: 'unusable', lines: [2] }),
      ground: 'none',
    },
    {
      says: 'a renewal of software',
      approval: givenApproval({ kind: 'early-renewal', ground: 'unusable' }),
      ground: 'none',
    },
  ];
  for (const { says, approval, ground } of grounds) {
    it(`have the ground ${ground} with ${says}`, () => {
      assert.equal(factsOf(line, { order: { approvals: [approval] } })['line.replacementGround'], ground);
    });
  }

  it('are compared with idle ones of the same kind', () => {
    const facts = factsOf(givenLine(), { gathered: { idleDevices: { desktop: 4, laptop: 9 } } });
    assert.equal(facts['agency.idleDevices'], 4);
  });
});

describe('a server', () => {
  const uses = [
    { category: 'server', intendedUse: 'office', isDesktop: true },
    { category: 'server', intendedUse: 'desktop-replacement', isDesktop: true },
    { category: 'server', intendedUse: 'server', isDesktop: false },
    { category: 'server', intendedUse: null, isDesktop: false },
    { category: 'desktop', intendedUse: 'office', isDesktop: false },
  ] as const;
  for (const { category, intendedUse, isDesktop } of uses) {
    it(`is ${isDesktop ? '' : 'not '}used as a desktop as ${category} for ${intendedUse}`, () => {
      const facts = factsOf(givenLine({ computer: givenComputer({ category, intendedUse }) }));
      assert.equal(facts['line.isServerUsedAsDesktop'], isDesktop);
    });
  }
});
