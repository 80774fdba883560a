import ts from 'typescript';
import { type HouseRule, linesMatching, linesOf, nodesOf, type Source } from './source.ts';

const isSource = (path: string): boolean => /^src\/.*\.tsx?$/.test(path) && !path.includes('.generated.');
const isCode = (path: string): boolean => /^(src|db|test)\/.*\.tsx?$/.test(path) && !path.includes('.generated.');

/** Transactions are opened where a request, a command, a timer or the start enters, so that what is inside composes. */
const EDGES = [
  /-(routes|handler)\.ts$/,
  /-job\.ts$/,
  /(-(piece|portion|sample|words)|\/preview)-step\.ts$/,
  /^src\/cli\//,
  /^src\/db\//,
  /^src\/orders\/queue\/submission-queue\.ts$/,
  /^src\/access\/[a-z-]+-middleware\.ts$/,
  /^src\/gate\/(app|gate|main)\.ts$/,
  /^src\/connectors\/feed\/head-watch\.ts$/,
  /^src\/backup\/(tables-of-steps|restore-tables)\.ts$/,
  /^src\/http\/readiness\.ts$/,
];

/** Function parameters through which a transaction comes in. */
function takesTransaction(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node)) return false;
  return node.parameters.some(
    ({ name, type }) => name.getText() === 'tx' || /^(Governed)?Tx$/.test(type?.getText() ?? ''),
  );
}

function isInsideTransaction(node: ts.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) if (takesTransaction(outer)) return true;
  return false;
}

function methodCalls({ tree }: Source, method: RegExp): readonly ts.CallExpression[] {
  return nodesOf(tree, ts.isCallExpression).filter(
    ({ expression }) => ts.isPropertyAccessExpression(expression) && method.test(expression.name.text),
  );
}

function accesses({ tree }: Source, text: RegExp): readonly ts.Node[] {
  return nodesOf(tree, ts.isPropertyAccessExpression).filter((node) => text.test(node.getText()));
}

function catching(source: Source): readonly ts.Node[] {
  const clauses = nodesOf(source.tree, ts.isCatchClause);
  const calls = methodCalls(source, /^catch$/);
  return [...clauses, ...calls].filter(isInsideTransaction);
}

/** Statements whose value could be awaited and is not: a query that Knex only builds is never run. */
function leftStanding({ tree, checker }: Source): readonly ts.Node[] {
  if (!checker) return [];
  return nodesOf(tree, ts.isExpressionStatement).filter(({ expression }) => {
    if (!ts.isCallExpression(expression)) return false;
    const root = rootOf(expression);
    return isThenable(expression, checker) && !(ts.isIdentifier(root) && isThenable(root, checker));
  });
}

function isThenable(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  return (type.flags & ts.TypeFlags.Any) === 0 && type.getProperty('then') !== undefined;
}

/** `query` in `query.where(…).limit(…)`: adding to a query that is kept, and awaited later, is no loss. */
function rootOf(node: ts.Expression): ts.Expression {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return rootOf(node.expression.expression);
  return ts.isPropertyAccessExpression(node) ? rootOf(node.expression) : node;
}

/** Of every machine that runs `npm test`. */
const ALWAYS_THERE = ['npx', 'sh'];

/** Where programs are run that Node does not bring: by name, or by the readers of paper. */
function programsRun({ tree, text }: Source): readonly ts.CallExpression[] {
  const readers = /\/paper\.ts'/.test(text) ? /^(wordsOf|sheetsOf)$/ : undefined;
  return nodesOf(tree, ts.isCallExpression).filter(({ expression, arguments: [first] }) => {
    if (readers?.test(expression.getText())) return true;
    const isRun = /^(execFile|execFileSync|spawn|spawnSync|promisify\(execFile\))$/.test(expression.getText());
    return isRun && first !== undefined && ts.isStringLiteral(first) && !ALWAYS_THERE.includes(first.text);
  });
}

const THENABLE =
  'interface Query { then(done: () => void): void; limit(n: number): Query }\ndeclare function find(): Query;\n';

