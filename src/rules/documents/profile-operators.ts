import type { FactType } from './fact-catalogue.ts';

/** What stands on the right of an operator: a value of the fact's type, a list of such values, or a member of the fact's list. */
export type Operand = 'value' | 'list' | 'member';

export interface OperatorDefinition {
  readonly types: readonly FactType[];
  readonly operand: Operand;
}

const PLAIN: OperatorDefinition = { types: ['boolean', 'string', 'enum'], operand: 'value' };
const AMONG: OperatorDefinition = { types: ['string', 'enum'], operand: 'list' };
const INSIDE: OperatorDefinition = { types: ['string[]'], operand: 'member' };
const INTEGER: OperatorDefinition = { types: ['integer'], operand: 'value' };
const FEN: OperatorDefinition = { types: ['fen'], operand: 'value' };
const DATE: OperatorDefinition = { types: ['date'], operand: 'value' };

/** Every operator of the profile. What they mean at their boundaries is frozen in `test/rules/meaning`. */
export const OPERATORS: ReadonlyMap<string, OperatorDefinition> = new Map([
  ['equal', PLAIN],
  ['notEqual', PLAIN],
  ['in', AMONG],
  ['notIn', AMONG],
  ['contains', INSIDE],
  ['doesNotContain', INSIDE],
  ['integer.equal', INTEGER],
  ['integer.notEqual', INTEGER],
  ['integer.greaterThan', INTEGER],
  ['integer.atLeast', INTEGER],
  ['integer.lessThan', INTEGER],
  ['integer.atMost', INTEGER],
  ['fen.equal', FEN],
  ['fen.notEqual', FEN],
  ['fen.greaterThan', FEN],
  ['fen.atLeast', FEN],
  ['fen.lessThan', FEN],
  ['fen.atMost', FEN],
  ['date.equal', DATE],
  ['date.before', DATE],
  ['date.onOrBefore', DATE],
  ['date.after', DATE],
  ['date.onOrAfter', DATE],
]);
