import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { creditPayment, listAcceptances } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { creditableParts } from '../credit/credit-body.ts';
import { PAY_WORDS } from './pay-words.ts';
import type { PayablePart } from './payable.ts';

interface OverpaidProps {
  readonly orderId: string;
  readonly parts: readonly PayablePart[];
  readonly payments: readonly Schemas['Payment'][];
}

const ACCEPTANCES_MAX = 200;

/** What is paid and not there any more: how much, of which machines, and the way to the credit note. */
export function Overpaid({ orderId, parts, payments }: OverpaidProps): ReactNode {
  const words = useWords(PAY_WORDS);
  const may = useMay();
  const overpaid = parts.filter((part) => part.overpaid > 0);
  if (overpaid.length === 0) return null;
  const keys = new Set(overpaid.map(({ key }) => key));
  const paying = payments.filter(
    (payment) =>
      payment.outcome === 'approved' && creditableParts(payment).some(({ key, left }) => keys.has(key) && left > 0),
  );
  return (
    <section className="notice" data-kind="warning" aria-label={words.overpaid.title}>
      <strong>{words.overpaid.title}</strong>
      <ul>
        {overpaid.map(({ key, of, number, what, paid, accepted, overpaidFen }) => (
          <li key={key}>
            {words.overpaid.says(
              `${of === 'line' ? words.line(number) : words.item(number)} ${what}`,
              paid,
              accepted,
              writeMoney(yuanOf(overpaidFen)),
            )}
          </li>
        ))}
      </ul>
      <ReturnedMachines {...{ orderId, lines: overpaid.map(({ number }) => number) }} />
      <p>{words.overpaid.help}</p>
      {may(creditPayment) && (
        <p className="acts">
          {paying.map(({ id, sequence }) => (
            <Link key={id} to="/payments/$id/credit" params={{ id }}>
              {words.overpaid.credit(sequence)}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

/** The machines of those lines that went back, by their serials. */
function ReturnedMachines({
  orderId,
  lines,
}: {
  readonly orderId: string;
  readonly lines: readonly number[];
}): ReactNode {
  const words = useWords(PAY_WORDS).overpaid;
  const may = useMay();
  const query = { path: { id: orderId }, query: { limit: ACCEPTANCES_MAX } };
  const acceptances = useRead(listAcceptances, query, { isWanted: may(listAcceptances) });
  const returned = (acceptances.data?.data.items ?? [])
    .flatMap(({ devices }) => devices)
    .flatMap(({ line, serial, returnedOn }) =>
      returnedOn !== null && lines.includes(line) ? [words.returned(serial, returnedOn)] : [],
    );
  if (returned.length === 0) return null;
  return (
    <p>
      {words.machines}
      {returned.join(words.between)}
    </p>
  );
}
