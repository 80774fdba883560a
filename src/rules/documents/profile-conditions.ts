import { type Fields, isFields, readList, readString } from './document-reader.ts';
import { type FactCatalogue, type FactDefinition, type FactScope, isOfType, isVisibleIn } from './fact-catalogue.ts';
import { below, type OffenceCode, type Report } from './offence.ts';
import { OPERATORS, type Operand } from './profile-operators.ts';

export const CONDITION_DEPTH_MAX = 8;
export const LEAVES_MAX = 100;

/** What the checks of one rule share; `leafNames` grows as they go, because names are unique in the whole rule. */
export interface ConditionContext {
  readonly catalogue: FactCatalogue;
  readonly scopes: readonly FactScope[];
  readonly report: Report;
  readonly leafNames: Set<string>;
}

const LEAF_KEYS = ['name', 'fact', 'operator', 'value'];
const CONNECTIVES = ['all', 'any', 'not'];
const LEAF_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Keys that json-rules-engine understands and that we forbid, each with its own reason. */
const FORBIDDEN_KEYS: ReadonlyMap<string, OffenceCode> = new Map([
  ['path', 'condition.path'],
  ['params', 'condition.params'],
  ['priority', 'condition.priority'],
  ['condition', 'condition.named'],
]);

/** Checks a condition and everything below it. It stops at the greatest depth, so that no document can exhaust the stack. */
export function validateCondition(node: unknown, pointer: string, context: ConditionContext, depth = 1): void {
  const { report } = context;
  if (node === undefined) return;
  if (depth > CONDITION_DEPTH_MAX) report(pointer, 'condition.too_deep', String(CONDITION_DEPTH_MAX));
  else if (!isFields(node)) report(pointer, 'document.not_object');
  else validateNode(node, pointer, context, depth);
}

function validateNode(node: Fields, pointer: string, context: ConditionContext, depth: number): void {
  const { report } = context;
  const isForbidden = reportForbiddenKeys(node, pointer, report);
  const [connective, ...others] = CONNECTIVES.filter((key) => Object.hasOwn(node, key));
  const hasLeafKey = ['fact', 'operator', 'value'].some((key) => Object.hasOwn(node, key));
  const isLeaf = connective === undefined && hasLeafKey;
  const isConnective = connective !== undefined && others.length === 0 && !hasLeafKey;
  if (isLeaf) validateLeaf(node, pointer, context);
  else if (isConnective) {
    reportUnknownKeys(node, pointer, [connective], report);
    const childPointer = below(pointer, connective);
    if (connective === 'not') validateCondition(node.not, childPointer, context, depth + 1);
    else validateChildren(node[connective], childPointer, context, depth + 1);
  } else if (!isForbidden) report(pointer, 'condition.shape');
}

function validateChildren(children: unknown, pointer: string, context: ConditionContext, depth: number): void {
  const list = readList(children, pointer, context.report);
  if (list?.length === 0) context.report(pointer, 'condition.empty_list');
  for (const [index, child] of (list ?? []).entries()) validateCondition(child, below(pointer, index), context, depth);
}

function reportForbiddenKeys(node: Fields, pointer: string, report: Report): boolean {
  const found = Object.keys(node).filter((key) => FORBIDDEN_KEYS.has(key));
  for (const key of found) report(below(pointer, key), FORBIDDEN_KEYS.get(key) ?? 'document.unknown_key', key);
  return found.length > 0;
}

function reportUnknownKeys(node: Fields, pointer: string, known: readonly string[], report: Report): void {
  for (const key of Object.keys(node)) {
    if (!known.includes(key) && !FORBIDDEN_KEYS.has(key)) report(below(pointer, key), 'document.unknown_key', key);
  }
}

