import assert from 'node:assert/strict';
import { chooseTests } from './choose.ts';

const IMPORTS = new Map([
  ['src/budget/line.ts', ['src/kernel/money.ts']],
  ['src/budget/transfer.ts', ['src/budget/line.ts']],
  ['src/orders/order.ts', ['src/budget/transfer.ts']],
  ['src/web/page.ts', []],
  ['src/kernel/money.ts', []],
  ['test/budget/line.test.ts', ['src/budget/line.ts']],
  ['test/orders/order.test.ts', ['src/orders/order.ts']],
  ['test/web/page.test.ts', ['src/web/page.ts']],
]);
const TESTS = ['test/orders/order.test.ts', 'test/web/page.test.ts', 'test/budget/line.test.ts'];

function choose(...changed: readonly string[]) {
  const textOf = (path: string): string =>
    path === 'test/web/page.test.ts' ? "await run(readFileSync('words.csv'))" : '';
  return chooseTests({ changed, imports: IMPORTS, tests: TESTS, textOf });
}

describe('the tests that a change can turn red', () => {
  it('are those that reach a changed file by imports, the nearest first', () => {
    const { tests, why } = choose('src/budget/line.ts');

    assert.deepEqual(tests, ['test/budget/line.test.ts', 'test/orders/order.test.ts']);
    assert.deepEqual(why, ['src/budget/line.ts: 2, the nearest test/budget/line.test.ts']);
  });

  it('are not those that a changed file needs, and not those beside it', () => {
    assert.deepEqual(choose('src/orders/order.ts').tests, ['test/orders/order.test.ts']);
  });

  it('are a changed test itself', () => {
    assert.deepEqual(choose('test/web/page.test.ts').tests, ['test/web/page.test.ts']);
  });

  it('are those that name a table or a page that no code imports', () => {
    assert.deepEqual(choose('test/web/words.csv').tests, ['test/web/page.test.ts']);
    assert.deepEqual(choose('.ci/run').tests, []);
    assert.deepEqual(choose('docs/other.md'), { tests: [], why: ['docs/other.md: 0, no test reaches it'] });
  });

  it('are all for what everything stands on, and say why', () => {
    for (const path of ['src/kernel/money.ts', 'openapi/gate.yaml', 'rules/facts.json', 'package.json']) {
      const { tests, why } = choose('test/web/page.test.ts', path);

      assert.deepEqual(tests, TESTS, path);
      assert.match(why.join(), new RegExp(`^${path}: all 3, since `));
    }
  });
});
