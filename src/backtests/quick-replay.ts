import type { ReadRecord } from '../decisions/index.ts';
import { type Caps, capFacts, type Gathered } from '../orders/index.ts';
import {
  type CompiledRule,
  type FactScope,
  factNamesIn,
  isInForce,
  orAbsent,
  type PlacedFacts,
  type PlacedInput,
  type PlacedInstance,
  placedMarks,
  type RuleSet,
} from '../rules/index.ts';
import type { CandidateLaw } from './candidate-law.ts';

/** A decision as its record alone tells it. */
export interface QuickQuestion {
  readonly record: ReadRecord;
  readonly ruleSet: RuleSet;
  readonly law: CandidateLaw;
}

/** A rule of the candidate, and the same rule of the recorded set if it is there to the byte. */
export interface RulePair {
  readonly rule: CompiledRule;
  readonly same: CompiledRule | undefined;
}

/**
 * Whether the recorded set, judged again, says exactly what the record says, and that is nothing: an approval without a
 * finding. Read off the placed facts, without the order's body. Anything else is for a second look, and is no answer.
 */
export function isClean({ record, ruleSet, law }: QuickQuestion): PlacedInput | undefined {
  const { outcome, detail, stage } = record;
  if (outcome !== 'approved' || detail.findings.length > 0 || detail.indeterminate.length > 0) return undefined;
  if (stage !== 'submission' && stage !== 'contract') return undefined;
  const input = placedInput({ record, ruleSet, law });
  const { rules } = ruleSet.compiled;
  if (Object.keys(detail.results).length !== rules.length) return undefined;
  for (const rule of rules) {
    const marks = placedMarks(rule, input);
    if (marks !== detail.results[rule.id] || !isSilent(marks)) return undefined;
  }
  return input;
}

/** Whether a candidate on the same facts has nothing to say either; a rule that is the same in both sets has said it already. */
export function isSilentOn(pairs: readonly RulePair[], input: PlacedInput, law: CandidateLaw): boolean {
  const tried: PlacedInput = { ...input, ...law.days, policy: law.candidatePolicy };
  return pairs.every(({ rule, same }) => {
    if (same && isInForce(same, input) === isInForce(rule, tried)) return true;
    return isSilent(placedMarks(rule, tried));
  });
}

/** The order under other caps: they make two facts of a line, which are put in the place of those recorded. */
export function underCaps(input: PlacedInput, ruleSet: RuleSet, caps: Caps): PlacedInput {
  const places = placesIn(ruleSet);
  return { ...input, instances: input.instances.map((instance) => withCaps(instance, places, caps)) };
}

function withCaps(instance: PlacedInstance, places: Places, caps: Caps): PlacedInstance {
  if (instance.scope !== 'line') return instance;
  const facts = capFacts(caps, String(instance.facts[places.category]));
  const placed = [...instance.facts];
  placed[places.hasCap] = orAbsent(facts['line.hasCap']);
  placed[places.cap] = orAbsent(facts['line.capFen']);
  return { ...instance, facts: placed };
}

/** Passed, out of scope or not in force. */
function isSilent(marks: string): boolean {
  for (let at = 0; at < marks.length; at += 1) {
    const mark = marks[at];
    if (mark !== '.' && mark !== '-' && mark !== '~') return false;
  }
  return true;
}

/** What a record holds, as rules look at it. */
export function placedInput({ record, ruleSet, law }: QuickQuestion): PlacedInput {
  const { facts, acquisition, gathered } = record.detail;
  const { lines, planItems, funding, order } = facts;
  const instances: PlacedInstance[] = [{ scope: 'order', facts: [], goods: null, category: null }];
  const places = placesIn(ruleSet);
  for (const line of lines) instances.push({ scope: 'line', facts: line, ...goodsOf(line, places) });
  for (const item of planItems) {
    instances.push({ scope: 'plan-item', facts: item, goods: 'software', category: stated(item[places.itemCategory]) });
  }
  for (const entry of funding) instances.push({ scope: 'funding', facts: entry.facts, goods: null, category: null });
  return {
    ...{ stage: record.stage, ...law.ownDays, region: (gathered as Gathered).agency.region },
    ...{ acquisition, order, instances, policy: law.recordedPolicy },
  };
}

function goodsOf(line: PlacedFacts, places: Places): Pick<PlacedInstance, 'goods' | 'category'> {
  const goods = line[places.goods];
  if (goods === 'computer') return { goods, category: stated(line[places.category]) };
  return { goods: stated(goods), category: goods === 'software' ? stated(line[places.softwareCategory]) : null };
}

function stated(value: PlacedFacts[number] | undefined): string | null {
  return typeof value === 'string' && value !== 'not-stated' ? value : null;
}

interface Places {
  readonly goods: number;
  readonly category: number;
  readonly softwareCategory: number;
  readonly hasCap: number;
  readonly cap: number;
  readonly itemCategory: number;
  readonly supplier: number;
  readonly total: number;
  readonly computedTotal: number;
}

const knownPlaces = new WeakMap<RuleSet, Places>();

function placesIn(ruleSet: RuleSet): Places {
  const known = knownPlaces.get(ruleSet);
  if (known) return known;
  const place = (scope: FactScope, name: string): number => factNamesIn(ruleSet.catalogue, scope).indexOf(name);
  const places = {
    goods: place('line', 'line.goods'),
    category: place('line', 'line.category'),
    softwareCategory: place('line', 'line.softwareCategory'),
    hasCap: place('line', 'line.hasCap'),
    cap: place('line', 'line.capFen'),
    itemCategory: place('plan-item', 'item.category'),
    supplier: place('order', 'supplier.creditCode'),
    total: place('order', 'order.totalFen'),
    computedTotal: place('order', 'order.computedTotalFen'),
  };
  knownPlaces.set(ruleSet, places);
  return places;
}

/** By what orders are cut, as their facts say it; null where the order says nothing. */
export function tradeOf({ detail }: ReadRecord, ruleSet: RuleSet) {
  const { order } = detail.facts;
  const { supplier, total, computedTotal } = placesIn(ruleSet);
  const creditCode = order[supplier];
  const totalFen = [order[total], order[computedTotal]].find((fen) => typeof fen === 'number');
  return {
    supplier: typeof creditCode === 'string' ? creditCode : null,
    totalFen: typeof totalFen === 'number' ? totalFen : null,
  };
}
