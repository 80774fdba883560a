import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { useProposedWaivers } from '../orders/index.ts';
import { DueDay } from '../table/due-day.tsx';
import { ListPage } from '../table/list-page.tsx';
import { OpenRules } from '../table/open-rules.tsx';
import { useRuleNames } from '../table/rule-names.ts';
import type { Column } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { Reading, Screen } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { byDeadline, useBureau, useReviewCount, useReviews } from './review-list.ts';
import { REVIEW_WORDS } from './review-words.ts';

const route = getRouteApi('/reviews');
const PAGE_ROWS = 50;

/** What people of this bureau have to decide, page by page as it was submitted, and of a page what lapses first on top. */
export function ReviewsScreen(): ReactNode {
  const words = useWords(REVIEW_WORDS).desk;
  const bureau = useBureau();
  const { after } = route.useSearch();
  const reviews = useReviews({ limit: PAGE_ROWS, after });
  const isFirst = after === undefined;
  const count = useReviewCount(!isFirst || (reviews.data?.data.next ?? null) !== null);
  const columns = useColumns(reviews.data?.data.items ?? []);
  if (bureau === undefined) return <Screen title={words.title}>{words.bureausOnly}</Screen>;
  return (
    <Screen title={words.title}>
      <Reading read={reviews}>
        {({ data }) => (
          <>
            {count !== undefined && <p className="secondary">{words.count(count)}</p>}
            <ListPage
              caption={words.title}
              columns={columns}
              page={{ items: byDeadline(data.items), next: data.next }}
              idOf={({ id }) => id}
              isFirst={isFirst}
              empty={words.empty}
            />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function useColumns(rows: readonly Schemas['OrderSummary'][]): readonly Column<Schemas['OrderSummary']>[] {
  const words = useWords(REVIEW_WORDS).desk;
  const waivers = useProposedWaivers();
  const names = useRuleNames(rows);
  return [
    {
      title: words.reference,
      cell: ({ id, reference }) => (
        <Link to="/reviews/$id" params={{ id }}>
          {reference}
        </Link>
      ),
    },
    { title: words.agency, cell: ({ agencyName, agencyCode }) => agencyName ?? agencyCode },
    { title: words.subject, cell: ({ subject }) => subject },
    { title: words.total, isNumeric: true, cell: ({ total }) => (total === null ? '' : writeMoney(total)) },
    {
      title: words.open,
      cell: ({ openFindings }) => (
        <OpenRules of={openFindings.filter(({ effect }) => effect !== 'warn')} names={names} />
      ),
    },
    {
      title: words.waiting,
      cell: ({ id }) =>
        waivers
          .filter(({ orderId }) => orderId === id)
          .map((waiver) => (
            <Link key={waiver.id} className="tag" data-kind="referred" to="/proposals/$id" params={{ id: waiver.id }}>
              {words.waitsFor(waiver.rules.join('、'))}
            </Link>
          )),
    },
    {
      title: words.due,
      cell: ({ expiresAt }) =>
        expiresAt === null ? (
          <span className="secondary">{words.noDay}</span>
        ) : (
          <DueDay day={dayOf(expiresAt)} left={words.left} />
        ),
    },
  ];
}
