import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { ServerTable } from '../../table/server-table.tsx';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { RETURN_WORDS } from './return-words.ts';

/** What went back, with what ended and became free by it, in the place of the form. */
export function Returned({ done }: { readonly done: AnswerOf<'returnDevices'> }): ReactNode {
  const words = useWords(RETURN_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { order, devices } = done;
  return (
    <section className="decided">
      <h2 ref={heading} tabIndex={-1}>
        {words.done(devices.length)}
      </h2>
      <p>
        <span className="code">{order.reference}</span> <strong>{states[order.state]}</strong>
      </p>
      <ServerTable
        caption={words.returned}
        rows={devices}
        idOf={({ deviceId }) => deviceId}
        empty=""
        columns={[
          { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
          { title: words.line, isNumeric: true, cell: ({ line }) => line },
          { title: words.ended, isNumeric: true, cell: ({ endedEntitlements }) => endedEntitlements.length },
          { title: words.freed, isNumeric: true, cell: ({ freedSeats }) => freedSeats.length },
        ]}
      />
      <p className="acts">
        <Link to="/orders/$id/accept" params={{ id: order.id }}>
          {words.accept}
        </Link>
      </p>
    </section>
  );
}
