import type { ReactNode } from 'react';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { NumberCell } from './number-cell.tsx';
import { PAY_WORDS } from './pay-words.ts';
import type { PayablePart } from './payable.ts';
import { type TypedPart, type TypedPayment, typedPart, withCount } from './payment-body.ts';

interface PaymentPartsProps {
  readonly parts: readonly PayablePart[];
  readonly typed: TypedPayment;
  readonly setTyped: (typed: TypedPayment) => void;
  readonly faultOf: (name: string) => string | undefined;
}

/** Each part of the order: what was contracted, has come and was paid, and what this invoice is for. */
export function PaymentParts({ parts, typed, setTyped, faultOf }: PaymentPartsProps): ReactNode {
  const words = useWords(PAY_WORDS);
  const nameOf = ({ of, number, what }: PayablePart): string =>
    `${of === 'line' ? words.line(number) : words.item(number)} ${what}`;
  const set = (key: string, part: TypedPart): void => setTyped({ ...typed, parts: { ...typed.parts, [key]: part } });
  const columns: readonly Column<PayablePart>[] = [
    { title: words.part, cell: nameOf },
    { title: words.contracted, isNumeric: true, cell: ({ contracted }) => contracted },
    { title: words.accepted, isNumeric: true, cell: ({ accepted }) => accepted },
    { title: words.paid, isNumeric: true, cell: ({ paid }) => paid },
    {
      title: words.payable,
      isNumeric: true,
      cell: ({ payable, overpaid }) => <strong>{overpaid > 0 ? words.overpaidBy(overpaid) : payable}</strong>,
    },
    {
      title: words.payableSum,
      isNumeric: true,
      cell: ({ payableFen, overpaidFen }) => writeMoney(yuanOf(payableFen - overpaidFen)),
    },
    {
      title: words.count,
      isNumeric: true,
      cell: (part) => (
        <NumberCell
          {...{ name: `${part.key}.count`, label: words.countOf(nameOf(part)), fault: faultOf(`${part.key}.count`) }}
          {...{ value: typedPart(typed, part.key).count, inputMode: 'numeric' }}
          onText={(count) => set(part.key, withCount(part, count))}
        />
      ),
    },
    {
      title: words.amount,
      isNumeric: true,
      cell: (part) => (
        <NumberCell
          {...{ name: `${part.key}.amount`, label: words.amountOf(nameOf(part)), fault: faultOf(`${part.key}.amount`) }}
          {...{ value: typedPart(typed, part.key).amount, inputMode: 'decimal' }}
          onText={(amount) => set(part.key, { ...typedPart(typed, part.key), amount })}
        />
      ),
    },
  ];
  return (
    <div className="pay-table">
      <ServerTable caption={words.table} columns={columns} rows={parts} idOf={({ key }) => key} empty="" />
    </div>
  );
}
