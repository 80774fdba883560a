import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getChecklist, getOrderRevision, listAcceptances, listPayments } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { OutcomeTag } from '../ui/outcome.tsx';
import { Reading } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { FULFILMENT_WORDS } from './fulfilment-words.ts';

type Acceptance = Schemas['Acceptance'];
type Payment = Schemas['Payment'];
const ROWS_MAX = 200;

/** Before there is a contract nothing comes, so there is no list to compare it with. */
const WITH_CHECKLIST: readonly Schemas['OrderState'][] = ['contracted', 'accepted', 'closed'];

/** What came for the order: how much of it is there, and every delivery with what became of it. */
export function OrderDeliveries({ order }: { readonly order: Pick<AnswerOf<'getOrder'>, 'id' | 'state'> }): ReactNode {
  const words = useWords(FULFILMENT_WORDS).deliveries;
  const acceptances = useRead(listAcceptances, { path: { id: order.id }, query: { limit: ROWS_MAX } });
  const columns = useAcceptanceColumns();
  return (
    <>
      {WITH_CHECKLIST.includes(order.state) && <Progress orderId={order.id} />}
      <h2>{words.title}</h2>
      <Reading read={acceptances}>
        {({ data }) => (
          <ServerTable
            caption={words.title}
            columns={columns}
            rows={data.items}
            idOf={({ id }) => id}
            empty={words.none}
          />
        )}
      </Reading>
    </>
  );
}

function useAcceptanceColumns(): readonly Column<Acceptance>[] {
  const words = useWords(FULFILMENT_WORDS).deliveries;
  const matched = ({ devices }: Acceptance): number => devices.filter((device) => device.matched).length;
  return [
    {
      title: words.delivery,
      cell: ({ id, orderId, sequence }) => (
        <Link to="/orders/$id/acceptances/$acceptance" params={{ id: orderId, acceptance: id }}>
          {words.nth(sequence)}
        </Link>
      ),
    },
    { title: words.acceptedOn, cell: ({ acceptedOn }) => acceptedOn },
    { title: words.machines, isNumeric: true, cell: matched },
    {
      title: words.differing,
      isNumeric: true,
      cell: (acceptance) => acceptance.devices.length - matched(acceptance),
    },
    {
      title: words.returned,
      isNumeric: true,
      cell: ({ devices }) => devices.filter(({ returnedOn }) => returnedOn !== null).length,
    },
    {
      title: words.seats,
      isNumeric: true,
      cell: ({ items }) => items.reduce((sum, { matchedSeats }) => sum + matchedSeats, 0),
    },
    { title: words.by, cell: ({ actedBy }) => actedBy?.name },
  ];
}

function Progress({ orderId }: { readonly orderId: string }): ReactNode {
  const words = useWords(FULFILMENT_WORDS).deliveries;
  const checklist = useRead(getChecklist, { path: { id: orderId } }, { isOfState: true });
  const counted = checklist.data?.data.revision;
  const path = { id: orderId, revision: counted ?? 0 };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true, isWanted: counted !== undefined });
  const calls = callsOf(revision.data?.data.submission);
  return (
    <Reading read={checklist}>
      {({ data: { lines, items, complete } }) => {
        const parts = [
          ...lines.map((line) => ({ ...line, name: words.line(line.line), what: calls.lines.get(line.line) })),
          ...items.map((item, index) => {
            const number = item.item ?? index + 1;
            return { ...item, returned: 0, name: words.item(number), what: calls.items.get(number) };
          }),
        ];
        return (
          <>
            {complete && <p>{words.complete}</p>}
            <ServerTable
              caption={words.progress}
              rows={parts}
              idOf={({ name }) => name}
              empty=""
              columns={[
                { title: words.part, cell: ({ name, what }) => [name, what].filter(Boolean).join(' ') },
                { title: words.ordered, isNumeric: true, cell: ({ ordered }) => ordered },
                { title: words.accepted, isNumeric: true, cell: ({ accepted }) => accepted },
                { title: words.returned, isNumeric: true, cell: ({ returned }) => returned },
                { title: words.left, isNumeric: true, cell: ({ outstanding }) => outstanding },
              ]}
            />
          </>
        );
      }}
    </Reading>
  );
}

/** What lines and plan items are called, by their numbers: a number alone says nothing to whoever counts boxes. */
function callsOf(submission: Schemas['OrderSubmission'] | undefined) {
  const lines = (submission?.lines ?? []).map(({ line, brand, model, description }) => {
    return [line, [brand, model].filter(Boolean).join(' ') || description] as const;
  });
  const items = (submission?.softwarePlan ?? []).map(({ item, product, edition, version }, index) => {
    return [item ?? index + 1, [product, edition, version].filter(Boolean).join(' ')] as const;
  });
  return { lines: new Map(lines), items: new Map(items) };
}

/** Every payment that was put for the order; only an approved one has moved money. */
export function OrderPayments({ orderId }: { readonly orderId: string }): ReactNode {
  const words = useWords(FULFILMENT_WORDS).payments;
  const payments = useRead(listPayments, { path: { id: orderId }, query: { limit: ROWS_MAX } });
  const columns: readonly Column<Payment>[] = [
    {
      title: words.payment,
      cell: ({ id, sequence, final }) => (
        <>
          <Link to="/payments/$id" params={{ id }}>
            {words.nth(sequence)}
          </Link>{' '}
          {final && words.last}
        </>
      ),
    },
    { title: words.outcome, cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
    { title: words.invoiceNumber, cell: ({ invoiceNumber }) => <bdi>{invoiceNumber}</bdi> },
    { title: words.invoiceOn, cell: ({ invoiceOn }) => invoiceOn },
    { title: words.amount, isNumeric: true, cell: ({ amount }) => writeMoney(amount) },
    { title: words.credited, isNumeric: true, cell: ({ credited }) => writeMoney(credited) },
    { title: words.by, cell: ({ actedBy }) => actedBy?.name },
  ];
  return (
    <Reading read={payments}>
      {({ data }) => (
        <ServerTable
          caption={words.title}
          columns={columns}
          rows={data.items}
          idOf={({ id }) => id}
          empty={words.none}
        />
      )}
    </Reading>
  );
}
