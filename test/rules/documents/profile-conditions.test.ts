import assert from 'node:assert/strict';
import { clauseDocument, manyLeaf } from '../given.ts';
import { type ExpectedOffence, ofClause, ofLeaf, ofRule, refuses } from './profile-cases.ts';

const WHEN = '/clauses/0/when';
const { name: _name, ...unnamed } = manyLeaf;
const marksLeaf = { fact: 'order.marks', operator: 'contains' };
const pathOnTheRight = [`${WHEN}/value/path`, 'condition.path'] as const;
const ownOperator = [`${WHEN}/operator`, 'leaf.operator_unknown'] as const;
const wrongOperatorType = [`${WHEN}/operator`, 'leaf.operator_wrong_type'] as const;
const foreignMember = [`${WHEN}/value/1`, 'leaf.literal_not_in_enum'] as const;
const typesDiffer = [`${WHEN}/value/fact`, 'leaf.types_differ'] as const;
const itself = [`${WHEN}/value/fact`, 'leaf.compared_with_itself'] as const;
const unknownRight = [`${WHEN}/value/fact`, 'leaf.fact_unknown'] as const;
const hiddenRight = [`${WHEN}/value/fact`, 'leaf.fact_out_of_scope'] as const;

describe('the profile of conditions', () => {
  refuses([
    ['a path', () => ofLeaf({ path: '$.a' }), `${WHEN}/path`, 'condition.path'],
    ['params', () => ofLeaf({ params: {} }), `${WHEN}/params`, 'condition.params'],
    ['a priority', () => ofLeaf({ priority: 2 }), `${WHEN}/priority`, 'condition.priority'],
    ['a named condition', () => ofClause({ when: { condition: 'rich' } }), `${WHEN}/condition`, 'condition.named'],
    ['a priority of a list', () => whenAll({ priority: 2 }), `${WHEN}/priority`, 'condition.priority'],
    ['a path on the right', () => ofLeaf({ value: { fact: 'line.stock', path: '$' } }), ...pathOnTheRight],
    ['an unknown key', () => ofLeaf({ unit: 'pieces' }), `${WHEN}/unit`, 'document.unknown_key'],
    ['an empty all', () => ofClause({ when: { all: [] } }), `${WHEN}/all`, 'condition.empty_list'],
    ['an empty any', () => ofClause({ when: { any: [] } }), `${WHEN}/any`, 'condition.empty_list'],
    ['all beside any', () => ofClause({ when: { all: [manyLeaf], any: [manyLeaf] } }), WHEN, 'condition.shape'],
    ['a leaf beside all', () => ofClause({ when: { ...manyLeaf, all: [manyLeaf] } }), WHEN, 'condition.shape'],
    ['nothing to judge', () => ofClause({ when: {} }), WHEN, 'condition.shape'],
    ['a condition that is a list', () => ofClause({ when: [manyLeaf] }), WHEN, 'document.not_object'],
    ['a list that is none', () => ofClause({ when: { all: manyLeaf } }), `${WHEN}/all`, 'document.not_list'],
    ['a leaf without a name', () => ofClause({ when: unnamed }), WHEN, 'document.missing_key'],
    ['a leaf name with spaces', () => ofLeaf({ name: 'too many' }), `${WHEN}/name`, 'leaf.name_malformed'],
  ]);

  it('allows eight levels and refuses the ninth', () => {
    assert.deepEqual(ofClause({ when: nested(8) }), []);
    assert.deepEqual(ofClause({ when: nested(9) }), [[`${WHEN}${'/not'.repeat(8)}`, 'condition.too_deep']]);
  });

  it('stops at a document that contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle.not = circle;

    assert.deepEqual(
      ofClause({ when: circle }).map(([, code]) => code),
      ['condition.too_deep'],
    );
  });

  it('refuses two leaves of one name, also in different clauses', () => {
    const clauses = [clauseDocument(), clauseDocument({ id: 'again' })];

    assert.deepEqual(ofRule({ clauses }), [['/clauses/1/when/name', 'leaf.duplicate_name']]);
  });

  it('refuses more leaves than a person can read', () => {
    const all = Array.from({ length: 101 }, (_, index) => ({ ...manyLeaf, name: `leaf-${index}` }));

    assert.deepEqual(ofClause({ when: { all } }), [[`${WHEN}/all/100/name`, 'condition.too_many_leaves']]);
  });
});

