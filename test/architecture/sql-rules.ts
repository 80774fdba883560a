import ts from 'typescript';
import { type HouseRule, lineOf, nodesOf, type Source } from './source.ts';

const RAW = /^(raw|fromRaw|groupByRaw|havingRaw|joinRaw|orderByRaw|whereRaw|orWhereRaw|andWhereRaw)$/;

/** Types whose texts are written in this code and nowhere else: tables, columns and conditions of the ledger. */
const TYPES_OF_FIXED_TEXT = new Set(['AccountTable']);

/**
 * Whether an expression can only be text that stands in this code, so that no value ever becomes SQL. Allowed are
 * literals, texts built of such texts, constants in capitals, `.sql` of what src/db builds, and lists of marks.
 */
function isFixed(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isParenthesizedExpression(node)) return isFixed(node.expression, checker);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isNumericLiteral(node)) return true;
  if (ts.isTemplateExpression(node)) return node.templateSpans.every((span) => isFixed(span.expression, checker));
  if (ts.isConditionalExpression(node)) return isFixed(node.whenTrue, checker) && isFixed(node.whenFalse, checker);
  if (ts.isBinaryExpression(node)) return isFixed(node.left, checker) && isFixed(node.right, checker);
  if (isOfFixedType(node, checker)) return true;
  if (ts.isIdentifier(node)) return /^[A-Z][A-Z0-9_]*$/.test(node.text) || isFixedConstant(node, checker);
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'sql' || isFixed(node.expression, checker);
  if (ts.isElementAccessExpression(node)) return isFixed(node.expression, checker);
  if (ts.isCallExpression(node)) return isFixedCall(node, checker);
  return false;
}

/** A union of literals ('asc' | 'desc') has no room for anything else. */
function isOfFixedType(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(node);
  const parts = type.isUnion() ? type.types : [type];
  return parts.every((part) => part.isStringLiteral() || TYPES_OF_FIXED_TEXT.has(part.symbol?.name ?? ''));
}

/** A `const` of fixed text, also one taken out of a constant: `const { name, key } = ACCOUNTS[kind]`. */
function isFixedConstant(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const variable = declaration && ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (!variable || !ts.isVariableDeclaration(variable) || !variable.initializer) return false;
  const isConst = (ts.getCombinedNodeFlags(variable) & ts.NodeFlags.Const) !== 0;
  return isConst && isFixed(variable.initializer, checker);
}

/** `list.map(() => '?').join(',')`, `.join` of fixed texts, and `Object.keys` of something fixed. */
function isFixedCall({ expression, arguments: [first] }: ts.CallExpression, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(expression)) return answersFixedText(expression, checker);
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const { expression: of, name } = expression;
  if (name.text === 'keys' && of.getText() === 'Object') return first !== undefined && isFixed(first, checker);
  if (name.text === 'join') return isFixed(of, checker) && (first === undefined || isFixed(first, checker));
  if (name.text === 'fill') return first !== undefined && isFixed(first, checker);
  if (name.text !== 'map' || first === undefined || !ts.isArrowFunction(first)) return false;
  return !ts.isBlock(first.body) && isFixed(first.body, checker);
}

/** A function of ours whose one statement returns fixed text: `marksFor(values)`. */
function answersFixedText(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  const isImported = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const declaration = (isImported ? checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  const [only, ...more] =
    declaration && ts.isFunctionDeclaration(declaration) ? (declaration.body?.statements ?? []) : [];
  if (!only || more.length > 0 || !ts.isReturnStatement(only) || !only.expression) return false;
  return isFixed(only.expression, checker);
}

function openTexts({ tree, checker }: Source): readonly ts.Node[] {
  if (!checker) return [];
  return nodesOf(tree, ts.isCallExpression).filter(({ expression, arguments: [sql] }) => {
    if (!ts.isPropertyAccessExpression(expression) || !RAW.test(expression.name.text)) return false;
    return sql !== undefined && !isFixed(sql, checker);
  });
}

const TX = 'declare const tx: { raw(sql: string, bindings?: unknown): void };\ndeclare const name: string;\n';
const REPOSITORY = 'src/budget/budget-repository.ts';

export const SQL_RULES: readonly HouseRule[] = [
  {
    says: 'a value never becomes SQL: raw statements are fixed text with bindings (src/db builds the rest)',
    covers: (path) => /^src\/.*\.ts$/.test(path) && !path.startsWith('src/db/'),
    brokenOn: (source) => openTexts(source).map(lineOf),
    wrong: [
      [REPOSITORY, `${TX}tx.raw(\`select * from t where name = '\${name}'\`);`],
      [REPOSITORY, `${TX}tx.raw("select * from t where name = '" + name + "'");`],
      [REPOSITORY, `${TX}const sql = \`select * from \${name}\`;\ntx.raw(sql);`],
      [REPOSITORY, `${TX}let sql = 'select 1';\nsql = name;\ntx.raw(sql);`],
      [
        REPOSITORY,
        `${TX}declare const ids: string[];\ntx.raw(\`select 1 where id in (\${ids.map((id) => id).join(',')})\`);`,
      ],
      [REPOSITORY, `${TX}declare const ids: string[];\ntx.raw(\`select 1 where id in (\${ids.join(',')})\`);`],
      [REPOSITORY, `${TX}tx.raw(name);`],
      [REPOSITORY, `${TX}function own(text: string) { return text; }\ntx.raw(\`select \${own(name)}\`);`],
    ],
    right: [
      [
        REPOSITORY,
        `${TX}function marks(of: string[]) { return of.map(() => '?').join(); }\ntx.raw(\`select \${marks([name])}\`);`,
      ],
      [REPOSITORY, `${TX}tx.raw('select * from t where name = ?', [name]);`],
      [
        REPOSITORY,
        `${TX}const marks = [name].map(() => '?').join(',');\ntx.raw(\`select 1 where id in (\${marks})\`);`,
      ],
      [REPOSITORY, `${TX}declare const amount: { sql: string };\ntx.raw(\`update t set a = \${amount.sql}\`);`],
      [REPOSITORY, `${TX}declare const order: 'asc' | 'desc';\ntx.raw(\`select 1 order by a \${order}\`);`],
      [
        REPOSITORY,
        `${TX}declare const TABLES: any;\nconst { key } = TABLES[name];\ntx.raw(\`select \${key} from t\`);`,
      ],
      [REPOSITORY, `${TX}const guard = name ? ' and a > 0' : '';\ntx.raw(\`select 1 where true\${guard}\`);`],
    ],
  },
];