const transactionRules: readonly HouseRule[] = [
  {
    says: 'transactions open at the edge: in routes, jobs and their steps, commands, middleware, the wiring, readiness and the submission queue',
    covers: (path) => isSource(path) && !EDGES.some((edge) => edge.test(path)),
    brokenOn: (source) =>
      linesOf(nodesOf(source.tree, ts.isIdentifier).filter(({ text }) => /^(inTransaction|inSnapshot)$/.test(text))),
    wrong: [
      ['src/orders/submit-order.ts', 'await inTransaction(db, decide);'],
      ['src/orders/submit-order.ts', "import { inSnapshot } from '../db/index.ts';"],
    ],
    right: [
      ['src/orders/order-routes.ts', 'await inTransaction(db, decide);'],
      ['src/cli/commands/verify.ts', 'await inSnapshot(db, verify);'],
    ],
  },
  {
    says: 'nobody but src/db opens a transaction by hand, and nobody opens one inside another',
    covers: (path) => isSource(path) || /^db\//.test(path),
    brokenOn: (source) =>
      linesOf(
        methodCalls(source, /^transaction$/).filter(
          (call) =>
            !source.path.startsWith('src/db/') || !/^(db\.(writer|reader)|knex)\.transaction\(/.test(call.getText()),
        ),
      ),
    wrong: [
      ['src/orders/order-routes.ts', 'await db.writer.transaction(work);'],
      ['src/db/transaction.ts', 'await tx.transaction(work);'],
    ],
    right: [['src/db/transaction.ts', 'await db.writer.transaction(work);']],
  },
  {
    says: 'no savepoints',
    covers: (path) => isSource(path) || /^db\//.test(path),
    brokenOn: (source) =>
      linesOf(
        nodesOf(
          source.tree,
          (node): node is ts.LiteralLikeNode => ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node),
        ).filter(({ text }) => /\bsavepoint\b/i.test(text)),
      ),
    wrong: [['src/orders/order-repository.ts', "await tx.raw('SAVEPOINT one');"]],
    right: [['src/orders/order-repository.ts', '// A savepoint would hide an error.']],
  },
  {
    says: 'a database error is never caught inside a transaction: after one, the next statement may commit by itself',
    // The first looks at what the work threw and throws it on; in the second each statement of MariaDB commits in any case.
    covers: (path) => isSource(path) && !['src/db/transaction.ts', 'src/db/run-steps.ts'].includes(path),
    brokenOn: (source) => linesOf(catching(source)),
    wrong: [
      [
        'src/budget/commit-funds.ts',
        'async function commitFunds(tx: Tx) { try { await tx.raw("x"); } catch { return; } }',
      ],
      [
        'src/budget/budget-routes.ts',
        'inTransaction(db, async (tx) => { await commitFunds(tx).catch(() => undefined); });',
      ],
      [
        'src/log/append-leaf.ts',
        'const append = async (governed: GovernedTx) => { try { go(); } catch (error) { log(error); } };',
      ],
    ],
    right: [
      [
        'src/budget/commit-funds.ts',
        'async function commitFunds(tx: Tx) { try { await tx.raw("x"); } finally { done(); } }',
      ],
      [
        'src/budget/budget-routes.ts',
        'try { await inTransaction(db, (tx) => commitFunds(tx)); } catch (error) { next(error); }',
      ],
    ],
  },
  {
    says: 'whatever can be awaited is awaited',
    covers: isCode,
    brokenOn: (source) => linesOf(leftStanding(source)),
    wrong: [
      ['src/budget/budget-repository.ts', `${THENABLE}find();`],
      ['src/budget/budget-repository.ts', `${THENABLE}find().limit(1);`],
    ],
    right: [
      ['src/budget/budget-repository.ts', `${THENABLE}await find();\nvoid find();\nexport const all = () => find();`],
      ['src/budget/budget-repository.ts', `${THENABLE}const query = find();\nquery.limit(1);\nawait query;`],
    ],
  },
];

