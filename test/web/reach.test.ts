import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { LATER, NOT_FOR_THE_CONSOLE } from './later.ts';
import { operationsOfTheConsole } from './operations-of-the-console.ts';

describe('what the console reaches', () => {
  const bundle = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));
  const all = Object.values(bundle.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    .toSorted();
  const shown = new Set(operationsOfTheConsole());

  it('is every operation of the contract, but for those that later screens bring and those with a reason', () => {
    const named = [...shown, ...Object.values(LATER).flat(), ...Object.keys(NOT_FOR_THE_CONSOLE)];

    assert.deepEqual(named.toSorted(), all);
  });

  it('is called by a role that has a place to call it from', () => {
    assert.ok(shown.size > 20);
    for (const id of shown) assert.ok(all.includes(id), id);
  });
});
