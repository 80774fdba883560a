import type { CivilDate, Text } from '../../kernel/index.ts';
import type { FactScope, FactValue } from './fact-catalogue.ts';

export const STAGES = ['submission', 'contract', 'acceptance', 'payment'] as const;
export type Stage = (typeof STAGES)[number];

/** Worst first: the order in which clauses must stand and findings weigh. */
export const EFFECTS = ['reject', 'refer', 'warn'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Who reviews a referral of the rule. */
export const OWNERS = ['finance', 'legalization-office'] as const;
export type Owner = (typeof OWNERS)[number];

export const ACQUISITIONS = ['purchase', 'lease', 'donation', 'transfer-in'] as const;

/** Which day decides whether the rule is in force, and whose policy parameters it sees. */
export const RULE_DAYS = ['submit-date', 'decision-date'] as const;
export type RuleDay = (typeof RULE_DAYS)[number];

export type Literal = boolean | string | number | readonly string[];

/** One comparison. Its name is unique in the rule: traces and leaf coverage speak of it. */
export interface Leaf {
  readonly name: string;
  readonly fact: string;
  readonly operator: string;
  readonly value: Literal | { readonly fact: string };
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Leaf;

export interface Clause {
  readonly id: string;
  readonly effect: Effect;
  readonly stages?: readonly Stage[];
  readonly when: Condition;
  /** Relative to the instance; empty for the instance itself. */
  readonly pointer: string;
  readonly message: Text;
  readonly remedy: Text;
}

/** `null` means no restriction; a list admits its members only. */
export interface AppliesTo {
  readonly goods: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly acquisitions: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** `to` is the last day in force. */
export interface InForce {
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  readonly by: RuleDay;
}

export interface LegalBasis {
  readonly document: string | null;
  readonly article?: string | null;
  readonly quote?: string | null;
  readonly verified: boolean;
  readonly reading?: Text;
}

export interface Waivable {
  readonly by: Owner;
  readonly daysMax: number;
  readonly reasons: readonly string[];
}

export type TestFacts = Readonly<Record<string, FactValue>>;

/** A rule's own test: the base facts of `given`, overlaid with `facts`, less `missing`. */
export interface RuleTest {
  readonly says: string;
  readonly facts: TestFacts;
  readonly missing?: readonly string[];
  readonly expect: string;
  readonly stage?: Stage;
  readonly on?: CivilDate;
  readonly instance?: TestInstance;
}

export interface TestInstance {
  readonly scope?: FactScope;
  readonly goods?: string | null;
  readonly category?: string | null;
  readonly acquisition?: string;
  readonly region?: string;
}

/** What a test may expect beside the id of a clause. */
export const PLAIN_EXPECTATIONS = ['pass', 'indeterminate', 'out-of-scope', 'not-in-force'] as const;

export interface RuleDocument {
  readonly schema: 'gate-rule/1';
  readonly id: string;
  readonly revision: number;
  readonly title: Text;
  readonly owner: Owner;
  readonly scope: FactScope | readonly FactScope[];
  readonly stages: readonly Stage[];
  readonly appliesTo: AppliesTo;
  readonly inForce: InForce;
  readonly legalBasis: readonly LegalBasis[];
  readonly clauses: readonly Clause[];
  readonly waivable: Waivable | null;
  readonly given: TestFacts;
  readonly tests: readonly RuleTest[];
}

export function scopesOf(rule: Pick<RuleDocument, 'scope'>): readonly FactScope[] {
  return typeof rule.scope === 'string' ? [rule.scope] : rule.scope;
}

/** The stages at which a clause is looked at: its own where it narrows, else the rule's. */
export function stagesOfClause(rule: Pick<RuleDocument, 'stages'>, clause: Clause): readonly Stage[] {
  return clause.stages ?? rule.stages;
}

export function isLeaf(condition: Condition): condition is Leaf {
  return 'fact' in condition;
}

/** Every leaf of a condition, in the order of the document. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  if (isLeaf(condition)) return [condition];
  if ('not' in condition) return leavesOf(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(leavesOf);
}

/** The fact on the right-hand side, when the leaf compares two facts. */
export function comparedFact(leaf: Leaf): string | undefined {
  return typeof leaf.value === 'object' && 'fact' in leaf.value ? leaf.value.fact : undefined;
}

/** Every fact that a condition names, once each, in the order of the document. */
export function factsNamedIn(condition: Condition): readonly string[] {
  const names = leavesOf(condition).flatMap((leaf) => {
    const compared = comparedFact(leaf);
    return compared === undefined ? [leaf.fact] : [leaf.fact, compared];
  });
  return [...new Set(names)];
}
