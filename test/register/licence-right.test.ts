import assert from 'node:assert/strict';
import { rightOf } from '../../src/register/products/licence-right.ts';
import { ON, SUITE, SYSTEM } from './position-support.ts';

describe('the right of a licence to a copy', () => {
  it('is for every release of the licensed version, and for no other version', () => {
    const rights = ['11 25H2', '24H2', '11', '10', '27H2'].map((version) =>
      rightOf(SYSTEM, { licence: { edition: null, version: '11 24H2' }, copy: { edition: null, version }, on: ON }),
    );

    assert.deepEqual(rights, ['exact', 'exact', 'exact', null, null]);
  });

  it('is for nothing but the same version of a product whose versions nobody knows', () => {
    const right = (version: string) =>
      rightOf(SUITE, { licence: { edition: null, version: '2023' }, copy: { edition: null, version }, on: ON });

    assert.deepEqual([right('2023'), right('2023 SP1')], ['exact', null]);
  });
});
