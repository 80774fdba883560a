import type { CivilDate } from '../../kernel/index.ts';
import type { FactScope, Facts } from '../documents/fact-catalogue.ts';
import type { Effect, Owner, Stage } from '../documents/rule-document.ts';

/** One thing that rules look at: the order itself (pointer `''`), a line, a plan item, a funding entry. */
export interface Instance {
  readonly scope: FactScope;
  /** Where it stands in the order's body: `/lines/0`. */
  readonly pointer: string;
  /** Where it does not have the shape of an order: beginnings of clause pointers, and what stands there instead. */
  readonly places?: Readonly<Record<string, string>>;
  readonly facts: Facts;
  readonly goods: string | null;
  readonly category: string | null;
}

/** Everything a decision depends on, frozen: the same input gives the same results today and in ten years. */
export interface EvaluationInput {
  readonly stage: Stage;
  readonly submittedOn: CivilDate;
  readonly decidedOn: CivilDate;
  /** The agency's region, six digits. */
  readonly region: string;
  readonly acquisition: string;
  /** The facts of scope order that are not policy. */
  readonly order: Facts;
  readonly instances: readonly Instance[];
  /** The policy facts of the two days; a rule sees those of its own `inForce.by`. */
  readonly policy: { readonly submitDate: Facts; readonly decisionDate: Facts };
}

export type InstanceResult =
  | { readonly pointer: string; readonly result: 'pass' | 'out-of-scope' | 'not-in-force' }
  | { readonly pointer: string; readonly result: 'indeterminate'; readonly missing: readonly string[] }
  | { readonly pointer: string; readonly result: 'clause'; readonly clause: string; readonly effect: Effect };

/** One rule over all instances it concerns, in the order of the input. */
export interface RuleResult {
  readonly rule: string;
  readonly owner: Owner;
  readonly instances: readonly InstanceResult[];
}
