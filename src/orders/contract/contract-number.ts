import type { OrderSubmission } from '../../facts/index.ts';
import { areNumbersAlike, foldedNumber, Refusal, text } from '../../kernel/index.ts';
import type { OrderAct } from '../act.ts';
import type { Batch, KnownOrder } from '../batch/batch.ts';
import { concludedContract, looseContractKey, openContract, type UnderContract } from './contract-stage.ts';

/**
 * One contract of a buyer with a supplier, however its number is typed: in another width, with blanks, in small letters.
 * Buyers number their contracts, so that two of them may have the same number at one supplier.
 */
export function contractNumberKey({ agencyCode, supplier }: OrderSubmission, number: string): string {
  return `${agencyCode}/${supplier?.creditCode ?? ''}/${foldedNumber(number)}`;
}

/** By which the contracts that acts of a batch put, and those of its orders that may be decided again, are looked up. */
export function looseContractKeys(
  acts: readonly OrderAct[],
  orders: ReadonlyMap<string, KnownOrder>,
): readonly string[] {
  const put = acts.flatMap((act) => {
    if (act.kind !== 'fulfil' || act.contractNumber === undefined) return [];
    const known = orders.get(act.orderId);
    const body = known && act.bodyFor(known);
    const number = act.contractNumber;
    return body ? [{ number, numberKey: contractNumberKey(body, number) }] : [];
  });
  const open = [...orders.values()].flatMap((known) => openContract(known) ?? []);
  return [...new Set([...put, ...open].map(looseContractKey))];
}

type Contract = UnderContract['contract'];

/** Why a contract cannot be concluded for an order: another order stands under it already. */
export function refusalOfContractNumber(batch: Numbered, known: KnownOrder, contract: Contract): Refusal | undefined {
  if (!othersOf(batch, known).some(({ numberKey }) => numberKey === contract.numberKey)) return undefined;
  const message = text(
    '本单位与该供应商的此编号合同已用于另一份订单。一份合同只对应一份订单；合同变更请变更原订单。',
    'The agency has another order under a contract of this number with this supplier. A contract is for one order; to change it, amend that order.',
  );
  return new Refusal('unprocessable', 'contract.number_used', message, [{ pointer: '/number', message: '' }]);
}

/** Numbers of the agency's contracts with the supplier, for other orders, that may be this one. */
export function contractNumbersLike(batch: Numbered, known: KnownOrder, contract: Contract): readonly string[] {
  const key = looseContractKey(contract);
  const alike = othersOf(batch, known).filter(
    (other) => looseContractKey(other) === key && areNumbersAlike(other.number, contract.number),
  );
  return [...new Set(alike.map(({ number }) => number))].sort();
}

type Numbered = Pick<Batch, 'contractNumbers' | 'orders'>;

/** Contracts that other orders stand under: what an order of the batch stands under is said by the batch. */
function othersOf({ contractNumbers, orders }: Numbered, { order: { id, agencyCode } }: KnownOrder) {
  const inBatch = [...orders.values()].filter(
    ({ order }) => order.id !== id && order.agencyCode === agencyCode && isUnderContract(order.state),
  );
  return [
    ...contractNumbers.filter(({ orderId }) => !orders.has(orderId)),
    ...inBatch.flatMap(({ contracts }) => concludedContract({ contracts }) ?? []),
  ];
}

function isUnderContract(state: KnownOrder['order']['state']): boolean {
  return state === 'contracted' || state === 'accepted' || state === 'closed';
}
