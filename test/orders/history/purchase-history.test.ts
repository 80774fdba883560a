import assert from 'node:assert/strict';
import { civilDate, fen } from '../../../src/kernel/index.ts';
import {
  type GroupBounds,
  groupBoundsFor,
  type PurchaseGroup,
  sumInWindow,
  withPurchase,
} from '../../../src/orders/history/purchase-history.ts';
import { shippedPack } from '../../facts/support.ts';

const CITY = { region: '421000', level: 'city' } as const;
const COUNTY = { region: '421000', level: 'county' } as const;
const ruleSet = shippedPack();
const on = civilDate('2026-06-30');

/** Days and yuan of what one agency bought. */
type DatedPurchases = readonly (readonly [string, number])[];

const cityToday: GroupBounds = groupBoundsFor(ruleSet, on, [{ agency: CITY, submittedOn: on }]);

function groupsOf(bought: DatedPurchases, bounds: GroupBounds): readonly PurchaseGroup[] {
  return bought.reduce<readonly PurchaseGroup[]>((groups, [day, yuan]) => {
    const purchase = {
      ...{ purchaseKey: 'key', siblingKey: null },
      ...{ amountFen: fen(yuan * 100), submittedOn: civilDate(day) },
    };
    return withPurchase(groups, { bounds, agencyCode: 'agency', purchase, sign: 1 });
  }, []);
}

/** What is found in the window of a city's order of a day, as orders and yuan. */
function found(bought: DatedPurchases, submittedOn: string = on, bounds = cityToday): readonly [number, number] {
  const asked = { ruleSet, agency: CITY, submittedOn: civilDate(submittedOn), bounds };
  const { orders, totalFen } = sumInWindow(groupsOf(bought, bounds), asked);
  return [orders, totalFen / 100];
}

describe('small purchases in a window of thirty days', () => {
  const cases: readonly {
    readonly says: string;
    readonly bought: DatedPurchases;
    readonly sum: readonly [number, number];
  }[] = [
    { says: 'are none where nothing was bought', bought: [], sum: [0, 0] },
    {
      says: 'are those of the day itself',
      bought: [
        ['2026-06-30', 5],
        ['2026-06-30', 6],
      ],
      sum: [2, 11],
    },
    { says: 'are those of the first day', bought: [['2026-05-31', 5]], sum: [1, 5] },
    { says: 'are not those of the day before it', bought: [['2026-05-30', 5]], sum: [0, 0] },
    { says: 'are those one fen below the limit', bought: [['2026-06-30', 599_999.99]], sum: [1, 599_999.99] },
    { says: 'are not those at the limit', bought: [['2026-06-30', 600_000]], sum: [0, 0] },
  ];
  for (const { says, bought, sum } of cases) {
    it(says, () => assert.deepEqual(found(bought), sum));
  }

  describe('around an order that keeps an earlier day', () => {
    const submittedOn = '2026-06-01';
    const bounds = groupBoundsFor(ruleSet, on, [
      { agency: CITY, submittedOn: on },
      { agency: CITY, submittedOn: civilDate(submittedOn) },
    ]);

    it('are counted back from its own day, however long ago', () => {
      assert.deepEqual(found([['2026-05-02', 5]], submittedOn, bounds), [1, 5]);
      assert.deepEqual(found([['2026-05-01', 5]], submittedOn, bounds), [0, 0]);
    });

    it('are younger ones as well, up to thirty days after it', () => {
      assert.deepEqual(found([['2026-07-01', 5]], submittedOn, bounds), [1, 5]);
      assert.deepEqual(found([['2026-07-02', 5]], submittedOn, bounds), [0, 0]);
    });

    it('are those of the window with most, and never of more than thirty days', () => {
      const bought: DatedPurchases = [
        ['2026-05-10', 5],
        ['2026-06-20', 7],
        ['2026-06-30', 1],
      ];

      assert.deepEqual(found(bought, submittedOn, bounds), [2, 8]);
    });
  });

  it('do not depend on which other orders are judged in the same batch', () => {
    const others = groupBoundsFor(ruleSet, on, [
      { agency: CITY, submittedOn: on },
      { agency: COUNTY, submittedOn: on },
      { agency: CITY, submittedOn: civilDate('2026-03-01') },
    ]);
    const bought: DatedPurchases = [
      ['2026-03-05', 5],
      ['2026-06-10', 300_000],
      ['2026-06-11', 500_000],
      ['2026-06-12', 700_000],
    ];
    const county = { ruleSet, agency: COUNTY, submittedOn: on, bounds: others };

    assert.deepEqual(found(bought, on, others), found(bought));
    assert.deepEqual(found(bought), [2, 800_000]);
    assert.deepEqual(sumInWindow(groupsOf(bought, others), county), { orders: 1, totalFen: 30_000_000 });
  });

  it('are as before when one is added and taken away', () => {
    const groups = groupsOf([['2026-06-10', 5]], cityToday);
    const purchase = { purchaseKey: 'key', siblingKey: null, amountFen: fen(700), submittedOn: on };
    const entry = { bounds: cityToday, agencyCode: 'agency', purchase };
    const again = withPurchase(withPurchase(groups, { ...entry, sign: 1 }), { ...entry, sign: -1 });
    const asked = { ruleSet, agency: CITY, submittedOn: on, bounds: cityToday };

    assert.deepEqual(sumInWindow(again, asked), sumInWindow(groups, asked));
  });

  it('are not answered for a day that nobody read them for', () => {
    assert.throws(() => found([], '2026-05-01'), /not read/);
  });
});
