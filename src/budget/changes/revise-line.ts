import type { Tx } from '../../db/index.ts';
import {
  type Actor,
  addFen,
  FEN_MAX,
  fen,
  formatYuan,
  type NewId,
  parseYuan,
  Refusal,
  text,
} from '../../kernel/index.ts';
import { type Move, moveUnits } from '../../ledger/index.ts';
import type { Governed } from '../../log/index.ts';
import { findChangeableLines, type Line } from '../lines/find-lines.ts';
import {
  type Amounts,
  crossedBy,
  measuredWith,
  movesOfAmounts,
  OVERDRAWN,
  OVERDRAWN_TEXT,
} from '../lines/line-amounts.ts';
import { newYearTotals } from '../lines/validate-year-totals.ts';
import type { BudgetRevision } from './revision.ts';
import { insertRevisions } from './revisions-repository.ts';

export interface RevisionRequest {
  readonly actor: Actor;
  readonly newId: NewId;
  readonly budgetLine: string;
  readonly direction: 'increase' | 'decrease';
  /** In yuan, above zero. */
  readonly amount: string;
  readonly documentNumber: string;
  readonly reason: string;
}

/** Gives a line more money or takes some that nobody has used or bound: a leaf, a move, and the line's own figures. */
export async function reviseLine(entry: Governed, revising: RevisionRequest): Promise<BudgetRevision> {
  const { actor, newId, budgetLine, direction, documentNumber, reason } = revising;
  const named = { line: { code: budgetLine, pointer: '/budgetLine' } };
  const { line } = await findChangeableLines(entry.tx, named, actor.grant);
  const amount = parseYuan(revising.amount);
  const changeFen = direction === 'increase' ? amount : fen(-amount);
  const after = amountsAfter(line, changeFen);
  await refuseLargeYear(entry.tx, line, after);
  const moves = movesOfAmounts(line.key, line.state, after);
  const { agencyCode, fiscalYear } = line.state;
  const id = newId('rev');
  const revision = { id, budgetLine, agencyCode, fiscalYear, documentNumber, reason, source: 'act' } as const;
  const logIndex = appendRevision(entry, { line, after, moves, actor, told: { ...revision, changeFen } });
  await moveUnits(entry.tx, [{ logIndex, keyId: actor.keyId, moves }]);
  const made = { ...revision, changeFen, at: entry.at, keyId: actor.keyId, logIndex };
  await insertRevisions(entry.tx, [made]);
  return made;
}

function amountsAfter(line: Line, changeFen: number): Amounts {
  const { appropriation, elsewhere } = line.state;
  const measured = measuredWith(line, line.state);
  if (changeFen < 0 && measured.availableFen + changeFen < 0) throw overdrawn('/amount');
  return { appropriation: formatYuan(within(addFen(parseYuan(appropriation), fen(changeFen)), '/amount')), elsewhere };
}

async function refuseLargeYear(tx: Tx, line: Line, amounts: Amounts): Promise<void> {
  const draft = { before: line, after: { ...line.state, ...amounts } };
  const totals = newYearTotals();
  await totals.readFor(tx, [draft]);
  const [problem] = totals.problemsOf(draft);
  if (problem) throw new Refusal('unprocessable', problem.code, problem.text, [{ pointer: '/amount', message: '' }]);
}

export function within<Amount extends number>(appropriation: Amount, pointer: string): Amount {
  if (appropriation <= FEN_MAX) return appropriation;
  const message = text('指标金额过大。', 'No budget line can be so large.');
  throw new Refusal('unprocessable', 'budget_line.too_large', message, [{ pointer, message: '' }]);
}

export function overdrawn(pointer: string): Refusal {
  return new Refusal('unprocessable', OVERDRAWN, OVERDRAWN_TEXT, [{ pointer, message: '' }]);
}

export interface RevisionLeaf {
  readonly line: Line;
  readonly after: Amounts;
  readonly moves: readonly Move[];
  readonly actor: Actor;
  readonly told: Pick<BudgetRevision, 'id' | 'changeFen' | 'documentNumber' | 'reason' | 'source'>;
}

/** One leaf names the moves, and the threshold that they pushed the line past. */
export function appendRevision(entry: Governed, { line, after, moves, actor, told }: RevisionLeaf): number {
  const { id, changeFen, documentNumber, reason, source } = told;
  const { agencyCode, fiscalYear } = line.state;
  const crossed = crossedBy(line, after);
  const body = {
    ...{ revision: id, budgetLine: line.key, agencyCode, fiscalYear, changeFen, documentNumber, reason, source, moves },
    ...(crossed && { crossed }),
  };
  return entry.append({ type: 'budget.revised', subject: `budget-revision/${id}`, by: actor, body }).logIndex;
}