/** What the code may not do, whatever it is about. */
export const CODE_RULES: readonly HouseRule[] = [
  ...transactionRules,
  {
    says: 'only config.ts reads the environment',
    // The driver of SQLite takes the number of its threads from nowhere else.
    covers: (path) => isSource(path) && !['src/gate/config.ts', 'src/db/sqlite/libsql-driver.ts'].includes(path),
    brokenOn: (source) => linesOf(accesses(source, /^process\.(env|loadEnvFile)$/)),
    wrong: [
      ['src/cli/commands/serve.ts', 'const port = process.env.PORT;'],
      ['src/gate/app.ts', 'process.loadEnvFile();'],
    ],
    right: [['src/gate/config.ts', 'const port = process.env.PORT;']],
  },
  {
    says: 'only kernel/time.ts knows what time it is, and in the console ui/time.ts',
    covers: (path) =>
      (isSource(path) || /^db\/(?!seeds\/)/.test(path)) && !/^src\/(kernel|web\/ui)\/time\.ts$/.test(path),
    brokenOn: (source) => [
      ...linesOf(nodesOf(source.tree, ts.isNewExpression).filter(({ expression }) => expression.getText() === 'Date')),
      ...linesOf(accesses(source, /^Date\.now$/)),
    ],
    wrong: [
      ['src/orders/submit-order.ts', 'const now = new Date();'],
      ['src/orders/submit-order.ts', 'const now = Date.now();'],
    ],
    right: [
      ['src/kernel/time.ts', 'const now = new Date();'],
      ['src/http/request-log.ts', 'const start = performance.now();'],
    ],
  },
  {
    says: 'a time limit is a timer that is held and cleared: a signal that nothing holds is collected, and never fires',
    covers: isSource,
    brokenOn: (source) => linesOf(accesses(source, /^AbortSignal\.(any|timeout)$/)),
    wrong: [
      ['src/connectors/receivers/outbound.ts', 'const signal = AbortSignal.timeout(10_000);'],
      ['src/connectors/receivers/outbound.ts', 'const signal = AbortSignal.any([ending, closing]);'],
    ],
    right: [['src/connectors/receivers/outbound.ts', 'const timer = setTimeout(() => ending.abort(), 10_000);']],
  },
  {
    says: 'exports have names',
    covers: isCode,
    brokenOn: (source) => [
      ...linesOf(nodesOf(source.tree, ts.isExportAssignment)),
      ...linesOf(
        nodesOf(
          source.tree,
          (node): node is ts.Modifier => node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent),
        ),
      ),
    ],
    wrong: [
      ['src/budget/line.ts', 'export default 1;'],
      ['src/budget/line.ts', 'export default function line() {}'],
    ],
    right: [['src/budget/line.ts', 'export function line(x) { switch (x) { default: return 1; } }']],
  },
  {
    says: 'no test is skipped, and none runs alone',
    covers: (path) => /^test\/.*\.ts$/.test(path),
    brokenOn: (source) =>
      linesOf([
        ...methodCalls(source, /^(only|skip)$/).filter((call) => /^(it|describe|context|this)\b/.test(call.getText())),
        ...nodesOf(source.tree, ts.isCallExpression).filter(({ expression }) =>
          /^(xit|xdescribe|xcontext)$/.test(expression.getText()),
        ),
      ]),
    wrong: [
      ['test/budget/line.test.ts', "it.only('runs', () => {});"],
      ['test/budget/line.test.ts', "describe.skip('a line', () => {});"],
      ['test/budget/line.test.ts', "it('runs', function () { this.skip(); });"],
      ['test/budget/line.test.ts', "xit('runs', () => {});"],
    ],
    right: [['test/budget/line.test.ts', "it('skips the closed lines', () => { lines.skip(1); });"]],
  },
  {
    says: 'a test asks whether the machine has the program that it runs, or that reads paper for it',
    covers: (path) => /^test\/(?!browser|cluster|bench|architecture).*\.ts$/.test(path),
    brokenOn: (source) => (/\b(hasPrograms|seesPaper)\(/.test(source.text) ? [] : linesOf(programsRun(source))),
    wrong: [
      ['test/budget/line.test.ts', "execFileSync('openssl', []);"],
      ['test/budget/line.test.ts', "await promisify(execFile)('curl', []);"],
      ['test/budget/line.test.ts', "import { wordsOf } from '../support/paper.ts';\nwordsOf(pdf);"],
    ],
    right: [
      ['test/budget/line.test.ts', "spawn(process.execPath, []); spawn('npx', []); execFileSync('sh', []);"],
      ['test/budget/line.test.ts', "if (hasPrograms(NEED)) execFileSync('openssl', []);"],
      ['test/budget/line.test.ts', "import { wordsOf } from './words.ts';\nwordsOf(risk);"],
    ],
  },
  {
    says: 'types are not switched off',
    covers: isCode,
    brokenOn: (source) => [
      ...linesOf(nodesOf(source.tree, ts.isAsExpression).filter(({ type }) => type.kind === ts.SyntaxKind.AnyKeyword)),
      ...(source.path.startsWith('test/architecture/')
        ? []
        : linesMatching(source, /@ts-(ignore|nocheck|expect-error)/)),
    ],
    wrong: [
      ['src/budget/line.ts', 'const line = body as any;'],
      ['src/budget/line.ts', '// @ts-ignore\nwrong();'],
      ['test/budget/line.test.ts', '// @ts-expect-error\nwrong();'],
    ],
    right: [['src/budget/line.ts', 'const line = body as Line;']],
  },
];
