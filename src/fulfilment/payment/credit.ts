import {
  addFen,
  type CivilDate,
  formatYuan,
  Refusal,
  type RefusedField,
  subtractFen,
  type Text,
  text,
  ZERO_FEN,
} from '../../kernel/index.ts';
import type { Move } from '../../ledger/index.ts';
import { usedNumber } from './invoice-number.ts';
import type { AskedPart } from './paid-parts.ts';
import { type CreditNote, type CreditTarget, type FundedPart, type Payment, sumByLine, takenBack } from './payment.ts';

/** A credit note as it is asked for, in whole fen. */
export interface CreditRequest extends Pick<CreditNote, 'number' | 'creditedOn' | 'amountFen'> {
  readonly parts: readonly AskedPart[];
  readonly reason: string;
}

export interface CreditToValidate {
  readonly asked: CreditRequest;
  readonly payment: Payment;
  /** What credit notes took back of the payment before. */
  readonly notes: readonly CreditNote[];
  readonly isNumberUsed: boolean;
  readonly on: CivilDate;
}

/** Why a credit note cannot be carried out: it takes back something else, or more, than was paid. */
export function refusalOfCredit(credit: CreditToValidate): Refusal | undefined {
  if (credit.payment.outcome !== 'approved') return new Refusal('conflict', 'payment.not_paid', NOT_PAID);
  const { asked, on, isNumberUsed } = credit;
  const checks: readonly (readonly [Code, readonly RefusedField[]])[] = [
    ['credited_on', asked.creditedOn > on ? at('/creditedOn') : []],
    ['unknown_part', unknownParts(credit)],
    ['amounts', unbalanced(asked)],
    ['number_used', isNumberUsed ? [usedNumber('/number', asked.number)] : []],
    ['above_paid', abovePaid(credit)],
  ];
  const found = checks.find(([, errors]) => errors.length > 0);
  return found && new Refusal('unprocessable', `credit_note.${found[0]}`, TEXTS[found[0]], found[1]);
}

const NOT_PAID = text(
  '该笔付款未获通过，没有支出可冲回。',
  'This payment was not approved, so nothing was spent by it.',
);

const TEXTS = {
  credited_on: text('红字发票日期不能晚于今天。', 'A credit note cannot be of a day to come.'),
  unknown_part: text(
    '冲回的部分不在该笔付款中，或出现了两次。',
    'The credit note names a part that this payment did not pay, or one of them twice.',
  ),
  amounts: text(
    '冲回金额勾稽不符：合计应等于各部分之和，且大于零。',
    'The amounts do not add up: the sum is that of all parts, and is above nought.',
  ),
  number_used: text('该供应商的此张红字发票已登记。', 'This credit note of the supplier is recorded already.'),
  above_paid: text(
    '冲回数量或金额超过该笔付款尚未冲回的部分。',
    'It takes back more than was paid and not credited yet.',
  ),
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

function at(pointer: string): readonly RefusedField[] {
  return [{ pointer, message: '' }];
}

function unknownParts({ asked: { parts }, payment }: CreditToValidate): readonly RefusedField[] {
  return parts
    .filter(({ part }, index) => {
      const isPaid = payment.parts.some((paid) => paid.part === part);
      return !isPaid || parts.findIndex((each) => each.part === part) !== index;
    })
    .flatMap(({ pointer }) => at(pointer));
}

function unbalanced({ parts, amountFen }: CreditRequest): readonly RefusedField[] {
  const sum = addFen(ZERO_FEN, ...parts.map((part) => part.amountFen));
  return sum === amountFen && sum > 0 ? [] : at('/amount');
}

function abovePaid({ asked, payment, notes }: CreditToValidate): readonly RefusedField[] {
  return asked.parts.flatMap(({ part, pointer, quantity, amountFen }) => {
    const left = leftOf(payment, notes, part);
    if (quantity <= left.quantity && amountFen <= left.amountFen) return [];
    const yuan = formatYuan(left.amountFen);
    const says = text(
      `尚可冲回 ${left.quantity}，共 ${yuan} 元。`,
      `${left.quantity} for ${yuan} yuan are left to take back.`,
    );
    return [{ pointer, message: says }];
  });
}

/** What of a part was paid and not taken back. */
function leftOf({ parts }: Payment, notes: readonly CreditNote[], part: string) {
  const paid = parts.filter((each) => each.part === part);
  const gone = notes.flatMap((note) => note.parts).filter((each) => each.part === part);
  const sum = (of: readonly FundedPart[]) => ({
    quantity: of.reduce((total, { quantity }) => total + quantity, 0),
    amountFen: addFen(ZERO_FEN, ...of.map(({ amountFen }) => amountFen)),
  });
  const [had, lost] = [sum(paid), sum(gone)];
  return { quantity: had.quantity - lost.quantity, amountFen: subtractFen(had.amountFen, lost.amountFen) };
}

/** The parts with the budget lines that their money goes back to. */
export function creditedParts({
  asked,
  payment,
  notes,
}: Omit<CreditToValidate, 'isNumberUsed' | 'on'>): readonly FundedPart[] {
  return asked.parts.map(({ pointer: _pointer, ...part }) => {
    const paid = payment.parts.find((each) => each.part === part.part);
    const credited = notes.flatMap((note) => note.parts).filter((each) => each.part === part.part);
    return { ...part, funding: paid ? takenBack(paid, { credited, amountFen: part.amountFen }) : [] };
  });
}

/** Whether a credit note leaves nothing of its payment. */
export function takesAllBack({
  asked,
  payment,
  notes,
}: Pick<CreditToValidate, 'asked' | 'payment' | 'notes'>): boolean {
  const before = addFen(ZERO_FEN, ...notes.map(({ amountFen }) => amountFen));
  return before + asked.amountFen === payment.amountFen;
}

export interface MovesOfCredit {
  readonly orderId: string;
  readonly parts: readonly FundedPart[];
  readonly goesTo: CreditTarget;
}

export function movesOfCredit({ orderId, parts, goesTo }: MovesOfCredit): readonly Move[] {
  return sumByLine(parts).flatMap(({ budgetLine, amountFen }): readonly Move[] => {
    const base = { accountKind: 'budget-line', account: budgetLine, orderId, quantity: amountFen } as const;
    const back: Move = { ...base, from: 'spent', to: 'encumbered', cause: 'credit' };
    if (goesTo === 'encumbered') return [back];
    return [back, { ...base, from: 'encumbered', to: 'available', cause: 'release' }];
  });
}
