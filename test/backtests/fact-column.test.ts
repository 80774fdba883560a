import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openContent, packContent } from '../../src/backtests/chunks/fact-chunk.ts';
import { rowsIn, toColumns } from '../../src/backtests/chunks/fact-column.ts';
import type { SilentDecision } from '../../src/backtests/run/silent-decision.ts';
import { instant, type Json } from '../../src/kernel/index.ts';

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

describe('a chunk of facts', () => {
  const at = instant('2026-06-01T01:00:00.000Z');
  const decisionOf = (logIndex: number, lines: number, extra: readonly string[] = []): SilentDecision => ({
    ...{ decision: `dec_${logIndex}`, logIndex, agencyCode: 'A', stage: 'submission', submittedAt: at, decidedAt: at },
    ...{ ruleSetDigest: 'sha256:1', derivation: 'd/1', region: '421000', level: 'city', acquisition: 'purchase' },
    facts: {
      order: [logIndex, true, ...extra],
      lines: Array.from({ length: lines }, (_, line) => ['computer', line]),
      ...{ planItems: [[null]], funding: [] },
    },
    results: { 'OS-01': '.' },
  });

  it('gives back what it was made of, of the longest orders as well', () => {
    const decisions = Array.from({ length: 256 }, (_, index) => decisionOf(index, 500));

    assert.deepEqual(openContent(packContent(decisions))?.silent, decisions);
  });

  it('names by their index those that hold more than others', () => {
    const [plain, longer] = [decisionOf(1, 2), decisionOf(2, 2, ['beside the catalogue'])];

    const opened = openContent(packContent([plain, longer, 7]));

    assert.deepEqual(opened, { silent: [plain], others: [2, 7] });
  });
});
