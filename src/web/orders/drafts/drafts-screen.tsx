import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { listDrafts } from '../../client/operations.generated.ts';
import { useSession } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { ListPage } from '../../table/list-page.tsx';
import type { Column } from '../../table/server-table.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { DRAFT_WORDS } from './draft-words.ts';
import { waitsFor } from './review-status.tsx';

type Row = Schemas['DraftSummary'];
const route = getRouteApi('/drafts');
const TABS = ['author', 'asked', 'all'] as const;
const PAGE_ROWS = 50;
const QUERIES = { author: { author: 'me' }, asked: { asked: 'me' }, all: {} } as const;

/** What was begun and not submitted: mine, what waits for my opinion, and all of the agency, to go on with or take over. */
export function DraftsScreen(): ReactNode {
  const words = useWords(DRAFT_WORDS);
  const { asked, author, opinion: wished, after } = route.useSearch();
  const tab = asked === 'me' ? 'asked' : author === 'me' ? 'author' : 'all';
  const opinion = wished === 'agreed' || wished === 'returned' ? wished : undefined;
  const drafts = useRead(listDrafts, { query: { ...QUERIES[tab], opinion, after, limit: PAGE_ROWS } });
  const columns = useColumns();
  return (
    <Screen title={words.title}>
      <nav className="tab-links" aria-label={words.title}>
        {TABS.map((one) => (
          <Link
            key={one}
            to="/drafts"
            search={QUERIES[one]}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {words.list.tabs[one]}
          </Link>
        ))}
      </nav>
      {opinion !== undefined && (
        <p>
          {words.list.only[opinion]}{' '}
          <Link to="/drafts" search={QUERIES[tab]}>
            {words.list.everything}
          </Link>
        </p>
      )}
      <Reading read={drafts}>
        {({ data }) => (
          <ListPage
            caption={words.list.tabs[tab]}
            columns={columns}
            page={data}
            idOf={({ id }) => id}
            empty={words.list.empty[tab]}
            isFirst={after === undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { list, kinds, page } = useWords(DRAFT_WORDS);
  return [
    {
      title: list.name,
      cell: ({ id, title }) => (
        <Link to="/drafts/$id" params={{ id }}>
          {title ?? list.masked}
        </Link>
      ),
    },
    {
      title: list.maker,
      cell: ({ createdAt, madeBy }) => `${madeBy?.name ?? page.somebody} ${writeInstant(createdAt)}`,
    },
    { title: list.kind, cell: ({ kind }) => kinds[kind] },
    {
      title: list.author,
      cell: ({ savedAt, savedBy }) => `${savedBy?.name ?? page.somebody} ${writeInstant(savedAt)}`,
    },
    { title: list.review, cell: ({ review }) => review && <Standing review={review} /> },
    { title: list.removed, cell: ({ removedOn }) => removedOn },
  ];
}

/** Where the question stands, in few words. */
function Standing({ review }: { readonly review: NonNullable<Row['review']> }): ReactNode {
  const words = useWords(DRAFT_WORDS);
  const session = useSession();
  const { to, handedAt, opinion, opinionBy, opinionAt } = review;
  if (opinion !== null) {
    const when = opinionAt === null ? '' : writeInstant(opinionAt);
    return words.review[opinion](opinionBy?.name ?? words.page.somebody, when);
  }
  const asked = to === null ? words.review.anyApprover : (to.name ?? words.page.somebody);
  return waitsFor(session, review) ? (
    <strong>{words.review.asked(writeInstant(handedAt))}</strong>
  ) : (
    words.review.waiting(asked, writeInstant(handedAt))
  );
}
