import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { addressOf } from '../client/call.ts';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import {
  acceptDelivery,
  amendOrder,
  contractOrder,
  decideOrderAgain,
  getDecisionCertificate,
  getOrder,
  listAcceptances,
  payOrder,
  returnDevices,
  terminateOrder,
  withdrawOrder,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAct, useRead } from '../client/use-gate.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { Done } from '../ui/done.tsx';
import { OutcomeTag } from '../ui/outcome.tsx';
import { DocumentLink } from '../ui/papers/document-link.tsx';
import { ReasonForm } from '../ui/reason-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { isAmendable, isDecidable } from './amendable.ts';
import { CONTRACT_WORDS } from './contract/contract-words.ts';
import { FULFILMENT_WORDS } from './fulfilment-words.ts';
import { ORDER_WORDS } from './order-words.ts';

type Order = AnswerOf<'getOrder'>;
type State = Schemas['OrderState'];

/** In which states the gate takes an act; in any other it would refuse, so the act is not offered. */
const ALLOWED: { readonly [act in 'withdraw' | 'terminate']: readonly State[] } = {
  withdraw: ['rejected', 'referred', 'approved'],
  terminate: ['contracted'],
};

/** Between the contract and the last payment machines come and go back, and invoices are paid. */
const UNDER_CONTRACT: readonly State[] = ['contracted', 'accepted'];

interface OrderActsProps {
  readonly order: Order;
  /** As it was read with the order; the gate refuses an act on what has changed since. */
  readonly etag: string | undefined;
}

/** What this person can do with an order as it stands. */
export function OrderActs({ order, etag }: OrderActsProps): ReactNode {
  const words = useWords(ORDER_WORDS).acts;
  const contract = useWords(CONTRACT_WORDS);
  const may = useMay();
  const again = useAct(decideOrderAgain);
  const [ending, setEnding] = useState<'withdraw' | 'terminate'>();
  /** The same answer once more would look as if nothing had been done. */
  const [decided, setDecided] = useState<Schemas['Decision']>();
  const decideAgain = async (): Promise<void> => {
    setDecided(undefined);
    setDecided((await again.send({ path: { id: order.id } }, etag))?.data.decision);
  };
  const isCleared = order.state === 'approved';
  return (
    <div className="acts">
      {may(amendOrder) && isAmendable(order) && (
        <Link to="/orders/$id/amend" params={{ id: order.id }}>
          {words.amend}
        </Link>
      )}
      {isCleared && !order.classified && may(contractOrder) && (
        <Link to="/orders/$id/contract" params={{ id: order.id }}>
          {contract.link}
        </Link>
      )}
      <FulfilmentLinks order={order} />
      <OrderPapers order={order} />
      <button type="button" className="plain-button" onClick={() => print()}>
        {words.print}
      </button>
      {isDecidable(order) && may(decideOrderAgain) && (
        <Button loading={again.isBusy} onClick={() => void decideAgain()}>
          {words.again}
        </Button>
      )}
      {ALLOWED.withdraw.includes(order.state) && may(withdrawOrder) && (
        <Button onClick={() => setEnding('withdraw')}>{words.withdraw}</Button>
      )}
      {ALLOWED.terminate.includes(order.state) && may(terminateOrder) && (
        <Button onClick={() => setEnding('terminate')}>{words.terminate}</Button>
      )}
      {again.refusal && <Refusal of={again.refusal} />}
      {decided && (
        <Done>
          {words.decidedAgain} <OutcomeTag outcome={decided.outcome} />
        </Done>
      )}
      {ending === 'withdraw' && ALLOWED.withdraw.includes(order.state) && <Withdrawal order={order} etag={etag} />}
      {ending === 'terminate' && ALLOWED.terminate.includes(order.state) && <Termination order={order} etag={etag} />}
    </div>
  );
}

/** The certificate of what stands approved, and the form of the review. */
function OrderPapers({ order: { id, state, standing } }: Pick<OrderActsProps, 'order'>): ReactNode {
  const words = useWords(ORDER_WORDS).acts;
  const may = useMay();
  const lang = useLanguage();
  return (
    <>
      {state === 'approved' && standing && may(getDecisionCertificate) && (
        <DocumentLink address={addressOf(getDecisionCertificate.path, { id: standing.decisionId }, { format: 'pdf' })}>
          {words.certificate}
        </DocumentLink>
      )}
      <DocumentLink address={addressOf(getOrder.path, { id }, { format: 'pdf', lang })}>
        {words.reviewForm}
      </DocumentLink>
    </>
  );
}

/** What comes after the contract, for whom it is: deliveries of the agency, payments of the finance bureau. */
function FulfilmentLinks({ order: { id, state, leftToOthers = [] } }: Pick<OrderActsProps, 'order'>): ReactNode {
  const words = useWords(FULFILMENT_WORDS).acts;
  const may = useMay();
  const isOpen = UNDER_CONTRACT.includes(state);
  const canReturn = useHasMachines(id, isOpen && may(returnDevices));
  if (!isOpen) return null;
  const [mayAccept, mayPay] = [may(acceptDelivery), may(payOrder)];
  return (
    <>
      {mayAccept && !leftToOthers.includes('acceptance') && (
        <Link to="/orders/$id/accept" params={{ id }}>
          {words.accept}
        </Link>
      )}
      {mayPay && !leftToOthers.includes('payment') && (
        <Link to="/orders/$id/pay" params={{ id }}>
          {words.pay}
        </Link>
      )}
      {canReturn && (
        <Link to="/orders/$id/return" params={{ id }}>
          {words.giveBack}
        </Link>
      )}
      {mayAccept && leftToOthers.includes('acceptance') && <p className="secondary">{words.othersAccept}</p>}
      {mayPay && leftToOthers.includes('payment') && <p className="secondary">{words.othersPay}</p>}
    </>
  );
}

const ACCEPTANCES_MAX = 200;

/** Whether a machine of the order is in the register: before one came, nothing can go back. */
function useHasMachines(id: string, isAsked: boolean): boolean {
  const query = { path: { id }, query: { limit: ACCEPTANCES_MAX } };
  const acceptances = useRead(listAcceptances, query, { isWanted: isAsked });
  const devices = acceptances.data?.data.items.flatMap((acceptance) => acceptance.devices) ?? [];
  return isAsked && devices.some(({ deviceId, returnedOn }) => deviceId !== null && returnedOn === null);
}

function Withdrawal({ order, etag }: OrderActsProps): ReactNode {
  const words = useWords(ORDER_WORDS).acts;
  const act = useAct(withdrawOrder);
  return (
    <ReasonForm
      asks={words.withdrawWhy}
      help={words.withdrawHelp}
      does={words.withdraw}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onReason={(reason) => void act.send({ path: { id: order.id }, body: { reason } }, etag)}
    />
  );
}

function Termination({ order, etag }: OrderActsProps): ReactNode {
  const words = useWords(ORDER_WORDS).acts;
  const act = useAct(terminateOrder);
  return (
    <ReasonForm
      asks={words.terminateWhy}
      help={words.terminateHelp}
      does={words.terminate}
      phrase={{ asks: words.typeReference, text: order.reference }}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onReason={(reason) => void act.send({ path: { id: order.id }, body: { reason } }, etag)}
    />
  );
}
