import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BodyOf } from '../../client/operation.ts';
import { getOrder, getPayment } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { CREDIT_SENTENCE_WORDS } from './credit-sentence-words.ts';

interface CreditSentenceProps {
  readonly payment: string;
  readonly asked: BodyOf<'creditPayment'>;
}

/** How much is taken back of which payment, by which paper and why. */
export function CreditSentence({ payment, asked }: CreditSentenceProps): ReactNode {
  const words = useWords(CREDIT_SENTENCE_WORDS);
  const may = useMay();
  const paid = useRead(getPayment, { path: { id: payment } }, { isWanted: may(getPayment) });
  const found = paid.data?.data;
  const canName = may(getOrder) && found !== undefined;
  const order = useRead(getOrder, { path: { id: found?.orderId ?? '' } }, { isWanted: canName }).data?.data;
  return (
    <>
      {words.takes(asked.number, writeMoney(asked.amount))}
      {may(getPayment) && (
        <Link to="/payments/$id" params={{ id: payment }}>
          {found === undefined
            ? payment
            : words.payment(order?.reference ?? '', found.sequence, writeMoney(found.amount))}
        </Link>
      )}
      {order && (
        <>
          {words.of}
          <AgencyName code={order.agencyCode} />
        </>
      )}
      <bdi>{words.because(asked.reason)}</bdi>
    </>
  );
}
