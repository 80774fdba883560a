import { usesOfWaivers } from '../../decisions/index.ts';
import { type OrderSubmission, termsOf } from '../../facts/index.ts';
import { type Actor, canonicalJson, dayOf } from '../../kernel/index.ts';
import type { ActResult } from '../act.ts';
import type { Batch, KnownOrder } from '../batch/batch.ts';
import { decideRevision } from '../decide/decide-revision.ts';
import { machinesOf } from '../decide/gather-order.ts';
import { sumAccepted } from './accepted-sums-repository.ts';
import { contractNumbersLike, refusalOfContractNumber } from './contract-number.ts';
import { type ContractOfOrder, concludedContract, type UnderContract } from './contract-stage.ts';
import { refusalOfSupplement } from './supplement-refusals.ts';

interface ContractToDecide {
  readonly known: KnownOrder;
  readonly actor: Actor;
}

/**
 * Decides a contract: the approved revision, with what the contract states, becomes a revision of its own and is judged by
 * the rules of the contract stage and by the money policy of the approved revision's day. Approved, it ends the
 * clearance; otherwise the approved revision stands.
 */
export async function decideContract(
  batch: Batch,
  toDecide: ContractToDecide & { readonly body: OrderSubmission; readonly contract: UnderContract['contract'] },
): Promise<ActResult> {
  const { known, body, contract } = toDecide;
  if (!known.standing) throw new Error(`nothing of the order ${known.order.id} stands, yet it is put under contract`);
  const refusal = refusalOfContractNumber(batch, known, contract);
  if (refusal) return { kind: 'refused', refusal };
  return decideRevision(batch, {
    ...toDecide,
    canonicalBody: canonicalJson(body),
    isNewRevision: true,
    submittedAt: known.standing.submittedAt,
    repeats: repeatedRevision(known, body),
    contract: contractToJudge(batch, known, contract),
  });
}

/** Decides the contract that is the order's latest revision once more, after a finding was cured or waived. */
export async function decideContractAgain(
  batch: Batch,
  { known, actor, contract }: ContractToDecide & { readonly contract: ContractOfOrder },
): Promise<ActResult> {
  const { body } = known;
  const refusal = refusalOfContractNumber(batch, known, contract);
  if (refusal) return { kind: 'refused', refusal };
  return decideRevision(batch, {
    ...{ known, actor, body, canonicalBody: canonicalJson(body), isNewRevision: false },
    repeats: repeatedRevision(known, body),
    contract: contractToJudge(batch, known, contract),
  });
}

/**
 * Decides a supplement: a revision of an order under contract is judged as every submission is, and then against its
 * contract. Nothing moves before the second decision has approved it.
 */
export async function decideSupplement(
  batch: Batch,
  {
    known,
    actor,
    body,
    isNewRevision,
  }: ContractToDecide & { readonly body: OrderSubmission; readonly isNewRevision: boolean },
): Promise<ActResult> {
  const accepted = await sumAccepted(batch.entry.tx, known.order.id);
  const refusal = refusalOfSupplement({ ...known, accepted }, body);
  if (refusal) return { kind: 'refused', refusal };
  const contract = supplementTo(known);
  const revision = { actor, body, canonicalBody: canonicalJson(body) };
  const submitted = await decideRevision(batch, { ...revision, known, isNewRevision });
  if (submitted.kind !== 'decided' || submitted.record.outcome !== 'approved') return submitted;
  return decideRevision(batch, {
    ...revision,
    known: batch.orders.get(known.order.id) ?? known,
    isNewRevision: false,
    uses: usesOfWaivers(submitted.record.detail.findings, machinesOf(body)),
    contract,
  });
}

function contractToJudge(batch: Batch, known: KnownOrder, contract: UnderContract['contract']): UnderContract {
  const alikeNumbers = contractNumbersLike(batch, known, contract);
  return { kind: 'contract', contract, approvedOn: approvedOn(known), original: null, alikeNumbers };
}

/** What a supplement to an order under contract is judged by. */
export function supplementTo(known: KnownOrder): UnderContract {
  const contract = concludedContract(known);
  const { standing } = known;
  if (!contract || !standing) throw new Error(`the order ${known.order.id} has no contract to add to`);
  const original = { amountFen: contract.amountFen, terms: termsOf(standing.body) };
  return { kind: 'supplement', contract, approvedOn: approvedOn(known), original, alikeNumbers: [] };
}

/** A contract for the approved goods on the approved terms keeps the reviews of the revision that was approved. */
function repeatedRevision({ order, standing }: KnownOrder, body: OrderSubmission): number | null {
  const isRepeated = standing !== null && canonicalJson(termsOf(standing.body)) === canonicalJson(termsOf(body));
  return isRepeated ? order.standingRevision : null;
}

function approvedOn({ order, firstApprovedAt }: KnownOrder) {
  if (firstApprovedAt === null) throw new Error(`the order ${order.id} was never approved, yet it is under contract`);
  return dayOf(firstApprovedAt);
}
