import assert from 'node:assert/strict';
import { hardwareFacts } from '../../src/facts/goods/hardware.ts';
import { lineNeeds } from '../../src/facts/goods/needs.ts';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import { planFacts } from '../../src/facts/plan/plan-sums.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { serverAndDesktopFacts } from '../../src/facts/system/server-os.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { FactValue } from '../../src/rules/index.ts';
import { bareMachine, ENTITLEMENT, givenPlan, spareItem } from './plan-support.ts';
import { givenAgency, givenEntitlement, givenItem, policyWithout } from './support.ts';

type PlanCase = Parameters<typeof givenPlan>[0];
type Expected = readonly [says: string, fact: FactValue, item: Partial<PlanItem>, given?: PlanCase];

function itemFact(name: string, [, , item, given]: Expected): FactValue | undefined {
  return planItemFacts(givenPlan({ ...given, plan: [item] }))[0]?.[name];
}

describe('doubts about a plan item', () => {
  const drawn = (validUntil: string) => ({
    gathered: { entitlements: { [ENTITLEMENT]: givenEntitlement({ validUntil: civilDate(validUntil) }) } },
  });
  const doubts: Readonly<Record<string, readonly Expected[]>> = {
    'item.isBoughtForNothing': [
      ['a fen, which nobody sells for', true, givenItem({ unitPrice: '0.01' })],
      ['just below the least that is believed', true, givenItem({ unitPrice: '4.99' })],
      ['the least that is believed', false, givenItem({ unitPrice: '5.00' })],
      [
        'a fen, where the policy has no least',
        false,
        givenItem({ unitPrice: '0.01' }),
        { policy: policyWithout('policy.plan.leastPrice') },
      ],
      ['a new purchase for nothing', true, givenItem({ unitPrice: '0.00' })],
      ['a price that is left out', false, givenItem({ unitPrice: null })],
      ['what is licensed as free', false, givenItem({ unitPrice: '0.00', licenceType: 'free' })],
      ['free software', false, givenItem({ unitPrice: '0.00', provision: 'free' })],
      [
        'a system, which is in the price of its machine',
        false,
        givenItem({ unitPrice: '0.00', category: 'operating-system' }),
      ],
      ['a gift', false, givenItem({ unitPrice: '0.00' }), { order: { acquisition: 'donation' } }],
    ],
    'item.isKnownAsOther': [
      ['what it is on file for', false, givenItem()],
      ['antivirus software as office software', true, givenItem({ product: '奇安信天擎' })],
      ['office software as other software', true, givenItem({ category: 'other' })],
      ['what nobody knows', false, givenItem({ product: '记事本' })],
      ['what is only required', false, givenItem({ product: null })],
      ['business software', false, givenItem({ category: 'other', product: '财务软件' })],
      ['a system of records', false, givenItem({ category: 'other', product: '医院病案管理系统 V3.0' })],
      ['business software for a system', false, givenItem({ category: 'other', product: '档案管理软件' })],
      [
        'a suite as other software, as people type it',
        true,
        givenItem({ category: 'other', product: 'WPS2023专业版' }),
      ],
      ['a system as other software', true, givenItem({ category: 'other', product: 'W11专业版' })],
      ['antivirus software as other software', true, givenItem({ category: 'other', product: '奇安信天擎V10' })],
      ['a copy of business software', true, givenItem({ category: 'other', product: '财务软件破解版' })],
      ['an activator', true, givenItem({ category: 'other', product: 'KMS激活工具' })],
      ['activation sold by itself', true, givenItem({ category: 'other', product: '激活服务' })],
      ['a fee for activation', true, givenItem({ category: 'other', product: '操作系统激活费' })],
      ['business software without activation', true, givenItem({ category: 'other', product: '排版软件 免激活' })],
    ],
    'item.isOverToday': [
      ['its last day', false, givenItem({ validUntil: '2026-04-12' })],
      ['the day after', true, givenItem({ validUntil: '2026-04-11' })],
      ['a licence without end', false, givenItem({ validUntil: null })],
      ['an entitlement that is over', true, spareItem({ validUntil: null }), drawn('2026-04-11')],
      [
        'an entitlement in force, whatever the item says',
        false,
        spareItem({ validUntil: '2026-04-11' }),
        drawn('2030-01-01'),
      ],
    ],
    'item.isPromisedFarOff': [
      ['five years from now', false, givenItem({ deliverBy: '2031-04-12' })],
      ['a day later', true, givenItem({ deliverBy: '2031-04-13' })],
      ['no day', false, givenItem({ deliverBy: null })],
      ['what is there already', false, spareItem({ deliverBy: '2099-01-01' })],
    ],
  };
  for (const [name, cases] of Object.entries(doubts)) {
    for (const expected of cases) {
      it(`${name} is ${expected[1]} for ${expected[0]}`, () => assert.equal(itemFact(name, expected), expected[1]));
    }
  }

  it('are missing while nobody says how long software may be promised', () => {
    const policy = policyWithout('policy.plan.maxDeliveryMonths');
    assert.equal(itemFact('item.isPromisedFarOff', ['', false, givenItem(), { policy }]), undefined);
  });
});

