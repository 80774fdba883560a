import { toCheckLineBody } from '../budget/index.ts';
import {
  MASK,
  seesTexts,
  toBudgetBody,
  toFindingBody,
  toIndeterminateBody,
  toRegisterBody,
} from '../decisions/index.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../facts/index.ts';
import { kindOf, withTextsAt } from '../goods/index.ts';
import type { components } from '../http/openapi.generated.ts';
import { type Actor, formatYuan } from '../kernel/index.ts';
import { summarize } from '../rules/index.ts';
import type { CarryOver, OrderWithBody } from './act.ts';
import { isBuyer, lastRedemption } from './certificates/redemption.ts';
import { concludedContract } from './contract/contract-stage.ts';
import type { Check } from './decide/check-order.ts';
import type { SeatOffer } from './decide/seat-offers.ts';
import type { ListedOrder } from './list-order-summaries.ts';
import type { Order, OrderStanding } from './order.ts';

type Schemas = components['schemas'];

/** An order as lists show it. The texts of a classified one are masked as in what was submitted. */
export function toOrderSummary(listed: ListedOrder, actor: Actor): Schemas['OrderSummary'] {
  const { order, standing, agencyName, subject, devices, openFindings, contractDueOn } = listed;
  const isMasked = order.isClassified && !seesTexts(actor);
  const shown = (words: string | null): string | null => (isMasked ? masked(words) : words);
  // Spread into a literal, Node 20 makes each of them a shape of its own, which takes half a millisecond of a page of 50.
  return Object.assign(toOrderHead(order, standing), {
    agencyName,
    supplierName: shown(order.supplierName),
    subject: shown(subject),
    devices,
    openFindings: [...openFindings],
    contractDueOn,
  });
}

function toOrderHead(order: Order, standing: OrderStanding | null) {
  return {
    id: order.id,
    reference: order.reference,
    agencyCode: order.agencyCode,
    fiscalYear: order.fiscalYear,
    state: order.state,
    outcome: order.outcome,
    // A referred revision waits; only an approved one stands.
    revision: order.state === 'referred' ? null : order.standingRevision,
    latestRevision: order.latestRevision,
    standing: toStandingBody(order, standing),
    total: order.totalFen === null ? null : formatYuan(order.totalFen),
    expiresAt: order.expiresAt,
    submittedAt: order.submittedAt,
    decidedAt: order.decidedAt,
    decisionId: order.decisionId,
    classified: order.isClassified,
  };
}

/** A referred revision waits; only an approved one stands. */
export function toStandingBody(
  { state }: Pick<Order, 'state'>,
  standing: OrderStanding | null,
): Schemas['OrderStanding'] | null {
  if (!standing || state === 'referred') return null;
  const { revision, totalFen, decisionId } = standing;
  return { revision, total: totalFen === null ? null : formatYuan(totalFen), decisionId };
}

export function toOrderBody(found: OrderWithBody, actor: Actor): Schemas['Order'] {
  const { order, body, standing, carriedOver = [], leftToOthers = [] } = found;
  return {
    ...toOrderHead(order, standing),
    contract: toContractBody(found, actor),
    ...toRedemptionPart(found, actor),
    ...(carriedOver.length > 0 && { carriedOver: carriedOver.map(toCarryOverBody) }),
    ...(leftToOthers.length > 0 && { leftToOthers: [...leftToOthers] }),
    submission: shownTo(actor, order, body),
  };
}

function toRedemptionPart(found: OrderWithBody, actor: Actor): Pick<Schemas['Order'], 'redemption'> {
  const { order, on } = found;
  const last = lastRedemption(found);
  if (!last) return {};
  const { decisionId, revision, at, by, reference, contractDueOn, cancelledAt } = last;
  // The number is the platform's own, and tells others nothing.
  const isMasked = actor.role === 'platform' ? !isBuyer(last, actor) : order.isClassified && !seesTexts(actor);
  return {
    redemption: {
      decisionId,
      revision,
      at,
      by: by.keyId,
      reference: isMasked ? MASK : reference,
      contractDueOn,
      cancelledAt,
      isOverdue: order.state === 'approved' && cancelledAt === null && contractDueOn < on,
    },
  };
}

function toCarryOverBody({ amountFen, ...rest }: CarryOver): Schemas['OrderCarryOver'] {
  return { ...rest, amount: formatYuan(amountFen) };
}

