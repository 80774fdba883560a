import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addFen,
  FEN_MAX,
  type Fen,
  fen,
  formatYuan,
  groupedYuan,
  isYuan,
  parseYuan,
  subtractFen,
  sumFen,
  timesFen,
} from '../../src/kernel/index.ts';

const READ: readonly (readonly [text: string, amount: number])[] = [
  ['0', 0],
  ['0.0', 0],
  ['0.01', 1],
  ['0.1', 10],
  ['0.10', 10],
  ['1', 100],
  ['49.90', 4_990],
  ['4999.00', 499_900],
  ['9999999999999.99', 999_999_999_999_999],
];

const NOT_AMOUNTS = [
  ...['', ' ', '.', '.5', '5.', '00', '01', '1.', '1.234', '0.001', '-1', '+1', '1e3', '0x1', 'NaN', 'Infinity'],
  ...['1,000', '1 000', ' 1', '1 ', '1\n', '１', '一', '10000000000000'],
];

describe('an amount of money', () => {
  for (const [text, amount] of READ) {
    it(`reads ${text} yuan as ${amount} fen`, () => {
      assert.equal(parseYuan(text), amount);
      assert.ok(isYuan(text) && amount <= FEN_MAX);
    });
  }

  for (const text of NOT_AMOUNTS) {
    it(`does not read ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseYuan(text), RangeError);
      assert.equal(isYuan(text), false);
    });
  }

  for (const amount of [0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1]) {
    it(`is never ${amount} fen`, () => assert.throws(() => fen(amount), RangeError));
  }

  it('is written with two places, also below one yuan and below zero', () => {
    assert.deepEqual(
      [0, 1, 10, 100, 499_900, -1, -4_990].map((amount) => formatYuan(fen(amount))),
      [...['0.00', '0.01', '0.10', '1.00', '4999.00', '-0.01', '-49.90']],
    );
  });

  it('groups the digits of yuan by three for people', () => {
    assert.deepEqual(
      [0, 99_999, 100_000, 12_345_600, 123_456_789, -100_000].map((amount) => groupedYuan(fen(amount))),
      ['0.00', '999.99', '1,000.00', '123,456.00', '1,234,567.89', '-1,000.00'],
    );
  });

  it('is the same after it was written and read', () => {
    const amounts = fc.integer({ min: 0, max: 999_999_999_999_999 });
    fc.assert(fc.property(amounts, (amount) => parseYuan(formatYuan(fen(amount))) === amount));
  });

  it('stays whole and safe in every sum, difference and product, or is refused', () => {
    const largest = fen(Number.MAX_SAFE_INTEGER);

    assert.equal(addFen(), 0);
    assert.equal(addFen(fen(10), fen(20)), 30);
    assert.equal(subtractFen(fen(10), fen(20)), -10);
    assert.equal(timesFen(fen(10), 3), 30);
    assert.equal(
      sumFen([1, 2], (quantity): Fen => timesFen(fen(5), quantity)),
      15,
    );
    assert.throws(() => addFen(largest, fen(1)), RangeError);
    assert.throws(() => subtractFen(fen(-1), largest), RangeError);
    assert.throws(() => timesFen(largest, 2), RangeError);
    assert.throws(() => timesFen(fen(1), 0.5), RangeError);
    assert.throws(() => sumFen([largest, fen(1)], (amount) => amount), RangeError);
  });
});
