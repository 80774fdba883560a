import { type Caps, capFacts } from '../../facts/index.ts';
import { goodsKinds, software } from '../../goods/index.ts';
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
} from '../../rules/index.ts';
import { type CandidateLaw, isCap } from './candidate-law.ts';
import type { SilentDecision } from './silent-decision.ts';

/** A decision as its record alone tells it. */
export interface QuickQuestion {
  readonly silent: SilentDecision;
  readonly ruleSet: RuleSet;
  readonly law: CandidateLaw;
}

/** A rule of the candidate, and the same rule of the recorded set if it is there to the byte. */
export interface RulePair {
  readonly rule: CompiledRule;
  readonly same: CompiledRule | undefined;
}

/**
 * What the recorded set looked at, if it says again of every rule what the record says, and that is nothing. Read off the
 * placed facts, without the order's body. Anything else is for a second look, and is no answer.
 */
export function silentAgain({ silent, ruleSet, law }: QuickQuestion): PlacedInput | undefined {
  const input = placedInput({ silent, ruleSet, law });
  const { results } = silent;
  const { rules } = ruleSet.compiled;
  if (Object.keys(results).length !== rules.length) return undefined;
  for (const rule of rules) {
    const marks = placedMarks(rule, input);
    if (marks !== results[rule.id] || !isSilent(marks)) return undefined;
  }
  return input;
}

/** The rules of a candidate that have something to say; a rule that is the same in both sets on the same facts has none. */
export function speakingRules(
  pairs: readonly RulePair[],
  { recorded, tried }: { readonly recorded: PlacedInput; readonly tried: PlacedInput },
): readonly CompiledRule[] {
  const speaking: CompiledRule[] = [];
  for (const { rule, same } of pairs) {
    if (same && isInForce(same, recorded) === isInForce(rule, tried)) continue;
    if (!isSilent(placedMarks(rule, tried))) speaking.push(rule);
  }
  return speaking;
}

/** The order under other caps: they make two facts of a line, which are put in the place of those recorded. */
export function underCaps(input: PlacedInput, ruleSet: RuleSet, caps: Caps): PlacedInput {
  const instances = input.instances.map((instance) =>
    instance.scope === 'line' ? { ...instance, facts: lineUnderCaps(instance.facts, ruleSet, caps) } : instance,
  );
  return { ...input, instances };
}

/** Whether a rule looks at a cap, or at one of the two facts that caps make: any other one says what it said. */
export function readsCaps({ stages }: CompiledRule): boolean {
  const names = Object.values(stages).flatMap(({ slots }) => slots.map(({ name }) => name));
  return names.some((name) => isCap(name) || CAP_FACTS.includes(name));
}

const CAP_FACTS = ['line.hasCap', 'line.capFen'];

export function lineUnderCaps(line: PlacedFacts, ruleSet: RuleSet, caps: Caps): PlacedFacts {
  const places = placesIn(ruleSet);
  const facts = capFacts(caps, String(line[places['line.category']]));
  const placed = [...line];
  placed[places.hasCap] = orAbsent(facts['line.hasCap']);
  placed[places.cap] = orAbsent(facts['line.capFen']);
  return placed;
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
export function placedInput({ silent, ruleSet, law }: QuickQuestion): PlacedInput {
  const { facts, acquisition, stage, region } = silent;
  const { lines, planItems, funding, order } = facts;
  const instances: PlacedInstance[] = [{ scope: 'order', facts: [], goods: null, category: null }];
  const places = placesIn(ruleSet);
  for (const line of lines) instances.push({ scope: 'line', facts: line, ...goodsOf(line, places) });
  for (const item of planItems) {
    instances.push({
      scope: 'plan-item',
      facts: item,
      goods: software.name,
      category: stated(item[places.itemCategory]),
    });
  }
  for (const entry of funding) instances.push({ scope: 'funding', facts: entry, goods: null, category: null });
  return { stage, ...law.ownDays, region, acquisition, order, instances, policy: law.recordedPolicy };
}

function goodsOf(line: PlacedFacts, places: Places): Pick<PlacedInstance, 'goods' | 'category'> {
  const goods = stated(line[places.goods]);
  const fact = goodsKinds.get(goods ?? '')?.categoryFact;
  return { goods, category: fact ? stated(line[places[fact]]) : null };
}

function stated(value: PlacedFacts[number] | undefined): string | null {
  return typeof value === 'string' && value !== 'not-stated' ? value : null;
}

interface Places {
  readonly goods: number;
  readonly 'line.category': number;
  readonly 'line.softwareCategory': number;
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
    'line.category': place('line', 'line.category'),
    'line.softwareCategory': place('line', 'line.softwareCategory'),
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
export function tradeOf(order: PlacedFacts, ruleSet: RuleSet) {
  const { supplier, total, computedTotal } = placesIn(ruleSet);
  const creditCode = order[supplier];
  const totalFen = [order[total], order[computedTotal]].find((fen) => typeof fen === 'number');
  return {
    supplier: typeof creditCode === 'string' ? creditCode : null,
    totalFen: typeof totalFen === 'number' ? totalFen : null,
  };
}