function toContractBody(found: OrderWithBody, actor: Actor): Schemas['Order']['contract'] {
  const contract = concludedContract(found);
  if (!contract) return null;
  const { number, signedOn, revision, amountFen } = contract;
  const isMasked = found.order.isClassified && !seesTexts(actor);
  return { number: isMasked ? MASK : number, signedOn, revision, amount: formatYuan(amountFen) };
}

/** Whoever is not of the agency sees a classified order without its texts; codes, amounts and numbers stay. */
export function shownTo(actor: Actor, order: Pick<Order, 'isClassified'>, body: OrderSubmission): OrderSubmission {
  if (!order.isClassified || seesTexts(actor)) return body;
  return {
    ...body,
    justification: masked(body.justification),
    supplier: body.supplier && { ...body.supplier, name: masked(body.supplier.name) },
    lines: body.lines.map(maskLine),
    softwarePlan: body.softwarePlan?.map(maskItem) ?? null,
    approvals:
      body.approvals?.map(({ file: _file, ...approval }) => ({
        ...{ ...approval, document: MASK, issuedBy: MASK, ground: null },
      })) ?? null,
    exemption: body.exemption && { ...body.exemption, document: MASK, issuedBy: null },
  };
}

function maskLine(line: OrderLine): OrderLine {
  const masks = ['/description', '/brand', '/model', ...kindOf(line).masks];
  return withTextsAt(line, masks, (words) => (words ? MASK : null));
}

function maskItem(item: PlanItem): PlanItem {
  return { ...item, ...maskProduct(item), licensee: masked(item.licensee), evidence: maskEvidence(item) };
}

function maskProduct({ product, edition, version }: Pick<PlanItem, 'product' | 'edition' | 'version'>) {
  return { product: masked(product), edition: masked(edition), version: masked(version) };
}

function maskEvidence({ evidence }: Pick<PlanItem, 'evidence'>): PlanItem['evidence'] {
  return evidence?.map((paper) => ({ ...paper, reference: masked(paper.reference) })) ?? null;
}

function masked(text: string | null | undefined): string | null {
  return text ? MASK : null;
}

/** The answer to a check: a decision without what only a recorded one has. */
export function toCheckBody({
  ruleSet,
  stage,
  judgement,
  books,
  contribution,
  offers,
  needs,
  read,
  undertakings,
  lines,
  asOf,
}: Check): Schemas['CheckResult'] {
  const crossed = new Map(lines.map((line) => [line.budgetLine, line.state === 'unknown' ? null : line.crossed]));
  const budget = [...(contribution?.budget ?? [])].map(([budgetLine, amountFen]) => ({
    budgetLine,
    amountFen,
    availableAfterFen: (books.budgetLines.get(budgetLine)?.availableFen ?? 0) - amountFen,
    crossed: crossed.get(budgetLine) ?? undefined,
  }));
  const holds = [...(contribution?.seats ?? [])].map(([entitlementId, seats]) => ({ entitlementId, seats }));
  return {
    asOf: { logIndex: asOf.logIndex, at: asOf.at },
    budget: lines.map(toCheckLineBody),
    read: read.map((one) => ({ ...one })),
    decision: {
      id: null,
      orderId: null,
      stage,
      outcome: judgement.outcome,
      ruleSet: { number: ruleSet.number, digest: ruleSet.digest },
      findings: judgement.findings.map((finding) => toFindingBody(finding, ruleSet)),
      indeterminate: judgement.indeterminate.map((entry) => toIndeterminateBody(entry, ruleSet)),
      rules: { ...summarize(judgement.results) },
      budget: budget.map(toBudgetBody),
      register: {
        ...toRegisterBody({ holds, undertakings: undertakings.map((planned) => ({ ...planned, id: null })) }),
        offers: offers.map(toOfferBody),
        needs: needs.map(({ kind, needed, covered }) => ({ category: kind, needed, covered })),
      },
    },
  };
}

function toOfferBody({ category, seats, entitlements }: SeatOffer): Schemas['SeatOffer'] {
  return {
    category: category as Schemas['SoftwareCategory'],
    seats,
    entitlements: entitlements.map(({ platforms, ...one }) => ({ ...one, platforms: [...platforms] })),
  };
}
