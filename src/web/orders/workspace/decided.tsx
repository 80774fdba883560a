import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { dayOf } from '../../ui/time.ts';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { isAmendable } from '../amendable.ts';
import { DecidedMoney } from '../money/order-money.tsx';
import { OrderFindings } from '../order-findings.tsx';
import { WORKSPACE_WORDS } from './workspace-words.ts';

interface DecidedProps {
  readonly decided: AnswerOf<'submitOrder'>;
  readonly onAnother?: () => void;
  /** Opens the form anew, with what was just sent in it. Absent for an order that is amended in a place of its own. */
  readonly onAmend?: () => void;
}

/** The decision in the place of the form: what it is, why, what it reserved, and where to go on. */
export function Decided({ decided: { order, decision }, onAnother, onAmend }: DecidedProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isToMend = decision.outcome !== 'approved' && isAmendable(order);
  return (
    <section className="decided">
      <h2 ref={heading} tabIndex={-1}>
        {words.decided.title} <OutcomeTag outcome={decision.outcome} />
      </h2>
      <p>
        <span className="code">{order.reference}</span> <strong>{states[order.state]}</strong>{' '}
        {decision.expiresAt !== null && words.decided.until(dayOf(decision.expiresAt))}
      </p>
      <p className="acts">
        <Link to="/orders/$id" params={{ id: order.id }}>
          {words.decided.toOrder}
        </Link>
        {isToMend && onAmend && (
          <button type="button" className="plain-button" onClick={onAmend}>
            {words.amend}
          </button>
        )}
        {isToMend && !onAmend && (
          <Link to="/orders/$id/amend" params={{ id: order.id }}>
            {words.amend}
          </Link>
        )}
        {onAnother && (
          <button type="button" className="plain-button" onClick={onAnother}>
            {words.decided.another}
          </button>
        )}
      </p>
      <OrderFindings decision={decision} order={order} />
      {decision.budget.length > 0 && <DecidedMoney decision={decision} />}
    </section>
  );
}
