import { addFen } from '../../kernel/index.ts';
import { type Move, moveUnits } from '../../ledger/index.ts';
import type { Governed } from '../../log/index.ts';
import { MOVES_POINTER, SYSTEM_KEY } from '../batch/expire-order.ts';
import { type CarriedCommitment, listOpenWork } from './list-year-end.ts';
import { type ClosingSums, closingSubject, type YearClosing } from './year-end.ts';
import { listClosingsOf, sumClosingMoves, sumYear, updateClosed } from './year-end-repository.ts';

/** So many commitments keep a transaction, and everybody who waits for it, at some tens of milliseconds. */
export const COMMITMENTS_AT_ONCE = 200;

/** Carries the next commitments into next year's lines, in one leaf that names every move. Answers how many; none: all are carried. */
export async function closeNextCommitments(entry: Governed, closing: YearClosing): Promise<number> {
  if (!(await isRunning(entry, closing))) return 0;
  const { commitments } = await listOpenWork(entry.tx, closing, COMMITMENTS_AT_ONCE);
  const open = commitments.filter(({ isClassified }) => !isClassified);
  const classified = commitments.filter(({ isClassified }) => isClassified);
  const leaves = [
    ...(open.length > 0 ? [carried(entry, closing, open, false)] : []),
    ...(classified.length > 0 ? [carried(entry, closing, classified, true)] : []),
  ];
  if (leaves.length > 0) await moveUnits(entry.tx, leaves);
  return commitments.length;
}

async function isRunning({ tx }: Governed, { region, fiscalYear }: YearClosing): Promise<boolean> {
  const [closing] = await listClosingsOf(tx, { regions: [region], fiscalYear });
  return closing?.state === 'running';
}

/** What classified orders have is in the log as a commitment only, as their decisions are. */
function carried(
  entry: Governed,
  closing: YearClosing,
  commitments: readonly CarriedCommitment[],
  isClassified: boolean,
) {
  const { region, fiscalYear } = closing;
  const moves = commitments.flatMap(movesOf);
  const told = { region, fiscalYear, closingStartedBy: closing.startedIndex, commitments: commitments.length };
  const { logIndex } = entry.append({
    type: 'fiscal-year.carried',
    subject: closingSubject(closing),
    by: null,
    body: isClassified ? told : { ...told, moves },
    ...(isClassified && { sealed: { [MOVES_POINTER]: moves } }),
  });
  return { logIndex, keyId: SYSTEM_KEY, moves };
}

/** Out of the one line and into the other with the appropriation that stands behind it, so that neither's `available` changes. */
function movesOf({ orderId, budgetLine, to, amountFen }: CarriedCommitment): readonly Move[] {
  const shared = { accountKind: 'budget-line', orderId, quantity: amountFen, cause: 'carry-over' } as const;
  return [
    { ...shared, account: budgetLine, from: 'encumbered', to: 'outside' },
    { ...shared, account: to, from: 'outside', to: 'encumbered' },
  ];
}

/** Ends a closing of which nothing is open any more; undefined while something is. */
export async function closeForGood(entry: Governed, closing: YearClosing): Promise<ClosingSums | undefined> {
  const { tx } = entry;
  if (!(await isRunning(entry, closing))) return undefined;
  const { orders, commitments } = await listOpenWork(tx, closing, 1);
  if (orders.length > 0 || commitments.length > 0) return undefined;
  const { region, fiscalYear, startedIndex } = closing;
  // What is reserved still is so for purchases that are under way.
  const { encumberedFen, reservedFen } = await sumYear(tx, closing);
  const keptOpenFen = addFen(encumberedFen, reservedFen);
  const sums = { ...(await sumClosingMoves(tx, closing, startedIndex)), keptOpenFen };
  const { logIndex } = entry.append({
    type: 'fiscal-year.closed',
    subject: closingSubject(closing),
    by: null,
    body: { region, fiscalYear, closingStartedBy: startedIndex, ...sums },
  });
  await updateClosed(tx, closing, { sums, closedAt: entry.at, logIndex });
  return sums;
}
