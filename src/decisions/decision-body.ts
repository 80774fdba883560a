import type { components } from '../http/openapi.generated.ts';
import { type Actor, type Fen, fen, formatYuan, MASK, seesTexts } from '../kernel/index.ts';
import { type RuleSet, renderText } from '../rules/index.ts';
import type {
  DecisionDetail,
  ReadRecord,
  RecordedContract,
  RecordedDelivery,
  RecordedUndertaking,
} from './decision-record.ts';
import type { Finding, Indeterminate } from './finding.ts';
import { maskFacts } from './masked-texts.ts';

type Schemas = components['schemas'];

/**
 * A decision as the contract shows it to somebody: the record with the texts, basis and remedies of the rule set it names,
 * and without the texts of a classified order for whoever is not of its agency.
 */
export function toDecisionBody(record: ReadRecord, ruleSet: RuleSet, reader: Actor): Schemas['Decision'] {
  const findings = shownFindings(record, ruleSet, reader);
  return {
    id: record.decision,
    orderId: record.order,
    revision: record.revision,
    stage: record.stage,
    outcome: record.outcome,
    decidedAt: record.decidedAt,
    expiresAt: record.expiresAt,
    ruleSet: { number: record.ruleSet.number, digest: record.ruleSet.digest },
    findings: findings.map((finding) => toFindingBody(finding, ruleSet)),
    indeterminate: record.detail.indeterminate.map((entry) => toIndeterminateBody(entry, ruleSet)),
    rules: { ...record.detail.counts },
    budget: record.detail.budget.map(toBudgetBody),
    register: toRegisterBody(record.detail),
    log: { index: record.logIndex, leafHash: record.leafHash.toString('base64') },
    ...(record.detail.contract && { contract: toContractBody(record, record.detail.contract, reader) }),
    ...(record.detail.delivery && { acceptance: toDeliveryBody(record.detail.delivery) }),
    certificate: null,
  };
}

function toContractBody(
  { isClassified }: ReadRecord,
  { kind, number, signedOn }: RecordedContract,
  reader: Actor,
): Schemas['DecidedContract'] {
  return { kind, number: isClassified && !seesTexts(reader) ? MASK : number, signedOn };
}

function toDeliveryBody({ id, sequence, acceptedOn }: RecordedDelivery): Schemas['DecidedDelivery'] {
  return { id, sequence, acceptedOn };
}

function shownFindings({ isClassified, detail }: ReadRecord, ruleSet: RuleSet, reader: Actor): readonly Finding[] {
  if (!isClassified || seesTexts(reader)) return detail.findings;
  return detail.findings.map((finding) => ({ ...finding, facts: maskFacts(finding.facts, ruleSet.catalogue) }));
}

export function toFindingBody(finding: Finding, ruleSet: RuleSet): Schemas['Finding'] {
  const rule = ruleSet.findRule(finding.rule);
  const clause = ruleSet.findClause(finding.rule, finding.clause);
  if (!rule || !clause) throw new Error(`the rule set has no ${finding.rule}/${finding.clause}, which a record names`);
  return {
    rule: finding.rule,
    clause: finding.clause,
    effect: finding.effect,
    pointer: finding.pointer,
    title: rule.title,
    message: renderText(clause.message, finding.facts, ruleSet.catalogue),
    remedy: renderText(clause.remedy, finding.facts, ruleSet.catalogue),
    legalBasis: rule.legalBasis.map((basis) => ({ ...basis })),
    facts: toFactsBody(finding.facts),
    waiver: finding.waiver && { id: finding.waiver.id, until: finding.waiver.until },
  };
}

export function toFactsBody(facts: Finding['facts']): Schemas['Facts'] {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, isList(value) ? [...value] : value]));
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

/** Who can mend it is the supplier of the first missing fact that has one. */
export function toIndeterminateBody(entry: Indeterminate, ruleSet: RuleSet): Schemas['Indeterminate'] {
  const suppliers = entry.missing.map((name) => ruleSet.catalogue.find(name)?.suppliedBy ?? null);
  return {
    rule: entry.rule,
    pointer: entry.pointer,
    missing: [...entry.missing],
    suppliedBy: suppliers.find((supplier) => supplier !== null) ?? null,
  };
}

export function toBudgetBody(entry: {
  budgetLine: string;
  amountFen: number;
  availableAfterFen: number;
  crossed?: 'warn' | 'stop' | 'negative';
}): Schemas['BudgetEffect'] {
  return {
    budgetLine: entry.budgetLine,
    amount: yuan(entry.amountFen),
    availableAfter: yuan(entry.availableAfterFen),
    ...(entry.crossed && { crossed: entry.crossed }),
  };
}

function yuan(amount: number): string {
  return formatYuan(fen(amount) satisfies Fen);
}

interface EffectOnRegister extends Pick<DecisionDetail, 'holds'> {
  /** Without ids when they are only planned, as in a check. */
  readonly undertakings: readonly (Omit<RecordedUndertaking, 'id'> & { readonly id: string | null })[];
}

export function toRegisterBody({ holds, undertakings }: EffectOnRegister): Schemas['RegisterEffect'] {
  return {
    holds: holds.map(({ entitlementId, seats }) => ({ entitlementId, seats })),
    undertakings: undertakings.map(({ id, item, category, seats, dueOn }) => ({
      id,
      item,
      category: category as Schemas['SoftwareCategory'],
      seats,
      dueOn,
    })),
  };
}
