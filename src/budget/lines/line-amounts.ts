import { addFen, type Fen, fen, parseYuan, subtractFen, text } from '../../kernel/index.ts';
import type { Move } from '../../ledger/index.ts';
import type { DraftProblem, ReferenceRecord, StoredRow } from '../../reference/index.ts';
import { type CrossedThreshold, crossedBetween, type MeasuredLine } from './threshold.ts';

/** What a line may spend in its year, and what is used or frozen outside the gate; in yuan. */
export interface Amounts {
  readonly appropriation: string;
  readonly elsewhere: string;
}

type AmountedLine = ReferenceRecord<Amounts & { readonly warnPercent: number | null }>;

/** The moves that bring a line from the amounts it had to those it is to have; a new line had none. */
export function movesOfAmounts(code: string, before: Amounts | null, after: Amounts): readonly Move[] {
  const [appropriation, elsewhere] = before ? [parseYuan(before.appropriation), parseYuan(before.elsewhere)] : [0, 0];
  const granted = parseYuan(after.appropriation) - appropriation;
  const usedElsewhere = parseYuan(after.elsewhere) - elsewhere;
  const moves: Move[] = [];
  if (granted !== 0) {
    const cause = before === null ? 'appropriation' : 'revision';
    moves.push(moveOf(code, granted, { from: 'outside', to: 'available', cause }));
  }
  if (usedElsewhere !== 0) {
    moves.push(moveOf(code, usedElsewhere, { from: 'available', to: 'elsewhere', cause: 'used-elsewhere' }));
  }
  return moves;
}

/** Less than before goes back the way it came. */
function moveOf(account: string, difference: number, { from, to, cause }: Pick<Move, 'from' | 'to' | 'cause'>): Move {
  const isBack = difference < 0;
  return {
    accountKind: 'budget-line',
    account,
    orderId: null,
    from: isBack ? to : from,
    to: isBack ? from : to,
    quantity: Math.abs(difference),
    cause,
  };
}

/** What orders have bound on a line: reserved, encumbered, spent. */
export interface Bound {
  readonly reserved: Fen;
  readonly encumbered: Fen;
  readonly spent: Fen;
}

export function boundIn(row: StoredRow): Bound {
  const amount = (column: string): Fen => fen(Number(row[column] ?? 0));
  return { reserved: amount('reserved_fen'), encumbered: amount('encumbered_fen'), spent: amount('spent_fen') };
}

/** A line as its thresholds see it, with other amounts where some are to change. */
export function measuredWith({ state, row }: AmountedLine, { appropriation, elsewhere }: Amounts): MeasuredLine {
  const { reserved, encumbered, spent } = boundIn(row);
  const appropriationFen = parseYuan(appropriation);
  const taken = addFen(parseYuan(elsewhere), reserved, encumbered, spent);
  return {
    appropriationFen,
    availableFen: subtractFen(appropriationFen, taken),
    warnPercent: state.warnPercent,
  };
}

/** The threshold that a line passes when its amounts, or its warning, become others. */
export function crossedBy(
  line: AmountedLine,
  after: Amounts & { readonly warnPercent?: number | null },
): CrossedThreshold | undefined {
  const { warnPercent = line.state.warnPercent } = after;
  return crossedBetween(measuredWith(line, line.state), { ...measuredWith(line, after), warnPercent });
}

/**
 * Refuses to take away what is used or bound already. Only a smaller appropriation is asked: what is used elsewhere is a
 * fact that nobody can refuse, and an appropriation that grows only mends what that fact did.
 */
export function overdrawnProblems(before: AmountedLine | null, after: Amounts): readonly DraftProblem[] {
  if (before === null || parseYuan(after.appropriation) >= parseYuan(before.state.appropriation)) return [];
  if (measuredWith(before, after).availableFen >= 0) return [];
  return [{ kind: 'unprocessable', code: OVERDRAWN, field: 'appropriation', text: OVERDRAWN_TEXT }];
}

export const OVERDRAWN = 'budget_line.overdrawn';
export const OVERDRAWN_TEXT = text(
  '指标金额不能低于已使用、已预占、已占用和已支出金额之和。',
  'The appropriation must not be below what is used elsewhere, reserved, encumbered and spent.',
);
