import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getOrder, listOrders } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { useRead } from '../client/use-gate.ts';
import { dayOf } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { TWIN_WORDS } from './twin-words.ts';
import { namedOrders, twinsAmong, twinsQuery } from './twins.ts';

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

/** By number, with a way to each, the orders that a finding is about, as far as the reader sees them. */
export function TwinOrders({ finding, ...props }: TwinOrdersProps): ReactNode {
  const ids = namedOrders(finding);
  return ids.length > 0 ? <NamedOrders ids={ids} /> : <AlikeOrders finding={finding} {...props} />;
}

/** Those that the finding names by ids, which nobody reads. */
function NamedOrders({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const words = useWords(TWIN_WORDS);
  const may = useMay();
  if (!may(getOrder)) return null;
  return (
    <section aria-label={words.named}>
      <strong>{words.named}</strong>
      <ul className="plain-list">
        {ids.slice(0, SHOWN_MAX).map((id) => (
          <NamedOrder key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

/** One of another agency, which the reader does not reach, stays an id. */
function NamedOrder({ id }: { readonly id: string }): ReactNode {
  const { data } = useRead(getOrder, { path: { id } });
  return (
    <li>
      {data ? (
        <>
          <Link to="/orders/$id" params={{ id }}>
            {data.data.reference}
          </Link>{' '}
          {dayOf(data.data.submittedAt)}
        </>
      ) : (
        <span className="code">{id}</span>
      )}
    </li>
  );
}

/** Those that a finding of a repeated purchase can mean: it only counts them. */
function AlikeOrders({ finding, submission, order, on }: TwinOrdersProps): ReactNode {
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
