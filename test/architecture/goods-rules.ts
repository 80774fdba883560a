import ts from 'typescript';
import { goodsKinds } from '../../src/goods/index.ts';
import { type HouseRule, linesOf, nodesOf, type Source } from './source.ts';

const NAMES: readonly string[] = [...goodsKinds.keys()];
const EQUALITY = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
];

/** What is compared with a text, in a comparison or as a case. */
function comparedTexts({ tree }: Source): readonly { readonly text: string; readonly asked: ts.Expression }[] {
  const comparisons = nodesOf(tree, ts.isBinaryExpression)
    .filter(({ operatorToken }) => EQUALITY.includes(operatorToken.kind))
    .flatMap(({ left, right }) => [
      ...(ts.isStringLiteral(right) ? [{ text: right.text, asked: left }] : []),
      ...(ts.isStringLiteral(left) ? [{ text: left.text, asked: right }] : []),
    ]);
  const cases = nodesOf(tree, ts.isCaseClause).flatMap(({ expression, parent }) =>
    ts.isStringLiteral(expression) ? [{ text: expression.text, asked: parent.parent.expression }] : [],
  );
  return [...comparisons, ...cases];
}

/** Named or typed as goods; `category` is a name of goods where it is compared with one that no software has. */
function isAboutGoods(source: Source, { text, asked }: ReturnType<typeof comparedTexts>[number]): boolean {
  const named = asked.getText(source.tree);
  if (/goods/i.test(named)) return true;
  if (/categor/i.test(named) && NAMES.includes(text) && text !== 'other') return true;
  const type = source.checker?.getTypeAtLocation(asked);
  const members = (type?.isUnion() ? type.types : []).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
  return NAMES.every((name) => members.includes(name));
}

export const GOODS_RULES: readonly HouseRule[] = [
  {
    says: 'nothing asks a line for the name of its goods: what differs between goods, their kind says',
    covers: (path) =>
      /^src\/.*\.tsx?$/.test(path) && !/^src\/(goods|web)\//.test(path) && !path.includes('.generated.'),
    brokenOn: (source) =>
      linesOf(comparedTexts(source).flatMap((one) => (isAboutGoods(source, one) ? [one.asked] : []))),
    wrong: [
      ['src/facts/line/line-facts.ts', "const isMachine = line.goods === 'computer';"],
      ['src/facts/line/line-facts.ts', "lines.filter(({ goods }) => goods !== 'printer');"],
      ['src/facts/line/line-facts.ts', "const isMachine = 'computer' == line.goods;"],
      ['src/facts/line/line-facts.ts', "if (decoded.category !== 'software') stop();"],
      ['src/orders/order-body.ts', "switch (line.goods) { case 'software': go(); }"],
      ['src/orders/order-body.ts', "function go(what: 'computer' | 'software' | 'other') { return what === 'other'; }"],
    ],
    right: [
      ['src/facts/line/line-facts.ts', 'const isMachine = kindOf(line).isSerialised;'],
      ['src/facts/completeness.ts', "const isRuled = item.category !== 'other';"],
      ['src/db/database-errors.ts', "if (kindOfDatabaseError(error) === 'other') stop();"],
      ['src/goods/goods-kinds.ts', "const isMachine = line.goods === 'computer';"],
    ],
  },
];
