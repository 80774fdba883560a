import assert from 'node:assert/strict';
import type { GatheredHistory, PurchaseHistory } from '../../src/facts/gathered.ts';
import { historyFacts } from '../../src/facts/history-facts.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { fen } from '../../src/kernel/index.ts';
import type { Facts } from '../../src/rules/index.ts';
import {
  givenBudgetLine,
  givenHistory,
  givenInput,
  givenLine,
  givenMachine,
  givenPurchases,
  HARDWARE_LINE,
  type InputChanges,
  policyWithout,
} from './support.ts';

function factsOf(purchases: readonly PurchaseHistory[], changes: InputChanges = {}): Facts {
  const gathered = { ...changes.gathered, history: givenHistory({ purchases }) };
  return historyFacts(givenInput({ ...changes, gathered }))[0] ?? {};
}

const SMALL = fen(9_998_000);

describe('what was bought before', () => {
  it('says once that an item is meant, on its first line', () => {
    const lines = [
      givenLine(),
      givenMachine('laptop', '2022', 'A02010108'),
      givenMachine('all-in-one', '2013', 'A02010104'),
      givenMachine('laptop', '2013', 'A02010105'),
    ].map((line, index) => ({ ...line, line: index + 1 }));
    const input = givenInput({ order: { lines } });

    const firsts = historyFacts(input).map((facts) => facts['line.isFirstOfItem']);

    assert.deepEqual(firsts, [true, true, false, false]);
  });

  it('is looked up once for an item, however many lines of an order buy it', () => {
    const lookedUp = (count: number): number => {
      let reads = 0;
      const purchases = new Proxy([givenPurchases()], {
        get: (sums, name) => {
          if (name === 'filter') reads += 1;
          return Reflect.get(sums, name);
        },
      });
      const lines = Array.from({ length: count }, (_, index) => ({ ...givenLine(), line: index + 1 }));
      historyFacts(givenInput({ order: { lines }, gathered: { history: givenHistory({ purchases }) } }));
      return reads;
    };

    assert.deepEqual([lookedUp(1), lookedUp(300)], [1, 1]);
  });

  it('is this order alone when there was nothing', () => {
    const facts = factsOf([]);

    assert.equal(facts['history.sameItemOrders'], 1);
    assert.equal(facts['history.sameItemTotalFen'], SMALL);
    assert.equal(facts['history.sameItemWindowOrders'], 1);
    assert.equal(facts['history.sameItemWindowTotalFen'], SMALL);
    assert.equal(facts['history.siblingWindowOrders'], 1);
    assert.equal(facts['history.siblingWindowTotalFen'], SMALL);
    assert.equal(facts['history.splittingPercent'], 4);
  });

  it('is what other orders bought under the item and project, and this order', () => {
    const facts = factsOf([
      givenPurchases({
        orders: 3,
        totalFen: fen(150_000_000),
        windowOrders: 2,
        windowTotalFen: fen(50_000_000),
        siblingWindowOrders: 4,
        siblingWindowTotalFen: fen(70_000_000),
      }),
      givenPurchases({ item: 'laptop', orders: 9, totalFen: fen(900_000_000) }),
      givenPurchases({ project: '信息化建设', orders: 9, totalFen: fen(900_000_000) }),
    ]);

    assert.equal(facts['history.sameItemOrders'], 4);
    assert.equal(facts['history.sameItemTotalFen'], 150_000_000 + SMALL);
    assert.equal(facts['history.sameItemWindowOrders'], 3);
    assert.equal(facts['history.sameItemWindowTotalFen'], 50_000_000 + SMALL);
    assert.equal(facts['history.siblingWindowOrders'], 5);
    assert.equal(facts['history.siblingWindowTotalFen'], 70_000_000 + SMALL);
    assert.equal(facts['history.splittingPercent'], 79);
  });

  it('rounds the percentage of the open-tender line down', () => {
    const percent = (totalFen: number) =>
      factsOf([givenPurchases({ orders: 1, totalFen: fen(totalFen) })])['history.splittingPercent'];

    assert.equal(percent(160_000_000 - SMALL - 1), 79);
    assert.equal(percent(160_000_000 - SMALL), 80);
  });

  it('takes the project where the sum is largest when several pay', () => {
    const funding = [
      { budgetLine: HARDWARE_LINE, amount: '50000.00' },
      { budgetLine: 'JZ-2026-31002-02', amount: '49980.00' },
    ];
    const facts = factsOf(
      [
        givenPurchases({ orders: 5, totalFen: fen(1_000) }),
        givenPurchases({ project: '信息化建设', orders: 1, totalFen: fen(2_000) }),
      ],
      {
        order: { lines: [givenLine({ funding })] },
        gathered: {
          budgetLines: {
            [HARDWARE_LINE]: givenBudgetLine(),
            'JZ-2026-31002-02': givenBudgetLine({ project: '信息化建设' }),
          },
        },
      },
    );

    assert.equal(facts['history.sameItemOrders'], 2);
    assert.equal(facts['history.sameItemTotalFen'], 2_000 + SMALL);
  });

  it('adds up the lines of this order that are one item', () => {
    const facts = factsOf([], { order: { lines: [givenLine(), givenLine({ line: 2 })] } });

    assert.equal(facts['history.sameItemOrders'], 1);
    assert.equal(facts['history.sameItemTotalFen'], 2 * SMALL);
  });

  it('leaves this order out when it is an open tender, to which nothing can be split', () => {
    const facts = factsOf(
      [givenPurchases({ orders: 1, totalFen: fen(500), windowOrders: 1, windowTotalFen: fen(500) })],
      {
        order: { method: 'open-tender' },
      },
    );

    assert.equal(facts['history.sameItemOrders'], 1);
    assert.equal(facts['history.sameItemTotalFen'], 500);
    assert.equal(facts['history.sameItemWindowOrders'], 1);
    assert.equal(facts['history.siblingWindowOrders'], 0);
  });

  it('counts this order among the small ones only below the dispersed-purchase limit', () => {
    const of = (unitPrice: string) => factsOf([], { order: { lines: [givenLine({ quantity: 1, unitPrice })] } });

    assert.equal(of('599999.99')['history.sameItemWindowOrders'], 1);
    assert.equal(of('600000.00')['history.sameItemWindowOrders'], 0);
    assert.equal(of('600000.00')['history.sameItemOrders'], 1);
  });

  const lacks: readonly { says: string; policy: InputChanges['policy']; names: readonly string[] }[] = [
    {
      says: 'the methods that equal a tender',
      policy: { tenderEquivalentMethods: undefined },
      names: ['history.sameItemOrders', 'history.sameItemWindowOrders', 'history.splittingPercent'],
    },
    {
      says: 'the window',
      policy: policyWithout('policy.splitting.windowDays'),
      names: ['history.sameItemWindowOrders', 'history.siblingWindowTotalFen'],
    },
    {
      says: 'the dispersed-purchase limit',
      policy: policyWithout('policy.threshold.dispersed'),
      names: ['history.sameItemWindowTotalFen', 'history.siblingWindowOrders'],
    },
    {
      says: 'the open-tender line',
      policy: policyWithout('policy.threshold.openTender'),
      names: ['history.splittingPercent'],
    },
    {
      says: 'the size of a sample',
      policy: policyWithout('policy.priceSample.minimum'),
      names: ['history.unitPriceP90Fen', 'line.priceAboveP90'],
    },
  ];
  for (const { says, policy, names } of lacks) {
    it(`is missing where the policy lacks ${says}`, () => {
      const facts = factsOf([], { policy });
      for (const name of names) assert.equal(name in facts, false, name);
    });
  }
});

