import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/derive-facts.ts';
import type { MachineCost } from '../../src/facts/gathered.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { fen } from '../../src/kernel/index.ts';
import { givenAntivirus, givenHistory, givenInput, givenLine, policyWithout } from './support.ts';

const yearly = (changes: Partial<PlanItem>, policy = {}) => {
  const item = givenAntivirus({ validUntil: null, ...changes });
  return deriveFacts(givenInput({ order: { softwarePlan: [item] }, policy })).planItems[0] ?? {};
};

describe('the price of a seat by year', () => {
  const cases: readonly [string, Partial<PlanItem>, number | null][] = [
    ['three years at 3,000 behind a first year at 91', { serviceMonths: 36, unitPrice: '3000.00' }, 100_000],
    ['three years at 240', { serviceMonths: 36, unitPrice: '240.00' }, 8_000],
    ['eighteen months, rounded up', { serviceMonths: 18, unitPrice: '100.01' }, 6_668],
    [
      'the days of the licence where no months are stated',
      { serviceMonths: null, validUntil: '2028-12-19', unitPrice: '200.00' },
      10_000,
    ],
    ['the shorter of both', { serviceMonths: 36, validUntil: '2028-12-19', unitPrice: '300.00' }, 15_000],
    ['nothing for a single year', { serviceMonths: 12, unitPrice: '3000.00' }, null],
    ['nothing without an end', { serviceMonths: null, unitPrice: '3000.00' }, null],
    ['nothing without a price', { serviceMonths: 36, unitPrice: null }, null],
  ];
  for (const [says, changes, price] of cases) {
    it(`is that of ${says}`, () => assert.equal(yearly(changes)['item.yearlyPriceFen'], price));
  }

  it('is no fact under an older policy', () => {
    assert.equal('item.yearlyPriceFen' in yearly({}, policyWithout('policy.seats.capEveryYear')), false);
  });
});

const leased = (changes: Partial<OrderLine>, more: Parameters<typeof givenInput>[0] = {}) => {
  const order: Partial<OrderSubmission> = { acquisition: 'lease', lines: [givenLine(changes)] };
  return deriveFacts(givenInput({ order, ...more })).lines[0] ?? {};
};

describe('the rent of a machine', () => {
  it('is by month, over the term and over the six years of use', () => {
    const facts = leased({ unitPrice: '150.00', leaseMonths: 24 });

    assert.equal(facts['line.leaseTerm'], 'stated');
    assert.equal(facts['line.rentOverTermFen'], 360_000);
    assert.equal(facts['line.rentOverLifeFen'], 1_080_000);
    assert.equal(facts['line.rentLimitFen'], 1_500_000);
  });

  it('is the whole rent where no months are stated', () => {
    const facts = leased({ unitPrice: '30000.00' });

    assert.equal(facts['line.leaseTerm'], 'not-stated');
    assert.equal(facts['line.rentOverTermFen'], 3_000_000);
    assert.equal(facts['line.rentOverLifeFen'], 0);
  });

  it('is none of a purchase, and no fact under an older policy', () => {
    const bought = deriveFacts(givenInput()).lines[0] ?? {};
    const older = leased({}, { policy: policyWithout('policy.lease.lifePercent') });

    assert.deepEqual([bought['line.leaseTerm'], bought['line.rentOverTermFen']], ['no-lease', null]);
    assert.equal('line.leaseTerm' in older, false);
  });

  it('makes the amount of its line, which money and total are held against', () => {
    const order: Partial<OrderSubmission> = {
      acquisition: 'lease',
      total: '36000.00',
      softwarePlan: [],
      lines: [givenLine({ quantity: 10, unitPrice: '150.00', leaseMonths: 24, funding: [] })],
    };

    assert.equal(deriveFacts(givenInput({ order })).order['order.computedTotalFen'], 3_600_000);
  });
});

