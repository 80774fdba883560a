import assert from 'node:assert/strict';
import { faultOfAssetNumber, faultOfSerial } from '../../src/register/index.ts';

describe('a number of a machine', () => {
  const faults = (number: string) => [faultOfSerial(number) !== undefined, faultOfAssetNumber(number) !== undefined];

  for (const placeholder of ['无', 'N/A', 'To be filled by O.E.M.', '-----', 'XXXXXX', '4.21E+12']) {
    it(`that stands for none is neither serial nor asset number: ${placeholder}`, () => {
      assert.deepEqual(faults(placeholder), [true, true]);
    });
  }

  for (const count of [
    '1',
    '2',
    '03',
    '000999',
    '１２',
    '待补1',
    '待补 12',
    '第3台',
    '电脑-1',
    '3号机',
    '教务07',
    '无标签',
  ]) {
    it(`that somebody has only counted is no serial, and may be an asset number: ${count}`, () => {
      assert.deepEqual(faults(count), [true, false]);
    });
  }

  for (const serial of [
    '1000',
    '0001000',
    'A1',
    'PF3',
    'S-1',
    'B7K',
    '7f3',
    '5CG',
    'CN-07',
    '序列号：PF3B',
    '电脑4821',
    '设备编号00481516',
  ]) {
    it(`that a maker may have given is a serial, short as it is: ${serial}`, () => {
      assert.deepEqual(faults(serial), [false, false]);
    });
  }
});