describe('the profile of leaves', () => {
  refuses([
    ['an unknown fact', () => ofLeaf({ fact: 'line.colour' }), `${WHEN}/fact`, 'leaf.fact_unknown'],
    ['a fact of another scope', () => ofLeaf({ fact: 'item.seats' }), `${WHEN}/fact`, 'leaf.fact_out_of_scope'],
    ['an unknown operator', () => ofLeaf({ operator: 'matches' }), `${WHEN}/operator`, 'leaf.operator_unknown'],
    ["the engine's own greaterThan", () => ofLeaf({ operator: 'greaterThan' }), ...ownOperator],
    ['a plain equal on a number', () => ofLeaf({ operator: 'equal' }), `${WHEN}/operator`, 'leaf.operator_wrong_type'],
    ['a number operator on fen', () => ofLeaf({ fact: 'order.totalFen' }), ...wrongOperatorType],
    ['a text for a number', () => ofLeaf({ value: '10' }), `${WHEN}/value`, 'leaf.literal_wrong_type'],
    ['a fraction', () => ofLeaf({ value: 0.5 }), `${WHEN}/value`, 'leaf.literal_wrong_type'],
    ['null', () => ofLeaf({ value: null }), `${WHEN}/value`, 'leaf.literal_wrong_type'],
    ['a day that does not exist', () => ofLeaf(dayLeaf('2026-02-30')), `${WHEN}/value`, 'leaf.literal_wrong_type'],
    ['a value outside the enum', () => ofLeaf(stateLeaf('equal', 'gone')), `${WHEN}/value`, 'leaf.literal_not_in_enum'],
    ['a list for equal', () => ofLeaf(stateLeaf('equal', ['none'])), `${WHEN}/value`, 'leaf.literal_wrong_type'],
    ['one value for in', () => ofLeaf(stateLeaf('in', 'none')), `${WHEN}/value`, 'leaf.list_wanted'],
    ['an empty list', () => ofLeaf(stateLeaf('in', [])), `${WHEN}/value`, 'document.empty_list'],
    ['a member twice', () => ofLeaf(stateLeaf('in', ['none', 'none'])), `${WHEN}/value/1`, 'document.duplicate'],
    ['a member outside the enum', () => ofLeaf(stateLeaf('notIn', ['none', 'gone'])), ...foreignMember],
    ['in against a fact', () => ofLeaf(stateLeaf('in', { fact: 'line.state' })), `${WHEN}/value`, 'leaf.fact_in_list'],
    ['contains against a number', () => ofLeaf({ ...marksLeaf, value: 1 }), `${WHEN}/value`, 'leaf.literal_wrong_type'],
    ['a fact of another type', () => ofLeaf({ value: { fact: 'order.totalFen' } }), ...typesDiffer],
    ['a fact against itself', () => ofLeaf({ value: { fact: 'line.quantity' } }), ...itself],
    ['an unknown fact on the right', () => ofLeaf({ value: { fact: 'line.x' } }), ...unknownRight],
    ['a hidden fact on the right', () => ofLeaf({ value: { fact: 'item.seats' } }), ...hiddenRight],
  ]);

  it('lets a line see the facts of its order and of policy', () => {
    assert.deepEqual(ofLeaf({ value: { fact: 'policy.plan.bufferPercent' } }), []);
  });

  it('refuses a fact of lines for a rule over lines and plan items, where items could not see it', () => {
    assert.deepEqual(ofRule({ scope: ['line', 'plan-item'] })[0], [`${WHEN}/fact`, 'leaf.fact_out_of_scope']);
  });
});

function whenAll(overrides: Record<string, unknown>): readonly ExpectedOffence[] {
  return ofClause({ when: { all: [manyLeaf], ...overrides } });
}

function nested(depth: number): unknown {
  return depth === 1 ? manyLeaf : { not: nested(depth - 1) };
}

function dayLeaf(value: unknown): Record<string, unknown> {
  return { fact: 'order.deliveryOn', operator: 'date.before', value };
}

function stateLeaf(operator: string, value: unknown): Record<string, unknown> {
  return { fact: 'line.state', operator, value };
}
