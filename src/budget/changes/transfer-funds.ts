import {
  type Actor,
  addFen,
  type Fen,
  formatYuan,
  type NewId,
  parseYuan,
  Refusal,
  subtractFen,
  type Text,
  text,
} from '../../kernel/index.ts';
import { type Move, moveUnits } from '../../ledger/index.ts';
import type { Governed } from '../../log/index.ts';
import { findChangeableLines, type Line } from '../lines/find-lines.ts';
import { type Amounts, crossedBy, measuredWith } from '../lines/line-amounts.ts';
import { overdrawn, within } from './revise-line.ts';
import type { BudgetTransfer } from './revision.ts';
import { insertTransfer } from './revisions-repository.ts';

export interface TransferRequest {
  readonly actor: Actor;
  readonly newId: NewId;
  readonly from: string;
  readonly to: string;
  /** In yuan, above zero. */
  readonly amount: string;
  readonly documentNumber: string;
  readonly reason: string;
}

/**
 * Moves money that nobody has used or bound from one line to another of the same year. Both must be within the grant:
 * whoever may give but not receive, or receive but not give, moves nothing. One leaf names both moves.
 */
export async function transferFunds(entry: Governed, transferring: TransferRequest): Promise<BudgetTransfer> {
  const { actor, newId, documentNumber, reason } = transferring;
  if (transferring.from === transferring.to) throw refused('budget.same_line', SAME_LINE);
  const { from, to } = await findChangeableLines(
    entry.tx,
    { from: { code: transferring.from, pointer: '/from' }, to: { code: transferring.to, pointer: '/to' } },
    actor.grant,
  );
  if (from.state.fiscalYear !== to.state.fiscalYear) throw refused('budget.other_year', OTHER_YEAR);
  const amountFen = parseYuan(transferring.amount);
  const after = { from: lessBy(from, amountFen), to: moreBy(to, amountFen) };
  const moves = movesOf(transferring, amountFen);
  const transfer = {
    ...{ id: newId('trf'), from: from.key, to: to.key, amountFen, documentNumber, reason },
    ...{ fromAgency: from.state.agencyCode, toAgency: to.state.agencyCode, fiscalYear: from.state.fiscalYear },
  };
  const { id, ...told } = transfer;
  const crossed = crossedBy(from, after.from);
  const { logIndex } = entry.append({
    type: 'budget.transferred',
    subject: `budget-transfer/${id}`,
    by: actor,
    body: { transfer: id, ...told, moves, ...(crossed && { crossed }) },
  });
  await moveUnits(entry.tx, [{ logIndex, keyId: actor.keyId, moves }]);
  const made = { ...transfer, at: entry.at, keyId: actor.keyId, logIndex };
  await insertTransfer(entry.tx, made);
  return made;
}

function lessBy(line: Line, amount: Fen): Amounts {
  const { appropriation, elsewhere } = line.state;
  if (measuredWith(line, line.state).availableFen < amount) throw overdrawn('/amount');
  return { appropriation: formatYuan(subtractFen(parseYuan(appropriation), amount)), elsewhere };
}

function moreBy(line: Line, amount: Fen): Amounts {
  const { appropriation, elsewhere } = line.state;
  return { appropriation: formatYuan(within(addFen(parseYuan(appropriation), amount), '/amount')), elsewhere };
}

/** Out of the one line and into the other, with outside between them: an account's moves are its own. */
function movesOf({ from, to }: Pick<TransferRequest, 'from' | 'to'>, quantity: Fen): readonly Move[] {
  const shared = { accountKind: 'budget-line', orderId: null, quantity, cause: 'transfer' } as const;
  return [
    { ...shared, account: from, from: 'available', to: 'outside' },
    { ...shared, account: to, from: 'outside', to: 'available' },
  ];
}

const SAME_LINE = text('调出和调入的指标不能相同。', 'Money is not transferred from a line to itself.');
const OTHER_YEAR = text(
  '调出和调入的指标须属同一年度；跨年度的资金通过结转办理。',
  'Both lines must be of one fiscal year. Money goes into another year by carry-over.',
);

function refused(code: string, message: Text): Refusal {
  return new Refusal('unprocessable', code, message, [{ pointer: '/to', message: '' }]);
}
