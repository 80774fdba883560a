import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import {
  creditPayment,
  getChecklist,
  getOrder,
  getOrderRevision,
  getPayment,
  listPayments,
} from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { aboutThing, useOpenProposals } from '../../client/use-open-proposals.ts';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { payableParts } from '../pay/payable.ts';
import { creditableParts, overpaidParts, type TypedCredit } from './credit-body.ts';
import { CreditForm } from './credit-form.tsx';
import { CREDIT_WORDS } from './credit-words.ts';
import '../delivery.css';

type Payment = Schemas['Payment'];
const route = getRouteApi('/payments/$id/credit');
const COUNTED: readonly Schemas['OrderState'][] = ['contracted', 'accepted', 'closed'];
const PAYMENTS_MAX = 200;

/** The supplier's credit note for a payment, which a second person of the bureau signs. */
export function CreditScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(CREDIT_WORDS);
  const payment = useRead(getPayment, { path: { id } });
  const found = payment.data?.data;
  const order = useRead(getOrder, { path: { id: found?.orderId ?? '' } }, { isWanted: found !== undefined });
  return (
    <Screen
      title={found === undefined ? words.link : words.title(order.data?.data.reference ?? '', found.sequence)}
      acts={
        <Link to="/payments/$id" params={{ id }}>
          {words.toPayment}
        </Link>
      }
    >
      <Reading read={payment}>{({ data }) => <OfOrder payment={data} />}</Reading>
    </Screen>
  );
}

function OfOrder({ payment }: { readonly payment: Payment }): ReactNode {
  const order = useRead(getOrder, { path: { id: payment.orderId } });
  return <Reading read={order}>{({ data }) => <Credit {...{ payment, order: data }} />}</Reading>;
}

interface CreditProps {
  readonly payment: Payment;
  readonly order: AnswerOf<'getOrder'>;
}

function Credit({ payment, order }: CreditProps): ReactNode {
  const words = useWords(CREDIT_WORDS);
  const proposals = useOpenProposals(creditPayment.id, { agencyCode: order.agencyCode });
  const awaiting = aboutThing(proposals, payment.id);
  const overpaid = useOverpaid({ payment, order });
  const path = { id: order.id, revision: order.revision ?? order.latestRevision };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true });
  const parts = creditableParts(payment).filter(({ left, leftFen }) => left > 0 || leftFen > 0n);
  if (payment.outcome !== 'approved') return <p className="empty">{words.notPaid}</p>;
  return (
    <Reading read={revision}>
      {({ data: { submission } }) => (
        <CreditForm {...{ key: payment.id, payment, order, submission, parts, overpaid, awaiting }} />
      )}
    </Reading>
  );
}

/** How much of this payment the order is overpaid; nothing while that is not known. */
function useOverpaid({ payment, order }: CreditProps): TypedCredit['parts'] | undefined {
  const isCounted = COUNTED.includes(order.state);
  const checklist = useRead(getChecklist, { path: { id: order.id } }, { isWanted: isCounted });
  const known = checklist.data?.data;
  const path = { id: order.id, revision: known?.revision ?? 0 };
  const revision = useRead(getOrderRevision, { path }, { isFinal: true, isWanted: known !== undefined });
  const payments = useRead(listPayments, { path: { id: order.id }, query: { limit: PAYMENTS_MAX } });
  if (known === undefined || revision.data === undefined || payments.data === undefined) return undefined;
  const payable = payableParts(known, revision.data.data.submission, payments.data.data.items);
  const overpaid = overpaidParts(creditableParts(payment), payable);
  return Object.keys(overpaid).length === 0 ? undefined : overpaid;
}
