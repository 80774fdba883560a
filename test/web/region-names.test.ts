import assert from 'node:assert/strict';
import { COUNTIES } from '../../src/web/words/counties.ts';
import {
  knowCounties,
  regionCodeOf,
  regionCodesIn,
  regionNameOf,
  regionsLike,
  writeRegion,
} from '../../src/web/words/region-names.ts';

describe('a region by its name', () => {
  it('is a province, a city of it, or a county under the city', () => {
    assert.equal(regionNameOf('420000'), '湖北省');
    assert.equal(regionNameOf('421000'), '湖北省荆州市');
    assert.equal(regionNameOf('000000'), '全国');
    assert.equal(writeRegion('421022'), '湖北省荆州市 421022');
  });

  it('stays a code where nobody knows it', () => {
    assert.equal(writeRegion('990000'), '990000');
    assert.equal(writeRegion('42'), '42');
  });

  it('is a county by its own name once counties are known', () => {
    assert.equal(regionCodeOf('公安县'), undefined);
    knowCounties(COUNTIES);
    assert.equal(writeRegion('421022'), '湖北省荆州市公安县 421022');
    assert.equal(writeRegion('421099'), '湖北省荆州市 421099');
    assert.equal(regionNameOf('110101'), '北京市东城区');
  });

  it('is read from what was typed: six digits, or a name that only one has', () => {
    assert.deepEqual(
      [' 421022 ', '公安县', '荆州市', '湖北省荆州市', '鼓楼区', '福建省福州市鼓楼区', '公安', ''].map(regionCodeOf),
      ['421022', '421022', '421000', '421000', undefined, '350102', undefined, undefined],
    );
  });

  it('is read one after the other where several are typed, and what is none is told', () => {
    assert.deepEqual(regionCodesIn('荆州市，421022 公安县; 鼓楼区'), ['421000', '421022', '421022', undefined]);
    assert.deepEqual(regionCodesIn('  '), []);
  });

  it('is offered while it is typed, by code or name', () => {
    assert.deepEqual(
      regionsLike('公安').map(({ code }) => code),
      ['421022'],
    );
    assert.equal(regionsLike('4210')[0]?.code, '421000');
    assert.deepEqual(regionsLike(''), []);
  });

  it('has every code once', () => {
    const codes = Object.entries(COUNTIES).flatMap(([first, names]) =>
      [...names.matchAll(/(\d{4})\D+/g)].map(([, digits]) => `${first}${digits}`),
    );
    assert.equal(new Set(codes).size, codes.length);
    assert.ok(codes.length > 2_900);
    assert.ok(codes.every((code) => /^\d{6}$/.test(code) && !code.endsWith('00')));
  });
});
