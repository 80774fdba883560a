import type { RecordedContract } from '../../decisions/index.ts';
import type { GatheredContract } from '../../facts/index.ts';
import { type CivilDate, type Fen, looseNumber } from '../../kernel/index.ts';
import type { Order } from '../order.ts';

/** A contract that was put to the gate for an order: the revision it made, and what only the contract says. */
export interface ContractOfOrder {
  readonly orderId: string;
  readonly revision: number;
  readonly number: string;
  /** What the number is compared by: `contractNumberKey`. */
  readonly numberKey: string;
  readonly signedOn: CivilDate;
  /** Of the contract itself; supplements come on top. */
  readonly amountFen: Fen;
  /** Whether the price preference for domestic products was applied to the offers; null when it is not stated. */
  readonly preferenceApplied: boolean | null;
  /** Its decision approved it. */
  readonly isConcluded: boolean;
}

/**
 * What contracts with numbers that may be one are looked up by. A number without letters and digits is compared as it is
 * folded.
 */
export function looseContractKey({ numberKey, number }: Pick<ContractOfOrder, 'numberKey' | 'number'>): string {
  const loose = looseNumber(number);
  return loose === null ? numberKey : `${numberKey.split('/').slice(0, 2).join('/')}/${loose}`;
}

/** What a decision of the contract stage judges beside the body. */
export interface UnderContract {
  readonly kind: RecordedContract['kind'];
  readonly contract: Pick<ContractOfOrder, 'number' | 'numberKey' | 'signedOn' | 'amountFen' | 'preferenceApplied'>;
  /** The day on which the order was first approved. */
  readonly approvedOn: CivilDate;
  /** What a supplement is held against; null for the contract itself. */
  readonly original: GatheredContract['original'];
  /** Numbers of other contracts that may be this one; a supplement has the number of its contract. */
  readonly alikeNumbers: readonly string[];
}

/** What is gathered for the facts of the stage. */
export function gatheredContract({ contract, approvedOn, original }: UnderContract): GatheredContract {
  const { signedOn, preferenceApplied } = contract;
  return { signedOn, preferenceApplied, approvedOn, original };
}

/** What the record of a decision of the stage says of its contract. */
export function recordedContract({ kind, contract }: UnderContract): RecordedContract {
  const { number, signedOn, amountFen, preferenceApplied } = contract;
  return { kind, number, signedOn, amountFen, preferenceApplied };
}

interface Contracts {
  readonly contracts: readonly ContractOfOrder[];
}

/** The contract that the order stands under, or stood under until it was terminated. There is one at most. */
export function concludedContract({ contracts }: Contracts): ContractOfOrder | undefined {
  return contracts.find(({ isConcluded }) => isConcluded);
}

/** The contract that is the order's latest revision and was not approved: it may be decided again. */
export function openContract({ order, contracts }: Contracts & { readonly order: Order }): ContractOfOrder | undefined {
  return contracts.find(({ revision, isConcluded }) => revision === order.latestRevision && !isConcluded);
}

/** An order's contracts after one of its revisions was decided. */
export function contractsAfter(
  before: readonly ContractOfOrder[],
  decided: {
    readonly orderId: string;
    readonly revision: number;
    readonly isApproved: boolean;
    readonly under: UnderContract | undefined;
  },
): readonly ContractOfOrder[] {
  const { orderId, revision, isApproved, under } = decided;
  if (under?.kind !== 'contract') return before;
  const others = before.filter((contract) => contract.revision !== revision);
  return [...others, { ...under.contract, orderId, revision, isConcluded: isApproved }];
}
