import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listOrders } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { dayOf } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { TWIN_WORDS } from './twin-words.ts';
import { twinsAmong, twinsQuery } from './twins.ts';

interface TwinOrdersProps {
  readonly finding: Pick<Schemas['Finding'], 'rule' | 'clause' | 'facts'>;
  readonly submission: object;
  /** The order that was judged, once it is one. */
  readonly order: string | undefined;
  /** The day of its submission. */
  readonly on: string;
}

/** More are a click away: nobody compares twenty orders beside a finding. */
const SHOWN_MAX = 5;

/** By number, with a way to each, the orders that a finding of a repeated purchase can mean, as far as the reader sees them. */
export function TwinOrders({ finding, submission, order, on }: TwinOrdersProps): ReactNode {
  const words = useWords(TWIN_WORDS);
  const may = useMay();
  const query = twinsQuery(finding, { submission, on });
  const isWanted = query !== undefined && may(listOrders);
  const { items } = useAll(listOrders, { query }, { isWanted, most: 50 });
  const twins = twinsAmong(items, order);
  if (!isWanted || twins.length === 0) return null;
  return (
    <section aria-label={words.label}>
      <p>
        <strong>{words.label}</strong> <span className="secondary">{words.help}</span>
      </p>
      <ul className="plain-list">
        {twins.slice(0, SHOWN_MAX).map(({ id, reference, subject, devices, submittedAt }) => (
          <li key={id}>
            <Link to="/orders/$id" params={{ id }}>
              {reference}
            </Link>{' '}
            {subject} {words.devices(devices ?? 0)} {dayOf(submittedAt)}
          </li>
        ))}
      </ul>
      {twins.length > SHOWN_MAX && (
        <Link to="/orders" search={query}>
          {words.all}
        </Link>
      )}
    </section>
  );
}