/** Beside twenty desktops at 4,999.00, of which each may cost 5,000.00, and with what stands beside it 5,500.00. */
const beside = (
  line: Partial<OrderLine>,
  more: Partial<OrderSubmission> = {},
  machineCosts: readonly MachineCost[] = [],
) => {
  const other = givenLine({ line: 2, goods: 'other', computer: null, brand: null, model: null, replaces: [], ...line });
  const history = givenHistory({ machineCosts });
  return deriveFacts(givenInput({ order: { lines: [givenLine(), other], ...more }, gathered: { history } })).lines;
};
const states = (lines: ReturnType<typeof beside>) => lines.map((facts) => facts['line.besideState']);
const ABOVE = ['none', 'above-caps'];
const NONE = ['none', 'none'];

describe('what stands beside a machine', () => {
  const moved: readonly [string, string][] = [
    ['主机升级套件', '6000.00'],
    ['27英寸专业显示器', '3999.00'],
    ['台式机上门安装', '9000.00'],
    ['安装调试费', '9000.00'],
    ['台式计算机三年延保', '2000.00'],
    ['键鼠及内存条加装', '1500.00'],
  ];
  for (const [description, unitPrice] of moved) {
    it(`is added to it: ${description}`, () => assert.deepEqual(states(beside({ description, unitPrice })), ABOVE));
  }

  const honest: readonly [string, string, number][] = [
    ['23.8英寸显示器', '1100.00', 20],
    ['键盘鼠标套装', '80.00', 20],
    ['机房设备安装调试', '60000.00', 1],
    ['现有电脑维保服务', '800.00', 40],
    ['会议室显示屏', '30000.00', 1],
    ['激光打印机', '1800.00', 20],
    ['网络布线安装服务', '50000.00', 1],
  ];
  for (const [description, unitPrice, quantity] of honest) {
    it(`is none of it, or within the cap: ${description}`, () => {
      assert.notDeepEqual(states(beside({ description, unitPrice, quantity })), ABOVE);
    });
  }

  it('is one display a machine where the policy has a price for it', () => {
    const display = { description: '显示器', unitPrice: '1500.00' };

    assert.deepEqual(states(beside({ ...display, quantity: 20 })), NONE);
    assert.deepEqual(states(beside({ ...display, quantity: 21 })), ABOVE);
    assert.deepEqual(states(beside({ ...display, unitPrice: '1500.01', quantity: 20 })), ABOVE);
  });

  it('may come to what the machines have left below their caps', () => {
    const whole = (unitPrice: string) => states(beside({ description: '升级套件', quantity: 1, unitPrice }));

    assert.deepEqual(whole('10020.00'), ['none', 'within-caps']);
    assert.deepEqual(whole('10020.01'), ABOVE);
  });

  it('is added up with what the agency ordered in the days before', () => {
    const earlier: MachineCost[] = [{ kind: 'beside', pieces: 20, amountFen: fen(8_000_000) }];
    const machinesBefore: MachineCost[] = [{ kind: 'desktop', pieces: 20, amountFen: fen(9_998_000) }];
    const kit = givenLine({
      goods: 'other',
      computer: null,
      description: '升级套件',
      model: null,
      unitPrice: '6000.00',
    });

    assert.deepEqual(states(beside({ description: '办公椅', unitPrice: '500.00' }, {}, earlier)), [
      'above-caps',
      'none',
    ]);
    assert.deepEqual(states(beside({}, { lines: [kit] }, machinesBefore)), ['above-caps']);
    assert.deepEqual(states(beside({}, { lines: [kit] })), ['none']);
  });

  it('is nothing of a lease, under a policy that counts no days, and no fact under an older one', () => {
    const line = { description: '升级套件', unitPrice: '6000.00' };
    const order = {
      lines: [givenLine(), givenLine({ ...line, line: 2, goods: 'other', computer: null, model: null })],
    };
    const older = deriveFacts(givenInput({ order, policy: policyWithout('policy.beside.days') })).lines[1] ?? {};

    assert.deepEqual(states(beside(line, { acquisition: 'lease' })), NONE);
    assert.equal('line.besideState' in older, false);
  });
});