describe('what machines of a kind usually cost', () => {
  const cases = [
    { says: 'a price above nine tenths of the sample', p90Fen: 476_000, sample: 20, above: true, p90: 476_000 },
    { says: 'a price that is just five percent above', p90Fen: 476_096, sample: 20, above: false, p90: 476_096 },
    { says: 'a sample that is too small', p90Fen: 1, sample: 19, above: false, p90: null },
  ];
  for (const { says, p90Fen, sample, above, p90 } of cases) {
    it(`finds the price ${above ? 'above' : 'not above'} with ${says}`, () => {
      const history = givenHistory({ prices: { desktop: { p90Fen: fen(p90Fen), sample } } });
      const facts = historyFacts(givenInput({ gathered: { history } }))[0] ?? {};

      assert.equal(facts['line.priceAboveP90'], above);
      assert.equal(facts['history.unitPriceP90Fen'], p90);
      assert.equal(facts['history.unitPriceSample'], sample);
    });
  }

  const factsOfPrices = (prices: GatheredHistory['prices'], more: InputChanges = {}): Facts =>
    historyFacts(givenInput({ ...more, gathered: { history: givenHistory({ prices }) } }))[0] ?? {};

  it('calls 4,999 no luxury where all contracts were at 4,900, and what is a tenth above them luxury', () => {
    const equal = (fenOfEach: number) => ({
      desktop: { p90Fen: fen(fenOfEach), medianFen: fen(fenOfEach), sample: 25 },
    });

    assert.equal(factsOfPrices(equal(490_000))['line.priceAboveP90'], false);
    assert.equal(factsOfPrices(equal(454_455))['line.priceAboveP90'], false);
    assert.equal(factsOfPrices(equal(454_450))['line.priceAboveP90'], true);
  });

  it('compares with the percentile alone under an older policy', () => {
    const older = policyWithout(
      'policy.priceSample.marginPercent',
      'policy.priceSample.spreadPercent',
      'policy.priceSample.lowPercent',
    );
    const facts = factsOfPrices({ desktop: { p90Fen: fen(499_899), sample: 20 } }, { policy: older });

    assert.equal(facts['line.priceAboveP90'], true);
    assert.equal('line.priceBelowMedian' in facts, false);
    assert.equal('history.unitPriceMedianFen' in facts, false);
  });

  it('finds a price below half of the median, of purchases that have one', () => {
    const of = (medianFen: number, order: Partial<OrderSubmission> = {}) =>
      factsOfPrices({ desktop: { p90Fen: fen(2_000_000), medianFen: fen(medianFen), sample: 20 } }, { order });

    assert.equal(of(999_800)['line.priceBelowMedian'], false);
    assert.equal(of(999_802)['line.priceBelowMedian'], true);
    assert.equal(of(999_802)['history.unitPriceMedianFen'], 999_802);
    assert.equal(of(999_802, { acquisition: 'donation' })['line.priceBelowMedian'], false);
    const rented: Partial<OrderSubmission> = {
      acquisition: 'lease',
      lines: [givenLine({ unitPrice: '150.00', leaseMonths: 12 })],
    };
    assert.equal(of(999_802, rented)['line.priceBelowMedian'], false);
  });

  it('finds no price above when none is stated or none is known', () => {
    const history = givenHistory({ prices: { desktop: { p90Fen: fen(1), sample: 50 } } });
    const unpriced = givenInput({ order: { lines: [givenLine({ unitPrice: null })] }, gathered: { history } });

    const inside = givenInput({ order: { lines: [givenLine({ pricedIn: 2 })] }, gathered: { history } });

    assert.equal(historyFacts(unpriced)[0]?.['line.priceAboveP90'], false);
    assert.equal(historyFacts(inside)[0]?.['line.priceAboveP90'], false);
    assert.equal(historyFacts(givenInput())[0]?.['line.priceAboveP90'], false);
    assert.equal(historyFacts(givenInput())[0]?.['history.unitPriceSample'], 0);
  });
});
