import assert from 'node:assert/strict';
import type { GatheredBudgetLine } from '../../src/facts/gathered.ts';
import { type BudgetState, budgetFacts, budgetState, fundingFacts } from '../../src/facts/line/funding-facts.ts';
import type { FundingEntry, OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { givenPlan } from './plan-support.ts';
import {
  givenAntivirus,
  givenBudgetLine,
  givenItem,
  givenLine,
  HARDWARE_LINE,
  policyWithout,
  SOFTWARE_LINE,
} from './support.ts';

type Lines = Readonly<Record<string, GatheredBudgetLine>>;

describe('funding entries', () => {
  it('stand in the order of the body, each with its pointer', () => {
    assert.deepEqual(
      fundingFacts(givenPlan({})).map(({ pointer }) => pointer),
      ['/lines/0/funding/0', '/softwarePlan/0/funding/0', '/softwarePlan/1/funding/0'],
    );
  });

  it('say everything about a budget line that the order may use', () => {
    const [entry] = fundingFacts(givenPlan({}));

    assert.deepEqual(entry?.facts, {
      'funding.budgetLine': HARDWARE_LINE,
      'funding.amountFen': 9_998_000,
      'funding.availableFen': 50_000_000,
      'funding.economicClass': '31002',
      'funding.project': '办公设备更新',
      'funding.isGovernmentProcurement': true,
      'funding.projectKind': 'ordinary',
      'funding.classFit': 'fits',
      'funding.expectedClasses': ['31002', '31007'],
    });
  });

  it('leave to later entries what they do not take', () => {
    const [, office, antivirus] = fundingFacts(givenPlan({}));

    assert.equal(office?.facts['funding.availableFen'], 8_000_000);
    assert.equal(antivirus?.facts['funding.availableFen'], 8_000_000 - 1_160_000);
  });

  const refused: readonly [string, FundingEntry, Partial<GatheredBudgetLine>][] = [
    ['of an unknown line', { budgetLine: 'X', amount: '1.00' }, {}],
    ['of a line named like a property of every object', { budgetLine: 'constructor', amount: '1.00' }, {}],
    ['of another year', { budgetLine: HARDWARE_LINE, amount: '1.00' }, { fiscalYear: 2025 }],
    ['of a closed line', { budgetLine: HARDWARE_LINE, amount: '1.00' }, { isClosed: true }],
    ['without a line', { amount: '1.00' }, {}],
  ];
  for (const [says, entry, changes] of refused) {
    it(`${says} say nothing but what is stated`, () => {
      const input = givenPlan({
        lines: [givenLine({ funding: [entry] })],
        plan: [],
        gathered: { budgetLines: { [HARDWARE_LINE]: givenBudgetLine(changes) } },
      });
      const [facts] = fundingFacts(input).map((funding) => funding.facts);

      assert.equal(facts?.['funding.budgetLine'], entry.budgetLine ?? '');
      assert.equal(facts?.['funding.amountFen'], 100);
      const rest = Object.entries(facts ?? {}).slice(2);
      assert.equal(rest.length, 7);
      assert.ok(rest.every(([, value]) => value === null));
    });
  }

  it('without an amount ask for nothing', () => {
    const input = givenPlan({ lines: [givenLine({ funding: [{ budgetLine: HARDWARE_LINE }] })] });

    assert.equal(fundingFacts(input)[0]?.facts['funding.amountFen'], 0);
  });
});

describe('economic class of a cost', () => {
  const software = (category: 'office' | 'antivirus-client'): OrderLine =>
    givenLine({ line: 2, goods: 'software', computer: null, software: { category }, funding: money });
  const money = [{ budgetLine: HARDWARE_LINE, amount: '1.00' }];
  const item = (changes: Partial<PlanItem>): PlanItem => givenItem({ funding: money, ...changes });
  const noMachines = givenLine({ goods: 'other', computer: null, funding: [] });
  const hardware = givenLine({ funding: money });
  const alone = givenLine({ funding: [] });

  const HARDWARE = ['31002', '31007'];
  const SOFTWARE = ['31007', '31022'];
  const EXPENSE = ['30213', '30214', '30227'];
  const ANTIVIRUS = ['31007', '31022', '30213'];
  const EITHER = [...SOFTWARE, ...EXPENSE];

  const cases: readonly [
    string,
    readonly string[] | null,
    readonly OrderLine[],
    readonly PlanItem[],
    Partial<OrderSubmission>?,
  ][] = [
    ['computers', HARDWARE, [hardware], []],
    ['other goods', null, [givenLine({ goods: 'other', computer: null, funding: money })], []],
    ['leased computers', EXPENSE, [hardware], [], { acquisition: 'lease' }],
    ['leased software', EXPENSE, [alone], [item({})], { acquisition: 'lease' }],
    ['a perpetual licence', SOFTWARE, [alone], [item({ licenceType: 'perpetual' })]],
    ['a retail licence', SOFTWARE, [alone], [item({ licenceType: 'retail' })]],
    ['a volume licence', SOFTWARE, [alone], [item({ licenceType: 'volume' })]],
    ['a subscription with new machines', EITHER, [alone], [item({ licenceType: 'subscription' })]],
    ['a subscription without new machines', EXPENSE, [noMachines], [item({ licenceType: 'subscription' })]],
    ['a licence of no stated type', EITHER, [alone], [item({ licenceType: null })]],
    ['antivirus with new machines', ANTIVIRUS, [alone], [givenAntivirus({ funding: money })]],
    ['an antivirus renewal', EXPENSE, [noMachines], [givenAntivirus({ funding: money })]],
    [
      'an antivirus renewal beside new machines',
      EXPENSE,
      [alone],
      [givenAntivirus({ funding: money, seats: 5, forExistingDevices: 5 })],
    ],
    [
      'antivirus for new machines and a renewal in one item',
      [...ANTIVIRUS, '30214', '30227'],
      [alone],
      [givenAntivirus({ funding: money, seats: 25, forExistingDevices: 5 })],
    ],
    [
      'antivirus kept for good, without machines',
      SOFTWARE,
      [noMachines],
      [givenAntivirus({ funding: money, licenceType: 'perpetual' })],
    ],
    [
      'a software line, by the item that it buys',
      EXPENSE,
      [noMachines, software('office')],
      [item({ orderLine: 2, licenceType: 'subscription', funding: [] })],
    ],
    [
      'a software line of two items',
      EITHER,
      [noMachines, software('office')],
      [item({ orderLine: 2, funding: [] }), item({ orderLine: 2, licenceType: 'subscription', funding: [] })],
    ],
    ['a software line without an item', ANTIVIRUS, [alone, software('antivirus-client')], []],
  ];
  for (const [says, classes, lines, plan, order] of cases) {
    it(`${says}: ${classes?.join(', ') ?? 'none asked for'}`, () => {
      const [entry] = fundingFacts(givenPlan({ lines, plan, order: order ?? {} }));

      assert.deepEqual(entry?.facts['funding.expectedClasses'], classes);
      assert.equal(entry?.facts['funding.classFit'], classFitOf(classes));
    });
  }

  it('of the same name but another number does not fit', () => {
    assert.equal(fitOf('30907', 'ordinary'), 'wrong-class');
    assert.equal(fitOf('30907', 'capital-construction'), 'fits');
    assert.equal(fitOf('31007', 'capital-construction'), 'fits');
    assert.equal(fitOf('31007', 'ordinary'), 'fits');
    assert.equal(fitOf('30213', 'ordinary'), 'wrong-class');
  });

  it('is missing while the list is', () => {
    const [entry] = fundingFacts(givenPlan({ policy: policyWithout('policy.class.hardware') }));

    assert.equal('funding.classFit' in (entry?.facts ?? {}), false);
    assert.equal('funding.expectedClasses' in (entry?.facts ?? {}), false);
    assert.equal(entry?.facts['funding.economicClass'], '31002');
  });

  function classFitOf(classes: readonly string[] | null): string {
    if (classes === null) return 'not-needed';
    return classes.includes('31002') ? 'fits' : 'wrong-class';
  }

  function fitOf(economicClass: string, projectKind: GatheredBudgetLine['projectKind']): unknown {
    const budgetLines = { [HARDWARE_LINE]: givenBudgetLine({ economicClass, projectKind }) };
    return fundingFacts(givenPlan({ lines: [hardware], plan: [], gathered: { budgetLines } }))[0]?.facts[
      'funding.classFit'
    ];
  }
});

describe('state of the budget', () => {
  const entry = (budgetLine: string | null): FundingEntry => ({ budgetLine, amount: '1.00' });
  const lines: Lines = {
    [HARDWARE_LINE]: givenBudgetLine(),
    [SOFTWARE_LINE]: givenBudgetLine(),
    OLD: givenBudgetLine({ fiscalYear: 2025, isClosed: true }),
    CLOSED: givenBudgetLine({ isClosed: true }),
  };
  const cases: readonly [string, BudgetState, readonly FundingEntry[] | null, Partial<OrderLine>?][] = [
    ['is in order with a line of the agency and the year', 'ok', [entry(HARDWARE_LINE)]],
    ['finds a line without funding', 'none', []],
    ['finds a line without funding and without a price', 'none', null, { unitPrice: null }],
    ['finds an entry without a budget line', 'none', [entry(null)]],
    ['finds an unknown or foreign line', 'unknown-or-foreign', [entry(HARDWARE_LINE), entry('X')]],
    ['finds a line of another year', 'wrong-year', [entry('OLD')]],
    ['finds a closed line', 'closed', [entry('CLOSED')]],
    ['says the worst of several', 'unknown-or-foreign', [entry('CLOSED'), entry('OLD'), entry('X')]],
    ['says the next worst of several', 'wrong-year', [entry('CLOSED'), entry('OLD')]],
    ['needs none for what costs nothing', 'not-needed', [], { unitPrice: '0.00' }],
  ];
  for (const [says, state, funding, changes] of cases) {
    it(`${says}: ${state}`, () => {
      const line = givenLine({ funding: funding && [...funding], ...changes });

      assert.equal(budgetState(givenPlan({ lines: [line], plan: [], gathered: { budgetLines: lines } })), state);
    });
  }

  it('looks at the funding of the plan, but leaves an item without any to the rule on items', () => {
    const stateWith = (funding: readonly FundingEntry[]) =>
      budgetState(givenPlan({ plan: [givenItem({ funding: [...funding] })], gathered: { budgetLines: lines } }));

    assert.equal(stateWith([]), 'ok');
    assert.equal(stateWith([entry('CLOSED')]), 'closed');
  });

  it('is not needed for gifts', () => {
    const stateOf = (acquisition: 'donation' | 'transfer-in' | 'lease') =>
      budgetState(givenPlan({ lines: [givenLine({ funding: [] })], order: { acquisition } }));

    assert.equal(stateOf('donation'), 'not-needed');
    assert.equal(stateOf('transfer-in'), 'not-needed');
    assert.equal(stateOf('lease'), 'none');
  });
});

describe('government procurement', () => {
  const isAll = (budgetLines: Lines) =>
    budgetFacts(givenPlan({ gathered: { budgetLines } }))['order.allGovernmentProcurement'];
  const outside = { isGovernmentProcurement: false };

  it('holds when every budget line used is marked', () => {
    assert.equal(isAll({ [HARDWARE_LINE]: givenBudgetLine(), [SOFTWARE_LINE]: givenBudgetLine() }), true);
    assert.equal(isAll({ [HARDWARE_LINE]: givenBudgetLine(), [SOFTWARE_LINE]: givenBudgetLine(outside) }), false);
  });

  it('does not ask about a line that is refused for itself', () => {
    assert.equal(isAll({ [SOFTWARE_LINE]: givenBudgetLine({ ...outside, isClosed: true }) }), true);
    assert.equal(isAll({}), true);
  });
});
