import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import {
  creditPayment,
  getDecision,
  getOrder,
  getOrderRevision,
  getPayment,
} from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { ServerTable } from '../../table/server-table.tsx';
import { writeMoney } from '../../ui/money.ts';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { CREDIT_WORDS } from '../credit/credit-words.ts';
import { Funding, PaymentFindings } from '../pay/payment-outcome.tsx';
import { type NamedParts, namedParts } from './named-parts.ts';
import { RECORD_WORDS } from './record-words.ts';
import '../delivery.css';

type Payment = AnswerOf<'getPayment'>;
const route = getRouteApi('/payments/$id');

/** One payment: its invoice, what it is for, from where it was paid, and what was taken back. */
export function PaymentScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(RECORD_WORDS).payment;
  const credit = useWords(CREDIT_WORDS);
  const may = useMay();
  const payment = useRead(getPayment, { path: { id } });
  const found = payment.data?.data;
  const order = useRead(getOrder, { path: { id: found?.orderId ?? '' } }, { isWanted: found !== undefined });
  return (
    <Screen
      title={found === undefined ? words.name : words.title(order.data?.data.reference ?? '', found.sequence)}
      acts={
        found && (
          <>
            {may(creditPayment) && found.outcome === 'approved' && (
              <Link to="/payments/$id/credit" params={{ id }}>
                {credit.link}
              </Link>
            )}
            <Link to="/orders/$id" params={{ id: found.orderId }}>
              {words.toOrder}
            </Link>
          </>
        )
      }
    >
      <Reading read={payment}>{({ data }) => <Paid of={data} />}</Reading>
    </Screen>
  );
}

function Paid({ of: payment }: { readonly of: Payment }): ReactNode {
  const words = useWords(RECORD_WORDS).payment;
  const decision = useRead(getDecision, { path: { id: payment.decisionId } }, { isFinal: true });
  const decided = decision.data?.data.revision;
  const path = { id: payment.orderId, revision: decided ?? 0 };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true, isWanted: decided !== undefined });
  const names = namedParts(revision.data?.data.submission);
  return (
    <>
      <Facts of={payment} />
      {payment.outcome !== 'approved' && <p>{words.notPaid}</p>}
      <h2>{words.parts}</h2>
      <Parts of={payment} names={names} />
      {payment.budget.length > 0 && <h2>{words.funding}</h2>}
      <Funding of={payment.budget} />
      {payment.creditNotes.length > 0 && <Notes of={payment} />}
      <Reading read={decision}>
        {({ data }) => (
          <section>
            <h2>{words.findings}</h2>
            {data.findings.length === 0 && <p>{words.good}</p>}
            <PaymentFindings of={data.findings} />
          </section>
        )}
      </Reading>
    </>
  );
}

function Facts({ of: payment }: { readonly of: Payment }): ReactNode {
  const words = useWords(RECORD_WORDS).payment;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.invoiceNumber, <bdi key="number">{payment.invoiceNumber}</bdi>],
    [words.invoiceOn, payment.invoiceOn],
    [words.amount, writeMoney(payment.amount)],
    [words.last, payment.final ? words.yes : words.no],
    [words.released, writeMoney(payment.released)],
    [words.credited, writeMoney(payment.credited)],
    [words.by, payment.actedBy?.name],
    [words.log, payment.logIndex],
  ];
  return (
    <>
      <p>
        <OutcomeTag outcome={payment.outcome} />
      </p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Parts({
  of: { lines, softwarePlan },
  names,
}: {
  readonly of: Payment;
  readonly names: NamedParts;
}): ReactNode {
  const words = useWords(RECORD_WORDS).payment;
  const parts = [
    ...lines.map(({ line, quantity, amount }) => ({
      ...{ name: words.line(line), what: names.line(line)?.what, count: quantity, amount },
    })),
    ...softwarePlan.map(({ item, seats, amount }) => ({
      ...{ name: words.item(item), what: names.item(item), count: seats, amount },
    })),
  ];
  return (
    <ServerTable
      caption={words.parts}
      rows={parts}
      idOf={({ name }) => name}
      empty=""
      columns={[
        { title: words.part, cell: ({ name, what }) => [name, what].filter(Boolean).join(' ') },
        { title: words.count, isNumeric: true, cell: ({ count }) => count },
        { title: words.amount, isNumeric: true, cell: ({ amount }) => writeMoney(amount) },
      ]}
    />
  );
}

function Notes({ of: { creditNotes } }: { readonly of: Payment }): ReactNode {
  const words = useWords(RECORD_WORDS).payment;
  return (
    <section>
      <h2>{words.notes}</h2>
      <ServerTable
        caption={words.notes}
        rows={creditNotes}
        idOf={({ id }) => id}
        empty=""
        columns={[
          { title: words.number, cell: ({ number }) => <bdi>{number}</bdi> },
          { title: words.day, cell: ({ creditedOn }) => creditedOn },
          { title: words.amount, isNumeric: true, cell: ({ amount }) => writeMoney(amount) },
        ]}
      />
    </section>
  );
}
