import assert from 'node:assert/strict';
import { CODE_RULES } from './code-rules.ts';
import { ENGINE_RULES } from './engine-rules.ts';
import { EXPRESSION_RULES } from './expression-rules.ts';
import { GOODS_RULES } from './goods-rules.ts';
import { LAYOUT_RULES } from './layout-rules.ts';
import { readProject, type Source, sampleSource } from './source.ts';
import { SQL_RULES } from './sql-rules.ts';
import { WEB_RULES } from './web-rules.ts';

describe('the house rules', () => {
  let project: readonly Source[];

  before(() => {
    project = readProject();
  });

  for (const rule of [
    ...LAYOUT_RULES,
    ...CODE_RULES,
    ...SQL_RULES,
    ...GOODS_RULES,
    ...EXPRESSION_RULES,
    ...ENGINE_RULES,
    ...WEB_RULES,
  ]) {
    it(rule.says, () => {
      const broken = project
        .filter(({ path }) => rule.covers(path))
        .flatMap((source) => rule.brokenOn(source).map((line) => `${source.path}:${line}`));

      assert.deepEqual(broken, []);
    });

    it(`notices when it is not so: ${rule.says}`, () => {
      const notices = (path: string, text: string): boolean =>
        rule.covers(path) && rule.brokenOn(sampleSource([path, text])).length > 0;

      const unnoticed = rule.wrong.filter(([path, text]) => !notices(path, text));
      const falselyNoticed = rule.right.filter(([path, text]) => notices(path, text));

      assert.deepEqual({ unnoticed, falselyNoticed }, { unnoticed: [], falselyNoticed: [] });
    });
  }
});
