import type { Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import {
  type EndedFreeze,
  type FrozenAccount,
  findFrozenAccount,
  reconcileAccount,
  type UnfreezeRequest,
  unfreezeAccount,
} from '../../ledger/index.ts';
import type { Governed } from '../../log/index.ts';
import { listMiscountedAllocations } from '../../register/index.ts';
import { openRuleSets } from '../rederive/rederive-rule-sets.ts';
import { ofAllocations, ofCounter, reconcileStrays } from './reconcile-gate.ts';
import { listOrdersNamed } from './reconcile-gate-repository.ts';
import { reconcilePage } from './reconcile-order-page.ts';
import { describeReconciliationFault, type ReconciliationFault } from './reconciliation-fault.ts';

/** Unfreezes an account that reconciles again, in the transaction in which it is looked at. */
export async function reconcileAndUnfreeze(entry: Governed, unfreezing: UnfreezeRequest): Promise<EndedFreeze> {
  const frozen = await findFrozenAccount(entry.tx, unfreezing);
  if (frozen) await refuseUnreconciled(entry.tx, frozen);
  return unfreezeAccount(entry, unfreezing);
}

async function refuseUnreconciled(tx: Tx, frozen: FrozenAccount): Promise<void> {
  const [first, ...more] = await reconcileAgain(tx, frozen);
  if (!first) return;
  const words = describeReconciliationFault(first);
  const message = text(
    `该账户仍对账不符，不能解冻：${words['zh-CN']}${more.length > 0 ? `；另有 ${more.length} 处` : ''}。`,
    `The account still does not reconcile: ${words.en}${more.length > 0 ? `; and ${more.length} more` : ''}.`,
  );
  throw new Refusal('conflict', 'account.unreconciled', message);
}

/** Its counters, and every order and move that it was frozen for. */
async function reconcileAgain(
  tx: Tx,
  { accountKind, account, faults }: FrozenAccount,
): Promise<readonly ReconciliationFault[]> {
  const counters = (await reconcileAccount(tx, { accountKind, account })).map(ofCounter);
  const { miscounted } =
    accountKind === 'entitlement' ? await listMiscountedAllocations(tx, { only: account }) : { miscounted: [] };
  const orders = faults.flatMap(({ subject }) => (subject.startsWith('order/') ? subject.slice('order/'.length) : []));
  const ofOrders = await reconcilePage(tx, await listOrdersNamed(tx, [...new Set(orders)]), openRuleSets(tx));
  const indexes = faults.flatMap(({ check, subject }) => (check === 'move' ? Number(subject.split('/')[0]) : []));
  const ofMoves: ReconciliationFault[] = [];
  for (const from of new Set(indexes)) ofMoves.push(...(await reconcileStrays(tx, { from, to: from + 1 })));
  return [...counters, ...miscounted.map(ofAllocations), ...ofOrders, ...ofMoves].filter(
    (found) => found.account?.accountKind === accountKind && found.account.account === account,
  );
}
