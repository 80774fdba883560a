export { IS_PLACED, PLACED_SEATS, USED_SEATS } from './account-tables.ts';
export { CAUSE_WORDS } from './cause-words.ts';
export {
  countFrozenAccounts,
  type EndedFreeze,
  findFrozenAccount,
  freezeAccounts,
  freezeAsOf,
  frozenJudge,
  listAgenciesOfAccounts,
  listFrozenAccounts,
  listFrozenOf,
  refuseFrozen,
  type Unfreezing,
  unfreezeAccount,
  withFreezes,
} from './freeze-accounts.ts';
export {
  type AccountFault,
  type AccountName,
  describeFaultOf,
  type FaultyAccount,
  type Freeze,
  type FrozenAccount,
  freezeIn,
  frozenProblems,
  frozenText,
} from './frozen-account.ts';
export { listMoves, listMovesOfLeaves, listStanding, type Standing, type StoredMove } from './ledger-repository.ts';
export { type AccountKind, type Bucket, type Cause, foldMoves, type Move } from './move.ts';
export { journalMoves, type LeafMoves, moveUnits } from './move-units.ts';
export { type Mismatch, reconcileAccount, reconcileAccounts, reconcileCounters } from './reconcile-counters.ts';
export { frozenAccountProjection } from './reconcile-frozen.ts';
export { type MovesOfLeaf, movesProjection } from './reconcile-moves.ts';
export { counterProjection } from './verify-counters.ts';
