import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowsIn, toColumns } from '../../src/backtests/fact-column.ts';
import type { Json } from '../../src/kernel/index.ts';

describe('columns of facts', () => {
  it('give back the rows they were made of, whatever repeats in them', () => {
    const cell: fc.Arbitrary<Json> = fc.oneof(
      fc.constantFrom<Json>(true, false, null, 0, 'desktop', {}, []),
      fc.integer(),
      fc.string(),
      fc.array(fc.string(), { maxLength: 2 }),
    );
    const rows = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 12 }))
      .chain(([width, length]) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: length, maxLength: length }),
      );
    fc.assert(
      fc.property(rows, (given) => {
        const stored = JSON.parse(JSON.stringify(toColumns(given)));
        assert.deepEqual(rowsIn(stored, given.length), JSON.parse(JSON.stringify(given)));
      }),
      { numRuns: 500 },
    );
  });

  it('hold what every row has once, and what a few have by its place', () => {
    assert.deepEqual(
      toColumns([
        ['a', 1],
        ['a', 2],
        ['a', 1],
        ['a', 1],
      ]),
      [{ values: ['a'] }, { values: [1, 2], at: [0, 1, 0, 0] }],
    );
    assert.deepEqual(toColumns([[1], [2]]), [{ values: [1, 2] }]);
  });
});
