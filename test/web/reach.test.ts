import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { LATER, NOT_FOR_THE_CONSOLE } from './later.ts';

const WEB = join(packageRoot(), 'src/web');

/** Every operation that a file of the console takes from the contract, under its own name or another. */
function used(): ReadonlySet<string> {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.generated.'),
  );
  const names = files.flatMap((name) => {
    const text = readFileSync(join(WEB, name), 'utf8');
    return [...text.matchAll(/import \{([^}]*)\} from '[^']*operations\.generated\.ts'/g)].flatMap(([, list = '']) =>
      list.split(',').map((one) => one.trim().replace(/ as .*/, '')),
    );
  });
  return new Set(names.filter((name) => name !== ''));
}

describe('what the console reaches', () => {
  const bundle = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));
  const all = Object.values(bundle.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    .toSorted();
  const shown = used();

  it('is every operation of the contract, but for those that later screens bring and those with a reason', () => {
    const named = [...shown, ...Object.values(LATER).flat(), ...Object.keys(NOT_FOR_THE_CONSOLE)];

    assert.deepEqual(named.toSorted(), all);
  });

  it('is called by a role that has a place to call it from', () => {
    assert.ok(shown.size > 20);
    for (const id of shown) assert.ok(all.includes(id), id);
  });
});
