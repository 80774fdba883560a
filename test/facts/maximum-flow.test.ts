import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FlowProblem, maximumFlow } from '../../src/facts/maximum-flow.ts';

describe('maximum flow', () => {
  it('uses every licence where taking the first that fits leaves one unused', () => {
    const bothThenLinux = problem([1, 1], [1, 1], ['11', '10']);

    const flow = maximumFlow(bothThenLinux);

    assert.equal(greedy(bothThenLinux), 1);
    assert.equal(flow.total, 2);
    assert.deepEqual(flow.received, [1, 1]);
    assert.deepEqual(flow.given, [
      [0, 1],
      [1, 0],
    ]);
  });

  it('moves what others have placed along a chain of any length', () => {
    const chain = problem([5, 5, 5, 5], [5, 5, 5, 5], ['1100', '0110', '0011', '1000']);

    assert.equal(maximumFlow(chain).total, 20);
  });

  it('serves earlier supplies first and never takes back what they placed', () => {
    const flow = maximumFlow(problem([4, 4], [4], ['1', '1']));

    assert.deepEqual(flow.given, [[4], [0]]);
  });

  it('places nothing where nothing fits, nothing is wanted or nothing is there', () => {
    assert.equal(maximumFlow(problem([3], [3], ['0'])).total, 0);
    assert.equal(maximumFlow(problem([3], [0], ['1'])).total, 0);
    assert.equal(maximumFlow(problem([0], [3], ['1'])).total, 0);
    assert.equal(maximumFlow(problem([], [], [])).total, 0);
  });

  it('takes no more steps for a million seats than for one', () => {
    assert.equal(maximumFlow(problem([1_000_000, 1_000_000], [1_000_000, 1_000_000], ['11', '10'])).total, 2_000_000);
  });

  it('is as large as the narrowest cut allows, and within every limit', () => {
    fc.assert(
      fc.property(anyProblem, (given) => {
        const flow = maximumFlow(given);

        assert.equal(flow.total, narrowestCut(given));
        for (const [supply, row] of flow.given.entries()) {
          assert.ok(row.every((units) => units >= 0));
          assert.ok(sum(row) <= (given.supplies[supply] ?? 0));
        }
        for (const [demand, received] of flow.received.entries()) {
          assert.equal(received, sum(flow.given.map((row) => row[demand] ?? 0)));
          assert.ok(received <= (given.demands[demand] ?? 0));
        }
      }),
    );
  });
});

/** One row of zeros and ones for each supply: which demands it fits. */
function problem(supplies: readonly number[], demands: readonly number[], rows: readonly string[]): FlowProblem {
  return { supplies, demands, fits: (supply, demand) => rows[supply]?.[demand] === '1' };
}

const anyProblem = fc
  .record({
    supplies: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 }),
    demands: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 }),
    fits: fc.array(fc.stringMatching(/^[01]{5}$/), { minLength: 5, maxLength: 5 }),
  })
  .map(({ supplies, demands, fits }) => problem(supplies, demands, fits));

/** What a buyer does by hand: each licence goes to the first machine that still wants one. */
function greedy({ supplies, demands, fits }: FlowProblem): number {
  const open = [...demands];
  let placed = 0;
  for (const [supply, amount] of supplies.entries()) {
    let left = amount;
    for (const [demand, wanted] of open.entries()) {
      const units = fits(supply, demand) ? Math.min(left, wanted) : 0;
      open[demand] = wanted - units;
      left -= units;
      placed += units;
    }
  }
  return placed;
}

/** By the theorem of maximum flow and minimum cut, over every set of supplies. */
function narrowestCut({ supplies, demands, fits }: FlowProblem): number {
  const cuts = Array.from({ length: 2 ** supplies.length }, (_, mask) => {
    const isInside = (supply: number) => (mask & (1 << supply)) !== 0;
    const left = sum(supplies.map((units, supply) => (isInside(supply) ? 0 : units)));
    const reached = demands.map((units, demand) =>
      supplies.some((_, supply) => isInside(supply) && fits(supply, demand)) ? units : 0,
    );
    return left + sum(reached);
  });
  return Math.min(...cuts);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
