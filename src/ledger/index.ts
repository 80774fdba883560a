export { listMoves, listMovesOfLeaves, listStanding, type Standing, type StoredMove } from './ledger-repository.ts';
export { type AccountKind, type Bucket, type Cause, foldMoves, type Move } from './move.ts';
export { type LeafMoves, moveUnits } from './move-units.ts';
export { type Mismatch, type Reconciliation, reconcileCounters } from './reconcile-counters.ts';
export { type MovesOfLeaf, movesProjection } from './reconcile-moves.ts';
