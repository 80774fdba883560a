import assert from 'node:assert/strict';
import { supplierNameKey } from '../../src/suppliers/supplier-name-key.ts';

describe('names of firms', () => {
  const name = '荆楚（湖北）数码科技有限公司';
  for (const other of [
    '荆楚(湖北)数码科技有限公司',
    '荆楚湖北数码科技有限公司',
    ' 荆楚（湖北）数码科技 有限责任公司 ',
    '荆楚(湖北)数码科技有限公司。',
  ]) {
    it(`are one name: ${other}`, () => assert.equal(supplierNameKey(other), supplierNameKey(name)));
  }
  for (const other of [
    '荆楚（湖北）数码科技有限公司荆州分公司',
    '荆楚数码科技有限公司',
    '荆楚（湖北）数码科技股份有限公司',
    '荆楚（湖南）数码科技有限公司',
  ]) {
    it(`are two names: ${other}`, () => assert.notEqual(supplierNameKey(other), supplierNameKey(name)));
  }

  it('are compared without case, and are none where only signs are written', () => {
    assert.equal(supplierNameKey('ＡＢＣ Ltd.'), supplierNameKey('abc ltd'));
    assert.equal(supplierNameKey('（）'), null);
  });

  it('that are very long are compared by a digest', () => {
    assert.match(supplierNameKey('㎏'.repeat(150)) ?? '', /^sha256:/);
  });
});
