import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PricedArc, type PriorityFlowProblem, priorityFlow } from '../../src/register/positions/priority-flow.ts';

const priceOf = ({ arcs }: PriorityFlowProblem, units: readonly number[]): number =>
  arcs.reduce((sum, { price }, arc) => sum + price * (units[arc] ?? 0), 0);

/** Every way there is, one arc after the other. */
function bestByTrying(problem: PriorityFlowProblem): { readonly total: number; readonly price: number } {
  const { supplies, demands, arcs } = problem;
  let best = { total: 0, price: 0 };
  const attempt = (arc: number, left: readonly number[], wanted: readonly number[], so: typeof best): void => {
    const next = arcs[arc];
    if (!next) {
      if (so.total > best.total || (so.total === best.total && so.price < best.price)) best = so;
      return;
    }
    const most = Math.min(left[next.supply] ?? 0, wanted[next.demand] ?? 0);
    for (let units = 0; units <= most; units += 1) {
      attempt(arc + 1, less(left, next.supply, units), less(wanted, next.demand, units), {
        total: so.total + units,
        price: so.price + units * next.price,
      });
    }
  };
  attempt(0, supplies, demands, best);
  return best;
}

function less(units: readonly number[], at: number, by: number): readonly number[] {
  return units.map((each, index) => (index === at ? each - by : each));
}

const problems: fc.Arbitrary<PriorityFlowProblem> = fc
  .record({
    supplies: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
    demands: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
    prices: fc.array(fc.option(fc.nat({ max: 4 }), { nil: null }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ supplies, demands, prices }) => ({
    supplies,
    demands,
    arcs: supplies.flatMap((_, supply) =>
      demands.flatMap((_demand, demand): PricedArc[] => {
        const price = prices[3 * supply + demand];
        return price === null || price === undefined ? [] : [{ supply, demand, price }];
      }),
    ),
  }));

describe('placing units where they are wanted', () => {
  it('moves what was placed first, so that a licence that fits in one place only is not left over', () => {
    const arcs = [
      { supply: 0, demand: 0, price: 0 },
      { supply: 0, demand: 1, price: 1 },
      { supply: 1, demand: 0, price: 1 },
    ];

    const { total, units } = priorityFlow({ supplies: [1, 1], demands: [1, 1], arcs });

    assert.deepEqual([total, units], [2, [0, 1, 1]]);
  });

  it('takes the cheaper of two supplies and leaves the dearer one free', () => {
    const arcs = [
      { supply: 0, demand: 0, price: 7 },
      { supply: 1, demand: 0, price: 3 },
    ];

    assert.deepEqual(priorityFlow({ supplies: [5, 2], demands: [3], arcs }).units, [1, 2]);
  });

  it('takes a supply without limit for what it is', () => {
    const arcs = [{ supply: 0, demand: 0, price: 0 }];

    assert.equal(priorityFlow({ supplies: [Number.POSITIVE_INFINITY], demands: [1_000_000], arcs }).total, 1_000_000);
  });

  it('places nothing where nothing fits', () => {
    assert.deepEqual(priorityFlow({ supplies: [4], demands: [4], arcs: [] }), { total: 0, units: [] });
  });

  it('places as much as trying every way does, at the same price, and never more than there is', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { total, units } = priorityFlow(problem);

        assert.deepEqual({ total, price: priceOf(problem, units) }, bestByTrying(problem));
        assert.equal(
          units.reduce((sum, each) => sum + each, 0),
          total,
        );
        for (const [supply, amount] of problem.supplies.entries()) {
          assert.ok(sumAt(problem, units, (arc) => arc.supply === supply) <= amount);
        }
        for (const [demand, amount] of problem.demands.entries()) {
          assert.ok(sumAt(problem, units, (arc) => arc.demand === demand) <= amount);
        }
      }),
      { numRuns: 400 },
    );
  });
});

function sumAt({ arcs }: PriorityFlowProblem, units: readonly number[], isMeant: (arc: PricedArc) => boolean): number {
  return arcs.reduce((sum, arc, index) => sum + (isMeant(arc) ? (units[index] ?? 0) : 0), 0);
}
