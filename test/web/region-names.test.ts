import assert from 'node:assert/strict';
import { knownRegions, regionNameOf, writeRegion } from '../../src/web/words/region-names.ts';

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

  it('has every code of a choice once, each of six digits', () => {
    const codes = knownRegions().map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    assert.ok(codes.every((code) => /^\d{4}00$/.test(code)));
  });
});
