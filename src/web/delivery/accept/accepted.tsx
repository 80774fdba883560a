import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { payOrder } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { OutcomeTag } from '../../ui/outcome.tsx';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { DELIVERY_WORDS } from './delivery-words.ts';
import { partsOf } from './told-of.ts';
import { DeliveryFindings } from './verdict.tsx';

interface AcceptedProps {
  readonly done: Schemas['DecidedAcceptance'];
  readonly onAnother: () => void;
}

/** The decision on a delivery in the place of the form: what is registered now, what is not and why. */
export function Accepted({ done, onAnother }: AcceptedProps): ReactNode {
  const words = useWords(DELIVERY_WORDS).done;
  const states = useWords(ORDER_STATE_WORDS);
  const may = useMay();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { order, decision, acceptance } = done;
  const matched = acceptance.devices.filter((device) => device.matched).length;
  const seats = acceptance.items.reduce((sum, item) => sum + item.matchedSeats, 0);
  const differing = acceptance.devices.length - matched;
  // What differs stays in the draft, to be mended, even where as many others came.
  const isMoreToCome = order.state === 'contracted' || differing > 0;
  return (
    <section className="decided">
      <h2 ref={heading} tabIndex={-1}>
        {words.title(acceptance.sequence)} <OutcomeTag outcome={decision.outcome} />
      </h2>
      <p>
        <span className="code">{order.reference}</span> <strong>{states[order.state]}</strong>
      </p>
      <p>{words.registered(matched, seats)}</p>
      {differing > 0 && <p>{words.differing(differing)}</p>}
      <p className="acts">
        <Link to="/orders/$id/acceptances/$acceptance" params={{ id: order.id, acceptance: acceptance.id }}>
          {words.details}
        </Link>
        {isMoreToCome && (
          <button type="button" className="plain-button" onClick={onAnother}>
            {words.onward}
          </button>
        )}
        {may(payOrder) && (
          <Link to="/orders/$id/pay" params={{ id: order.id }}>
            {words.pay}
          </Link>
        )}
      </p>
      <DeliveryFindings findings={decision.findings} partAt={partsOf(acceptance)} />
    </section>
  );
}
