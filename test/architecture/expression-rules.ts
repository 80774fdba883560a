import { isDisjointWith, JS, NFA } from 'refa';
import { analyse } from 'scslre';
import ts from 'typescript';
import { type HouseRule, linesMatching, linesOf, nodesOf, type Source } from './source.ts';

/** One expression of a source, where its text is known. */
interface Expression {
  readonly node: ts.Node;
  /** Undefined: it is made of what nobody knows before it runs. */
  readonly literal: Literal | undefined;
}

interface Literal {
  readonly source: string;
  readonly flags: string;
}

function expressionsOf({ tree }: Source): readonly Expression[] {
  const literals = nodesOf(tree, ts.isRegularExpressionLiteral).map((node): Expression => {
    const end = node.text.lastIndexOf('/');
    return { node, literal: { source: node.text.slice(1, end), flags: node.text.slice(end + 1) } };
  });
  const constructed = nodesOf(tree, ts.isNewExpression).filter(({ expression }) => expression.getText() === 'RegExp');
  return [...literals, ...constructed.map((node): Expression => ({ node, literal: literalOf(node) }))];
}

/** What a constructor is given, with the constants of the file that stand in it. */
function literalOf(construction: ts.NewExpression): Literal | undefined {
  const [source, flags] = construction.arguments ?? [];
  const text = source && textOf(source);
  return text === undefined ? undefined : { source: text, flags: flags && ts.isStringLiteral(flags) ? flags.text : '' };
}

function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const constant = constantOf(expression);
    return constant === undefined ? undefined : constant + literal.text;
  });
  return parts.includes(undefined) ? undefined : node.head.text + parts.join('');
}

/** By the habit of this house a name in capitals is a constant; anything else may be what a caller sent. */
function constantOf(expression: ts.Expression): string | undefined {
  if (!/^[A-Z][A-Z_]*\b/.test(expression.getText())) return undefined;
  const declared = nodesOf(expression.getSourceFile(), ts.isVariableDeclaration).find(
    ({ name }) => name.getText() === expression.getText(),
  );
  const value = declared?.initializer;
  return value && ts.isStringLiteralLike(value) ? value.text : 'x';
}

/** Whether the time that an expression takes may grow faster than the text that it is tried on. */
function isSuperlinear({ source, flags }: Literal): boolean {
  const literal = { source, flags };
  return analyse(literal).reports.length > 0 || passesItsBeginning(literal);
}

/**
 * `<b [^>]*>` begins anew at each `<b ` that its own repetition runs over. The library finds this only where an expression
 * begins with its repetition.
 */
function passesItsBeginning({ source, flags }: Literal): boolean {
  if (flags.includes('y') || source.startsWith('^')) return false;
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags }).parse({
    assertions: 'ignore',
    backreferences: 'disable',
  });
  return expression.alternatives.some(({ elements }) =>
    elements.some((element, at) => {
      if (at === 0 || at === elements.length - 1) return false;
      if (element.type !== 'Quantifier' || element.max !== Number.POSITIVE_INFINITY) return false;
      const nfa = (parts: typeof elements) =>
        NFA.fromRegex({ type: 'Concatenation', elements: parts }, { maxCharacter });
      return !isDisjointWith(nfa(elements.slice(0, at)), nfa([element]));
    }),
  );
}

/** The pattern that a line of YAML states in quotes; undefined: it is written in another way. */
function patternIn(line: string): string | undefined {
  const [, plain, escaped] = /\bpattern: (?:'([^']*)'|"([^"]*)")/.exec(line) ?? [];
  return plain ?? escaped?.replaceAll('\\\\', '\\');
}

const isChecked = (path: string): boolean => /^src\/.*\.tsx?$/.test(path) && !path.includes('.generated.');

export const EXPRESSION_RULES: readonly HouseRule[] = [
  {
    says: 'a regular expression takes time as its text is long, and not as the square of it',
    covers: isChecked,
    brokenOn: (source) =>
      linesOf(
        expressionsOf(source)
          .filter(({ literal }) => literal === undefined || isSuperlinear(literal))
          .map(({ node }) => node),
      ),
    wrong: [
      ['src/a.ts', 'export const word = (name: string) => name.replaceAll(/[(（][^)）]*[)）]/g, "");'],
      ['src/a.ts', 'export const digits = (name: string) => name.replace(/0+$/, "");'],
      ['src/a.ts', 'export const tag = /<(?:\\w+:)?Relationship\\s[^>]*>/g;'],
      ['src/a.ts', 'export const id = /<(?:\\w+:)?sheet\\s[^>]*?\\br:id="([^"]{1,64})"/;'],
      ['src/a.ts', 'export const pair = new RegExp("^(a+)+$");'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source, in which it is a template.
      ['src/a.ts', 'export const named = (name: string) => new RegExp(`^${name}$`);'],
      ['src/a.ts', 'export const sent = (form: string) => new RegExp(form);'],
    ],
    right: [
      ['src/a.ts', 'export const amount = /^(\\d+)(?:\\.(\\d+))?$/;'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source, in which it is a template.
      ['src/a.ts', 'const WORDS = "a|b"; export const word = new RegExp(`^(?:${WORDS})-x$`);'],
      ['src/a.ts', 'export const entity = /&(?:#(\\d{1,7})|([a-z]+));/gi;'],
    ],
  },
  {
    says: 'a pattern of the contract takes time as its text is long, and not as the square of it',
    covers: (path) => /^openapi\/.*\.yaml$/.test(path),
    brokenOn: (source) =>
      linesMatching(source, /\bpattern: /).filter((line) => {
        const pattern = patternIn(source.text.split('\n')[line - 1] ?? '');
        return pattern === undefined || isSuperlinear({ source: pattern, flags: 'u' });
      }),
    wrong: [
      ['openapi/a.yaml', "type: string\npattern: '^(a+)+$'\n"],
      ['openapi/a.yaml', 'name: { type: string, pattern: "0+$" }\n'],
      ['openapi/a.yaml', 'pattern: ^[0-9]+$\n'],
    ],
    right: [['openapi/a.yaml', "type: string\npattern: '^[0-9]{6}$'\n"]],
  },
];