describe('doubts about a plan', () => {
  const planFact = (name: string, plan: readonly PlanItem[], given: PlanCase = {}) =>
    planFacts(givenPlan({ ...given, plan }))[name];

  it('are seats that count cores, or sites that nobody has yet', () => {
    const name = 'order.plan.metricNotByMachine';
    const gathered = (metric: string) => ({ entitlements: { [ENTITLEMENT]: givenEntitlement({ metric }) } });

    assert.equal(planFact(name, [givenItem({ metric: 'device' })]), false);
    assert.equal(planFact(name, [givenItem({ metric: 'core' })]), true);
    assert.equal(planFact(name, [givenItem({ metric: 'site' })]), true);
    assert.equal(planFact(name, [givenItem({ metric: 'core', category: 'operating-system' })]), false);
    assert.equal(planFact(name, [spareItem({ metric: 'device' })], { gathered: gathered('core') }), true);
    assert.equal(planFact(name, [spareItem({ metric: 'device' })], { gathered: gathered('site') }), false);
  });

  it('are seats for more existing machines than are registered and than people may have', () => {
    const name = 'order.plan.existingBeyondKnown';
    const of = (forExistingDevices: number, gathered: NonNullable<PlanCase>['gathered'] = {}) =>
      planFact(name, [givenItem({ seats: 2_000, forExistingDevices })], {
        gathered: { agency: givenAgency({ staff: 100 }), ...gathered },
      });

    assert.equal(of(150), false);
    assert.equal(of(151), true);
    assert.equal(of(151, { deviceCounts: { desktop: 100, server: 51 } }), false);
    assert.equal(of(152, { deviceCounts: { desktop: 100, server: 51 } }), true);
    assert.equal(of(2_000, { agency: givenAgency({ staff: null }) }), false);
  });
});

describe('doubts about machines', () => {
  it('are thin clients that use no desktop, where no host serves any', () => {
    const needOf = (...lines: Parameters<typeof givenPlan>[0]['lines'] & object) =>
      lineNeeds(givenPlan({ lines })).at(-1)?.isTerminalWithoutDesktops;
    const terminals = (virtualDesktops: number | null) => bareMachine('thin-client', { virtualDesktops });

    assert.equal(needOf(terminals(0)), true);
    assert.equal(needOf(terminals(1)), false);
    assert.equal(needOf(terminals(null)), false);
    assert.equal(needOf(bareMachine('server', { virtualDesktops: 60 }), terminals(0)), false);
    assert.equal(needOf(bareMachine('desktop', { virtualDesktops: 0 })), false);
  });

  it('are terminals beyond the desktops that they can use, each of which serves one', () => {
    const beyond = (...lines: Parameters<typeof givenPlan>[0]['lines'] & object) =>
      lineNeeds(givenPlan({ lines })).map(({ terminalsBeyondDesktops }) => terminalsBeyondDesktops);
    const host = (virtualDesktops: number) => bareMachine('server', { virtualDesktops });
    const terminals = (quantity: number, virtualDesktops: number | null = null) => ({
      ...bareMachine('thin-client', { virtualDesktops }),
      quantity,
    });

    assert.deepEqual(beyond(terminals(50)), [0]);
    assert.deepEqual(beyond(terminals(50, 50)), [0]);
    assert.deepEqual(beyond(terminals(50, 1)), [49]);
    assert.deepEqual(beyond(host(60), terminals(50)), [0, 0]);
    assert.deepEqual(beyond(host(1), terminals(50)), [0, 49]);
    assert.deepEqual(beyond(host(1), terminals(50, 50)), [0, 0]);
    assert.deepEqual(beyond(host(60), terminals(30), terminals(40)), [0, 0, 10]);
    assert.deepEqual(beyond(bareMachine('desktop', {})), [0]);
  });

  it('are no terminals where the table of needs counts no desktops of their own', () => {
    const input = givenPlan({ lines: [{ ...bareMachine('thin-client', { virtualDesktops: 1 }), quantity: 50 }] });
    const categories = input.needs.categories.map(({ hasOwnDesktops, ...needs }) => needs);
    const factsOf = (needs: typeof input.needs) => serverAndDesktopFacts({ ...input, needs })[0] ?? {};

    assert.equal(factsOf(input.needs)['line.terminalsBeyondDesktops'], 49);
    assert.equal('line.terminalsBeyondDesktops' in factsOf({ ...input.needs, categories }), false);
  });

  it('are workstations for office work', () => {
    const factOf = (
      ...[category, intendedUse]: readonly [Parameters<typeof bareMachine>[0], 'office' | 'development']
    ) => {
      const line = bareMachine(category, { intendedUse });
      return hardwareFacts(givenPlan({ lines: [line] }), line)['line.isWorkstationForOffice'];
    };

    assert.equal(factOf('workstation', 'office'), true);
    assert.equal(factOf('workstation', 'development'), false);
    assert.equal(factOf('desktop', 'office'), false);
  });
});