function validateLeaf(leaf: Fields, pointer: string, context: ConditionContext): void {
  const { report } = context;
  reportUnknownKeys(leaf, pointer, LEAF_KEYS, report);
  for (const key of LEAF_KEYS) if (!Object.hasOwn(leaf, key)) report(pointer, 'document.missing_key', key);
  validateLeafName(leaf.name, below(pointer, 'name'), context);
  const fact = visibleFact(leaf.fact, below(pointer, 'fact'), context);
  const name = readString(leaf.operator, below(pointer, 'operator'), report);
  const operator = name === undefined ? undefined : OPERATORS.get(name);
  if (name !== undefined && !operator) report(below(pointer, 'operator'), 'leaf.operator_unknown', name);
  if (!operator || !fact || leaf.value === undefined) return;
  if (operator.types.includes(fact.type))
    validateOperand(leaf.value, below(pointer, 'value'), fact, operator.operand, context);
  else report(below(pointer, 'operator'), 'leaf.operator_wrong_type', fact.type);
}

function validateOperand(
  value: unknown,
  pointer: string,
  fact: FactDefinition,
  operand: Operand,
  context: ConditionContext,
): void {
  if (isFields(value)) {
    if (operand === 'value') validateComparedFact(value, pointer, fact, context);
    else context.report(pointer, 'leaf.fact_in_list');
  } else if (operand === 'list') validateLiterals(value, pointer, fact, context.report);
  else validateLiteral(value, pointer, operand === 'member' ? TEXT_MEMBER : fact, context.report);
}

const TEXT_MEMBER = { type: 'string' } as const;

function validateLeafName(name: unknown, pointer: string, { leafNames, report }: ConditionContext): void {
  const text = readString(name, pointer, report);
  if (text === undefined) return;
  if (!LEAF_NAME.test(text)) report(pointer, 'leaf.name_malformed');
  if (leafNames.has(text)) report(pointer, 'leaf.duplicate_name', text);
  leafNames.add(text);
  if (leafNames.size === LEAVES_MAX + 1) report(pointer, 'condition.too_many_leaves', String(LEAVES_MAX));
}

/** A fact that the catalogue has and that every scope of the rule can see. */
function visibleFact(name: unknown, pointer: string, context: ConditionContext): FactDefinition | undefined {
  const text = readString(name, pointer, context.report);
  if (text === undefined) return undefined;
  const fact = context.catalogue.find(text);
  if (!fact) {
    context.report(pointer, 'leaf.fact_unknown', text);
    return undefined;
  }
  if (!context.scopes.every((scope) => isVisibleIn(fact, scope))) {
    context.report(pointer, 'leaf.fact_out_of_scope', text);
  }
  return fact;
}

function validateComparedFact(value: Fields, pointer: string, fact: FactDefinition, context: ConditionContext): void {
  const { report } = context;
  reportForbiddenKeys(value, pointer, report);
  reportUnknownKeys(value, pointer, ['fact'], report);
  if (!Object.hasOwn(value, 'fact')) report(pointer, 'document.missing_key', 'fact');
  const other = visibleFact(value.fact, below(pointer, 'fact'), context);
  if (!other) return;
  if (other.type !== fact.type) report(below(pointer, 'fact'), 'leaf.types_differ', `${fact.type}, ${other.type}`);
  if (other.name === fact.name) report(below(pointer, 'fact'), 'leaf.compared_with_itself');
}

function validateLiterals(value: unknown, pointer: string, fact: FactDefinition, report: Report): void {
  if (!Array.isArray(value)) report(pointer, 'leaf.list_wanted');
  const list = Array.isArray(value) ? (readList(value, pointer, report) ?? []) : [];
  if (Array.isArray(value) && list.length === 0) report(pointer, 'document.empty_list');
  for (const [index, member] of list.entries()) {
    validateLiteral(member, below(pointer, index), fact, report);
    if (list.indexOf(member) < index) report(below(pointer, index), 'document.duplicate', String(member));
  }
}

function validateLiteral(
  value: unknown,
  pointer: string,
  fact: Pick<FactDefinition, 'type' | 'values'>,
  report: Report,
): void {
  if (isOfType(value, fact)) return;
  if (fact.type === 'enum' && typeof value === 'string') {
    report(pointer, 'leaf.literal_not_in_enum', (fact.values ?? []).join(', '));
  } else report(pointer, 'leaf.literal_wrong_type', fact.type);
}
