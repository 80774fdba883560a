import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs } from '../../../client/operation.ts';
import { listDrafts } from '../../../client/operations.generated.ts';
import { useRead } from '../../../client/use-gate.ts';
import { NAVIGATION_WORDS } from '../../../ui/navigation.ts';
import { writeInstant } from '../../../ui/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';

const SHOWN = 20;

interface OfferedDraftsProps {
  readonly of: Pick<NonNullable<CallArgs<'listDrafts'>['query']>, 'kind' | 'orderId'>;
  readonly onOpen: (id: string) => void;
}

/** What was begun and not submitted, by whomever of the agency. */
export function OfferedDrafts({ of, onOpen }: OfferedDraftsProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).drafts;
  const places = useWords(NAVIGATION_WORDS);
  const drafts = useRead(listDrafts, { query: { ...of, limit: SHOWN } });
  const hasMore = (drafts.data?.data.next ?? null) !== null;
  const open = (drafts.data?.data.items ?? []).filter(({ masked }) => !masked);
  if (open.length === 0) return null;
  return (
    <details>
      <summary>{words.title(`${open.length}${hasMore ? '+' : ''}`)}</summary>
      <ul className="plain-list">
        {open.map(({ id, title, savedAt, savedBy }) => (
          <li key={id}>
            <button type="button" className="plain-button" onClick={() => onOpen(id)}>
              {title}
            </button>{' '}
            <span className="secondary">
              {writeInstant(savedAt)} {savedBy?.name}
            </span>
          </li>
        ))}
      </ul>
      {hasMore && <Link to="/drafts">{places.drafts}</Link>}
    </details>
  );
}
