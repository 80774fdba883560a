import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOOKED_THROUGH } from './not-in-order.ts';

/** What makes a page of a list go through all rows. */
const MAKES_SO = /\bisSmall: true\b|\bby: '(contains|named)'/;

describe('lists whose pages may go through all rows', () => {
  it('are named, each with the reason why it has few', () => {
    const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((name) => join('src', name).replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && path !== 'src/reference/reference-kind.ts')
      .filter((path) => MAKES_SO.test(readFileSync(path, 'utf8')));

    assert.deepEqual(found.toSorted(), Object.keys(LOOKED_THROUGH).toSorted());
  });
});
