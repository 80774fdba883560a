import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type HouseRule, linesOf, nodesOf, type Source } from './source.ts';

/** Folders of tests whose parts run no statement of their own: they read files and judge facts, on whichever engine. */
const WITHOUT_STATEMENTS = /^test\/(decisions|documents|facts|goods|judgement|kernel|rules\/evaluate|tables|web)\//;

function callsOf({ tree }: Source, name: RegExp): readonly ts.CallExpression[] {
  return nodesOf(tree, ts.isCallExpression).filter(({ expression }) => name.test(expression.getText()));
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** What keeps `npm test` short: MariaDB only where it differs, and the large only in a long run. */
export const ENGINE_RULES: readonly HouseRule[] = [
  {
    says: 'tests run on both engines where statements, locks or plans differ, and judging facts is told on one',
    covers: (path) => WITHOUT_STATEMENTS.test(path),
    brokenOn: (source) => linesOf(callsOf(source, /^forEachEngine$/)),
    wrong: [['test/facts/closure.test.ts', "forEachEngine('statements', (engine) => {});"]],
    right: [['test/facts/closure.test.ts', "onOneEngine('facts are judged', (engine) => {});"]],
  },
  {
    says: 'what is left to the long run names the file that keeps its promise every day',
    covers: (path) => /^test\/.*\.ts$/.test(path),
    brokenOn: (source) =>
      linesOf(
        callsOf(source, /^inLongRun$/).filter(({ arguments: [keptBy] }) => {
          const file = textOf(keptBy);
          return file === undefined || !existsSync(join('test', file));
        }),
      ),
    wrong: [['test/faults/bank.test.ts', "inLongRun('faults/none.test.ts', () => undefined);"]],
    right: [['test/faults/bank.test.ts', "inLongRun('faults/kills.test.ts', () => undefined);"]],
  },
];
