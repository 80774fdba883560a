import type { Tx } from '../../db/index.ts';
import {
  type DecisionRow,
  findDecision,
  type OpenedRecord,
  openRecord,
  type ReadRecord,
} from '../../decisions/index.ts';
import {
  type AcceptedOrder,
  acceptedOrder,
  type DeliveryStatement,
  type Gathered,
  type OrderSubmission,
} from '../../facts/index.ts';
import { listStatements } from '../../fulfilment/index.ts';
import { digestOf, Refusal, text } from '../../kernel/index.ts';
import { findLeaf, type LeafRow, listSealedTexts, type SealedText } from '../../log/index.ts';
import { CLOSURES, REFERENCE_EVALUATOR, type RuleSet } from '../../rules/index.ts';
import { findJudgedBody, listMovesOfAccounts, listMovesOfOrder } from './rederivations-repository.ts';
import { type Balances, openBalances, rederiveBalances } from './rederive-balances.ts';
import {
  isOfThisDerivation,
  type Pause,
  type Rederivable,
  rederiveFacts,
  rederiveOutcome,
} from './rederive-outcome.ts';
import type { Arrow, RederiveDifference, Unequal } from './rederive-record.ts';
import { openRuleSets } from './rederive-rule-sets.ts';
import { rederiveWaivers } from './rederive-waivers.ts';

/** What became of one decision: what differs, or why nothing could be derived. */
export interface RederivedDecision {
  readonly decision: string;
  readonly logIndex: number;
  /** Erased: a classified order's detail was erased, so only its commitment stands. */
  readonly isErased: boolean;
  readonly differences: readonly RederiveDifference[];
}

/** Derives one decision anew along all three arrows. */
export async function rederiveDecision(tx: Tx, id: string): Promise<RederivedDecision> {
  const decision = await findDecision(tx, id);
  if (!decision)
    throw new Refusal('not_found', 'decision.not_found', text('没有这项审核决定。', 'There is no such decision.'));
  const leaf = await findLeaf(tx, decision.logIndex);
  if (!leaf) throw new Error(`the log lacks leaf ${decision.logIndex}`);
  const body = await findJudgedBody(tx, decision);
  const statement = (await listStatements(tx, [decision.id])).get(decision.id);
  const parts = { decision, leaf, sealed: await listSealedTexts(tx, [leaf.logIndex]), body, statement };
  return rederiveParts(tx, parts, {
    ruleSetOf: openRuleSets(tx),
    balancesFor: async (record) => {
      const { budgetLines, entitlements } = record.detail.gathered as Gathered;
      const accounts = [...Object.keys(budgetLines), ...Object.keys(entitlements)];
      const all = openBalances();
      all.add(await listMovesOfAccounts(tx, { accounts, before: record.logIndex }));
      return all;
    },
  });
}

export interface DecisionParts {
  readonly decision: Pick<DecisionRow, 'id' | 'orderId' | 'logIndex' | 'previousDecision'>;
  readonly leaf: LeafRow;
  readonly sealed: readonly SealedText[];
  /** The bytes of the revision that it judged; undefined when they are gone. */
  readonly body: string | undefined;
  /** The bytes of the delivery that it judged; undefined where it judged none, and when they are gone. */
  readonly statement: string | undefined;
}

export interface Surroundings {
  /** Undefined when the set is not kept as the record names it. */
  readonly ruleSetOf: (name: ReadRecord['ruleSet']) => Promise<RuleSet | undefined>;
  /** Every account that the record cites, after the moves before it. */
  readonly balancesFor: (record: ReadRecord) => Promise<Balances>;
}

const NO_PAUSE: Pause = async () => undefined;

/** All arrows of one decision whose parts are at hand. */
export async function rederiveParts(
  tx: Tx,
  parts: DecisionParts,
  { ruleSetOf, balancesFor }: Surroundings,
): Promise<RederivedDecision> {
  const { decision } = parts;
  const found: RederiveDifference[] = [];
  const note = (arrow: Arrow, unequal: Unequal | undefined, isOfOtherVersion = false): void => {
    if (!unequal) return;
    found.push({
      decision: decision.id,
      order: decision.orderId,
      logIndex: decision.logIndex,
      arrow,
      ...unequal,
      isOfOtherVersion,
    });
  };
  const result = { decision: decision.id, logIndex: decision.logIndex, isErased: false, differences: found };
  const opened = openParts(parts);
  if (opened.kind === 'erased') return { ...result, isErased: true };
  if (opened.kind === 'unreadable') {
    note('outcome', { pointer: '', recorded: opened.why, derived: '' });
    return result;
  }
  const { record, body, accepted } = opened;
  const ruleSet = await ruleSetOf(record.ruleSet);
  if (!ruleSet) {
    note('outcome', { pointer: '/ruleSet/digest', recorded: record.ruleSet.digest, derived: 'not kept' });
    return result;
  }
  const rederivable: Rederivable = { record, body, accepted, ruleSet };
  note('outcome', await rederiveOutcome(rederivable, { by: REFERENCE_EVALUATOR, pause: NO_PAUSE }));
  if (found.length === 0) note('outcome', await rederiveOutcome(rederivable, { by: CLOSURES, pause: NO_PAUSE }));
  note('facts', rederiveFacts(rederivable), !isOfThisDerivation(record));
  const own = openBalances();
  if (decision.previousDecision !== null)
    own.add(await listMovesOfOrder(tx, { orderId: record.order, before: record.logIndex }));
  note('balances', rederiveBalances(record, await balancesFor(record), own));
  note('balances', await rederiveWaivers(tx, record));
  return result;
}

type OpenedParts = Exclude<OpenedRecord, { readonly kind: 'open' }> | OpenParts;

interface OpenParts {
  readonly kind: 'open';
  readonly record: ReadRecord;
  readonly body: OrderSubmission;
  readonly accepted: AcceptedOrder | undefined;
}

/** The record with the body that it judged; a body with other bytes was not judged by it. */
export function openParts({ leaf, sealed, ...judged }: DecisionParts): OpenedParts {
  const opened = openRecord(leaf, sealed);
  return opened.kind === 'open' ? openJudged(opened.record, judged) : opened;
}

/** The same for a record that was read already. */
export function openJudged(
  record: ReadRecord,
  { body, statement }: Pick<DecisionParts, 'body' | 'statement'>,
): OpenedParts {
  if (body === undefined) return { kind: 'unreadable', why: 'the body of the order is gone' };
  if (digestOf(body) !== record.detail.orderDigest)
    return { kind: 'unreadable', why: 'the body of the order is another one' };
  const standing = JSON.parse(body) as OrderSubmission;
  const { delivery } = record.detail;
  if (!delivery) return { kind: 'open', record, body: standing, accepted: undefined };
  if (statement === undefined) return { kind: 'unreadable', why: 'the statement of the delivery is gone' };
  if (digestOf(statement) !== delivery.statementDigest)
    return { kind: 'unreadable', why: 'the statement of the delivery is another one' };
  const accepted = deliveredOrder(record, standing, statement);
  return accepted
    ? { kind: 'open', record, body: accepted.order, accepted }
    : { kind: 'unreadable', why: 'the record does not say what was delivered before' };
}

/** The order that a delivery was judged as, made anew of what was contracted and what was stated. */
function deliveredOrder(record: ReadRecord, standing: OrderSubmission, statement: string): AcceptedOrder | undefined {
  const { delivery } = record.detail.gathered as Gathered;
  return delivery && acceptedOrder(standing, JSON.parse(statement) as DeliveryStatement, delivery);
}
