import ts from 'typescript';
import { type HouseRule, lineOf, linesMatching, nodesOf } from './source.ts';

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 60;

const isOurCode = (path: string): boolean =>
  /^(src|db|test)\/.*\.(ts|tsx|cjs)$/.test(path) && !path.includes('.generated.');

/** Words are as many as screens need, and a list of texts is found by its end. */
const isWords = (path: string): boolean => /(^|\/)words\/|-words\.ts$/.test(path);

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node);

/** A block of tests is a chapter and not a function: its parts are measured, each on its own. */
function isChapter(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    /^(describe|forEachEngine|onOneEngine|onOneOfThem|inLongRun)$/.test(parent.expression.getText())
  );
}

function lineCount(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(node);
}

const BANNED_NAME = /(Manager|Helper|Util|Utils|Service|Info)$|^I[A-Z][a-z]/;

const isNamed = (node: ts.Node): node is ts.NamedDeclaration & { readonly name: ts.Identifier } =>
  (ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node)) &&
  node.name !== undefined;

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|generated))?\.(ts|tsx|cjs)$/;

/** How long, where and under what name. */
export const LAYOUT_RULES: readonly HouseRule[] = [
  {
    says: `a file has at most ${FILE_LINES_MAX} lines, unless it holds words alone`,
    covers: (path) => isOurCode(path) && !isWords(path),
    brokenOn: ({ text }) => (text.trimEnd().split('\n').length > FILE_LINES_MAX ? [FILE_LINES_MAX + 1] : []),
    wrong: [['src/budget/long.ts', 'x\n'.repeat(FILE_LINES_MAX + 1)]],
    right: [['src/budget/long.ts', 'x\n'.repeat(FILE_LINES_MAX)]],
  },
  {
    says: `a function has at most ${FUNCTION_LINES_MAX} lines`,
    covers: isOurCode,
    brokenOn: ({ tree }) =>
      nodesOf(tree, isFunction)
        .filter((node) => !isChapter(node) && lineCount(node) > FUNCTION_LINES_MAX)
        .map(lineOf),
    wrong: [
      ['src/budget/line.ts', `function long() {${'\n'.repeat(FUNCTION_LINES_MAX)}}`],
      ['test/budget/line.test.ts', `it('is long', () => {${'\n'.repeat(FUNCTION_LINES_MAX)}});`],
    ],
    right: [
      ['src/budget/line.ts', `function long() {${'\n'.repeat(FUNCTION_LINES_MAX - 1)}}`],
      ['test/budget/line.test.ts', `describe('a line', () => {${'\n'.repeat(FUNCTION_LINES_MAX)}});`],
    ],
  },
  {
    says: 'files are kebab-case',
    covers: isOurCode,
    brokenOn: ({ path }) => (KEBAB_CASE.test(path.slice(path.lastIndexOf('/') + 1)) ? [] : [1]),
    wrong: [
      ['src/budget/budgetLine.ts', ''],
      ['src/budget/budget_line.ts', ''],
    ],
    right: [
      ['src/budget/lines/budget-line.ts', ''],
      ['db/migrations/0001-log.ts', ''],
    ],
  },
  {
    says: 'names say what a thing is: no Manager, Helper, Util, Service, Info, no I-prefix',
    covers: isOurCode,
    brokenOn: ({ tree }) =>
      nodesOf(tree, isNamed)
        .filter((node) => BANNED_NAME.test(node.name.text))
        .map(lineOf),
    wrong: [
      ['src/budget/line.ts', 'export interface BudgetInfo {}'],
      ['src/budget/line.ts', 'export type IBudget = 1;'],
      ['src/budget/line.ts', 'export class BudgetService {}'],
    ],
    right: [['src/budget/line.ts', 'export interface Installation {}\nexport type IdPrefix = 1;']],
  },
  {
    says: 'what is left to do has a ticket',
    covers: (path) => !path.startsWith('test/architecture/'),
    brokenOn: (source) => linesMatching(source, /\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/),
    wrong: [
      ['src/budget/line.ts', '// TODO: round'],
      ['openapi/gate.yaml', '# FIXME'],
    ],
    right: [['src/budget/line.ts', '// TODO(#12): round']],
  },
  {
    says: 'no path of one machine is written down',
    covers: (path) => !path.startsWith('test/architecture/'),
    brokenOn: (source) => linesMatching(source, /(^|[\s"'`(=:,])(\/(home|Users|root|work|mnt|tmp)\/|[A-Z]:\\\\?\w)/),
    wrong: [
      ['README.md', 'run /home/li/gate/bin'],
      ['src/cli/commands/serve.ts', "const folder = '/tmp/gate';"],
      ['.env.example', 'GATE_DATA_DIR=C:\\gate'],
    ],
    right: [
      ['README.md', 'see https://example.org/home/page and ./data'],
      ['openapi/gate.yaml', 'pointer: /lines/0/computer'],
    ],
  },
  {
    says: 'the compiler is called by its path: two packages bring a `tsc`, and npm links the last of them',
    covers: (path) => path === 'package.json',
    brokenOn: (source) => linesMatching(source, /[" ]tsc /),
    wrong: [['package.json', '"check": "tsc -p tsconfig.json"']],
    right: [['package.json', '"check": "node node_modules/typescript-native/bin/tsc -p tsconfig.json"']],
  },
];
