export { type AccountFault, describeFaultOf } from './account-fault.ts';
export { IS_PLACED, PLACED_SEATS, USED_SEATS } from './account-tables.ts';
export { CAUSE_WORDS } from './cause-words.ts';
export { counterProjection } from './counters-projection.ts';
export {
  type EndedFreeze,
  findFrozenAccount,
  freezeAccounts,
  freezeAsOf,
  frozenJudge,
  listAgenciesOfAccounts,
  listFrozenAccounts,
  listFrozenOf,
  refuseFrozen,
  type UnfreezeRequest,
  unfreezeAccount,
  withFreezes,
} from './freeze-accounts.ts';
export { countFrozenAccounts } from './freeze-repository.ts';
export {
  type AccountName,
  type FaultyAccount,
  type Freeze,
  type FrozenAccount,
  freezeIn,
  frozenProblems,
  frozenText,
} from './frozen-account.ts';
export { frozenAccountProjection } from './frozen-accounts-projection.ts';
export { listMoves, listMovesOfLeaves, listOrderUnits, type OrderUnits } from './ledger-repository.ts';
export { type AccountKind, type Bucket, type Cause, foldMoves, type Move } from './move.ts';
export { journalMoves, type LeafMoves, moveUnits } from './move-units.ts';
export { type MovesOfLeaf, movesProjection } from './moves-projection.ts';
export { type Mismatch, reconcileAccount, reconcileAccounts, reconcileCounters } from './reconcile-counters.ts';
