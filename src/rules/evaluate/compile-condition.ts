import type { FactCatalogue, FactDefinition, FactValue } from '../documents/fact-catalogue.ts';
import { type Condition, comparedFact, isLeaf, type Leaf } from '../documents/rule-document.ts';

/** The values of the facts that a rule names, one for each slot; loaded and checked for type before any leaf is looked at. */
export type Values = readonly FactValue[];

/** Where the values of a rule's facts stand. */
export type SlotOf = (fact: string) => number;

export type Holds = (values: Values) => boolean;

/** Compiles a condition of the profile to a closure. All types were checked by the profile, all values by the prelude. */
export function compileCondition(condition: Condition, slotOf: SlotOf, catalogue: FactCatalogue): Holds {
  if (isLeaf(condition)) return compileLeaf(condition, slotOf, catalogue);
  if ('not' in condition) {
    const inner = compileCondition(condition.not, slotOf, catalogue);
    return (values) => !inner(values);
  }
  if ('all' in condition) return everyOf(condition.all.map((child) => compileCondition(child, slotOf, catalogue)));
  return someOf(condition.any.map((child) => compileCondition(child, slotOf, catalogue)));
}

function everyOf(parts: readonly Holds[]): Holds {
  const [first, second] = parts;
  if (first !== undefined && parts.length === 1) return first;
  if (first !== undefined && second !== undefined && parts.length === 2)
    return (values) => first(values) && second(values);
  return (values) => {
    for (const part of parts) if (!part(values)) return false;
    return true;
  };
}

function someOf(parts: readonly Holds[]): Holds {
  const [first, second] = parts;
  if (first !== undefined && parts.length === 1) return first;
  if (first !== undefined && second !== undefined && parts.length === 2)
    return (values) => first(values) || second(values);
  return (values) => {
    for (const part of parts) if (part(values)) return true;
    return false;
  };
}

function compileLeaf(leaf: Leaf, slotOf: SlotOf, catalogue: FactCatalogue): Holds {
  const fact = catalogue.find(leaf.fact);
  if (!fact) throw new TypeError(`the fact catalogue has no "${leaf.fact}"`);
  const slot = slotOf(leaf.fact);
  const compared = comparedFact(leaf);
  if (compared !== undefined) return againstFact(fact, leaf.operator, slot, slotOf(compared));
  return againstLiteral(fact, leaf, slot);
}

function againstFact(fact: FactDefinition, operator: string, left: number, right: number): Holds {
  const comparison = comparisonOf(operator);
  if (comparison === 'contains' || comparison === 'doesNotContain' || fact.type === 'string[]') throw unfit(operator);
  switch (comparison) {
    case 'equal':
      return (values) => values[left] === values[right];
    case 'notEqual':
      return (values) => values[left] !== values[right];
    case 'greater':
      return (values) => isAfter(values[left], values[right]);
    case 'atLeast':
      return (values) => !isAfter(values[right], values[left]);
    case 'less':
      return (values) => isAfter(values[right], values[left]);
    case 'atMost':
      return (values) => !isAfter(values[left], values[right]);
    default:
      throw unfit(operator);
  }
}

function againstLiteral(fact: FactDefinition, leaf: Leaf, slot: number): Holds {
  const comparison = comparisonOf(leaf.operator);
  const { value } = leaf;
  if (Array.isArray(value)) return againstList(comparison, value, slot, leaf.operator);
  if (fact.type === 'string[]' && typeof value === 'string') return insideList(comparison, value, slot, leaf.operator);
  if (typeof value === 'object') throw unfit(leaf.operator);
  switch (comparison) {
    case 'equal':
      return (values) => values[slot] === value;
    case 'notEqual':
      return (values) => values[slot] !== value;
    case 'greater':
      return (values) => isAfter(values[slot], value);
    case 'atLeast':
      return (values) => !isAfter(value, values[slot]);
    case 'less':
      return (values) => isAfter(value, values[slot]);
    case 'atMost':
      return (values) => !isAfter(values[slot], value);
    default:
      throw unfit(leaf.operator);
  }
}

function againstList(comparison: Comparison, list: readonly string[], slot: number, operator: string): Holds {
  if (comparison !== 'in' && comparison !== 'notIn') throw unfit(operator);
  const members = new Set<unknown>(list);
  return comparison === 'in' ? (values) => members.has(values[slot]) : (values) => !members.has(values[slot]);
}

function insideList(comparison: Comparison, member: string, slot: number, operator: string): Holds {
  if (comparison !== 'contains' && comparison !== 'doesNotContain') throw unfit(operator);
  const contains: Holds = (values) => {
    const list = values[slot];
    return Array.isArray(list) && list.includes(member);
  };
  return comparison === 'contains' ? contains : (values) => !contains(values);
}

/** Numbers by size, days as their text: `2026-03-31` sorts like the day it names. */
function isAfter(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a > b;
  if (typeof a === 'string' && typeof b === 'string') return a > b;
  throw new TypeError('two values of different types reached a comparison');
}

type Comparison =
  | 'equal'
  | 'notEqual'
  | 'greater'
  | 'atLeast'
  | 'less'
  | 'atMost'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'doesNotContain';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  equal: 'equal',
  notEqual: 'notEqual',
  in: 'in',
  notIn: 'notIn',
  contains: 'contains',
  doesNotContain: 'doesNotContain',
  'integer.equal': 'equal',
  'integer.notEqual': 'notEqual',
  'integer.greaterThan': 'greater',
  'integer.atLeast': 'atLeast',
  'integer.lessThan': 'less',
  'integer.atMost': 'atMost',
  'fen.equal': 'equal',
  'fen.notEqual': 'notEqual',
  'fen.greaterThan': 'greater',
  'fen.atLeast': 'atLeast',
  'fen.lessThan': 'less',
  'fen.atMost': 'atMost',
  'date.equal': 'equal',
  'date.before': 'less',
  'date.onOrBefore': 'atMost',
  'date.after': 'greater',
  'date.onOrAfter': 'atLeast',
};

function comparisonOf(operator: string): Comparison {
  const comparison = COMPARISONS[operator];
  if (comparison === undefined) throw unfit(operator);
  return comparison;
}

function unfit(operator: string): TypeError {
  return new TypeError(`the operator "${operator}" does not belong here: the profile should have refused the rule`);
}
