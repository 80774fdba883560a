import { civilDate } from '../../src/kernel/index.ts';
import { validateRule } from '../../src/rules/documents/profile.ts';
import {
  type EvaluationInput,
  type FactCatalogue,
  type Instance,
  parseFactCatalogue,
  type RuleDocument,
} from '../../src/rules/index.ts';

/** Small documents for tests of the mechanism; the rules that ship are tested by their own tests. */

export function factDocument(overrides: Record<string, unknown>): Record<string, unknown> {
  return {
    name: 'line.quantity',
    type: 'integer',
    scope: 'line',
    source: 'body',
    standing: 'declared',
    mayBeMissing: false,
    mayBeNothing: false,
    suppliedBy: null,
    title: { 'zh-CN': '数量', en: 'quantity' },
    ...overrides,
  };
}

const FACTS = [
  factDocument({ name: 'order.isUrgent', type: 'boolean', scope: 'order' }),
  factDocument({ name: 'order.totalFen', type: 'fen', scope: 'order', mayBeNothing: true }),
  factDocument({ name: 'order.limitFen', type: 'fen', scope: 'order', mayBeMissing: true, suppliedBy: 'finance' }),
  factDocument({ name: 'order.deliveryOn', type: 'date', scope: 'order' }),
  factDocument({ name: 'order.neededOn', type: 'date', scope: 'order' }),
  factDocument({ name: 'order.marks', type: 'string[]', scope: 'order' }),
  factDocument({ name: 'line.quantity' }),
  factDocument({ name: 'line.stock', mayBeMissing: true, mayBeNothing: true, suppliedBy: 'audit' }),
  factDocument({ name: 'line.category', type: 'enum', values: ['desktop', 'server'] }),
  factDocument({ name: 'line.state', type: 'enum', values: ['none', 'dos', 'full'] }),
  factDocument({ name: 'line.brand', type: 'string' }),
  factDocument({ name: 'line.model', type: 'string' }),
  factDocument({ name: 'item.seats', scope: 'plan-item' }),
  factDocument({
    name: 'policy.plan.bufferPercent',
    scope: 'order',
    standing: 'policy',
    mayBeMissing: true,
    suppliedBy: 'finance',
  }),
];

export const catalogueDocument = { schema: 'gate-facts/1', facts: FACTS };

export const catalogue: FactCatalogue = parsed(catalogueDocument);

function parsed(document: unknown): FactCatalogue {
  const result = parseFactCatalogue(document);
  if ('offences' in result) throw new TypeError(JSON.stringify(result.offences));
  return result.catalogue;
}

const WORDS = { 'zh-CN': '数量为 {{line.quantity}}', en: 'the quantity is {{line.quantity}}' };

export const manyLeaf = { name: 'many', fact: 'line.quantity', operator: 'integer.greaterThan', value: 10 };

export function clauseDocument(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'too-many',
    effect: 'reject',
    when: manyLeaf,
    pointer: '/quantity',
    message: WORDS,
    remedy: { 'zh-CN': '请减少数量。', en: 'Order fewer.' },
    ...overrides,
  };
}

/** A line rule that passes the profile: it rejects more than ten. */
export function ruleDocument(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schema: 'gate-rule/1',
    id: 'HW-91',
    revision: 1,
    title: { 'zh-CN': '数量过多', en: 'Too many' },
    owner: 'finance',
    scope: 'line',
    stages: ['submission'],
    appliesTo: { goods: null, categories: null, acquisitions: null, regions: null },
    inForce: { from: null, to: null, by: 'decision-date' },
    legalBasis: [{ document: '财行〔2013〕98号', article: null, verified: true }],
    clauses: [clauseDocument()],
    waivable: null,
    given: { 'line.quantity': 1 },
    tests: [{ says: 'one is not many', facts: {}, expect: 'pass' }],
    ...overrides,
  };
}

/** The same, held against the profile. */
export function rule(overrides: Record<string, unknown> = {}): RuleDocument {
  const checked = validateRule(ruleDocument(overrides), catalogue);
  if ('offences' in checked) throw new TypeError(JSON.stringify(checked.offences));
  return checked.document;
}

/** A rule over the order with one condition. */
export function orderRule(when: unknown, overrides: Record<string, unknown> = {}): RuleDocument {
  const remedy = { 'zh-CN': '请更正。', en: 'Put it right.' };
  return rule({
    scope: 'order',
    clauses: [clauseDocument({ id: 'fired', when, pointer: '', message: remedy, remedy })],
    given: {},
    tests: [{ says: 'nothing is known', facts: {}, expect: 'indeterminate' }],
    ...overrides,
  });
}

export function line(facts: Instance['facts'], overrides: Partial<Instance> = {}): Instance {
  return { scope: 'line', pointer: '/lines/0', facts, goods: 'computer', category: 'desktop', ...overrides };
}

export function input(overrides: Partial<EvaluationInput> = {}): EvaluationInput {
  return {
    stage: 'submission',
    submittedOn: civilDate('2026-03-01'),
    decidedOn: civilDate('2026-03-15'),
    region: '421022',
    acquisition: 'purchase',
    order: {},
    instances: [{ scope: 'order', pointer: '', facts: {}, goods: null, category: null }],
    policy: { submitDate: {}, decisionDate: {} },
    ...overrides,
  };
}
