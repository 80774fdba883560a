import assert from 'node:assert/strict';
import { type MoneyUnit, readAmount } from '../../src/budget/import/sheet-amount.ts';

const YUAN: readonly (readonly [string, number | string])[] = [
  ['0', 0],
  ['500000', 50_000_000],
  ['500000.00', 50_000_000],
  ['1,234,567.89', 123_456_789],
  ['¥1,234.5', 123_450],
  ['0.01', 1],
  ['12.3400', 1_234],
  ['9999999999999.99', 999_999_999_999_999],
  ['0.001', 'must have at most two decimal places'],
  ['0.009', 'must have at most two decimal places'],
  ['10000000000000.00', 'is larger than any budget line'],
  ['-0.01', 'must not be below zero'],
  ['(1,234.00)', 'must not be below zero'],
  ['1,23.00', '"1,23.00" is no amount'],
  ['1e5', '"1e5" is no amount'],
  ['五十万', '"五十万" is no amount'],
  ['１２．５', 1_250],
  ['￥１，２３４．５０', 123_450],
  ['-', 0],
  ['￥ －', 0],
  ['——', 0],
  ['−5', 'must not be below zero'],
  ['十２', '"十２" is no amount'],
  ['1.', '"1." is no amount'],
  ['0x10', '"0x10" is no amount'],
  ['NaN', '"NaN" is no amount'],
];

const WAN: readonly (readonly [string, number | string])[] = [
  ['50', 50_000_000],
  ['3.2', 3_200_000],
  ['0.000001', 1],
  ['12.345678', 12_345_678],
  ['12.3456780', 12_345_678],
  ['0.0000001', 'must be whole fen: at most six decimal places of ten thousand yuan'],
  ['12.3456789', 'must be whole fen: at most six decimal places of ten thousand yuan'],
  ['999999999.999999', 999_999_999_999_999],
  ['1000000000', 'is larger than any budget line'],
];

describe('an amount in a sheet', () => {
  const says = (unit: MoneyUnit, written: string): number | string => {
    const amount = readAmount(written, unit);
    return typeof amount === 'number' ? amount : amount.en;
  };

  for (const [written, meaning] of YUAN) {
    it(`of ${written} yuan ${typeof meaning === 'number' ? `is ${meaning} fen` : meaning}`, () => {
      assert.equal(says('yuan', written), meaning);
    });
  }

  for (const [written, meaning] of WAN) {
    it(`of ${written} ten thousand yuan ${typeof meaning === 'number' ? `is ${meaning} fen` : meaning}`, () => {
      assert.equal(says('wan-yuan', written), meaning);
    });
  }
});
