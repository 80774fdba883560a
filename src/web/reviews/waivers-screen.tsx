import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../client/operation.ts';
import { listWaivers } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { DueDay } from '../table/due-day.tsx';
import { FilterChoice } from '../table/filter-choice.tsx';
import { ListPage } from '../table/list-page.tsx';
import type { Column } from '../table/server-table.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { WAIVER_STATE_WORDS } from '../words/waiver-words.ts';
import { REVIEW_WORDS } from './review-words.ts';
import { useNameOf } from './use-name-of.ts';

type Waiver = Schemas['Waiver'];
type Query = NonNullable<CallArgs<'listWaivers'>['query']>;
const route = getRouteApi('/waivers');
const PAGE_ROWS = 50;

/** What was set aside, for whom, until when, and by whom. */
export function WaiversScreen(): ReactNode {
  const words = useWords(REVIEW_WORDS).waivers;
  const { state, rule, after } = route.useSearch();
  // Somebody may have written the address by hand: what is no state, the gate refuses.
  const waivers = useRead(listWaivers, { query: { state, rule, after, limit: PAGE_ROWS } as Query });
  const columns = useColumns();
  const isFiltered = state !== undefined || rule !== undefined;
  return (
    <Screen title={words.title}>
      <StateFilter />
      <Reading read={waivers}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={({ id }) => id}
            isFirst={after === undefined}
            empty={words.empty}
            filtered={isFiltered ? { says: words.noneMatch, reset: words.reset, to: '/waivers' } : undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}

function StateFilter(): ReactNode {
  const words = useWords(REVIEW_WORDS).waivers;
  const states = useWords(WAIVER_STATE_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <search className="filters">
      <FilterChoice
        label={words.state}
        any={words.anyState}
        words={states}
        value={search.state}
        onChoice={(state) => void navigate({ search: { ...search, after: undefined, state } })}
      />
    </search>
  );
}

function useColumns(): readonly Column<Waiver>[] {
  const words = useWords(REVIEW_WORDS).waivers;
  const states = useWords(WAIVER_STATE_WORDS);
  const nameOf = useNameOf();
  return [
    {
      title: words.rules,
      cell: ({ id, rules }) => (
        <Link to="/waivers/$id" params={{ id }}>
          {rules.map(({ rule }) => rule).join(' ')}
        </Link>
      ),
    },
    { title: words.state, cell: ({ state }) => states[state] },
    { title: words.scope, cell: (waiver) => <Scope of={waiver} /> },
    { title: words.uses, isNumeric: true, cell: ({ uses }) => uses },
    {
      title: words.left,
      cell: ({ until, state }) => (state === 'in-force' ? <DueDay day={until} left={words.days} /> : until),
    },
    { title: words.madeBy, cell: ({ madeBy }) => nameOf(madeBy) },
    { title: words.signedBy, cell: ({ signedBy }) => signedBy?.map(nameOf).join(', ') },
  ];
}

/** An order, which it leads to, or a number of machines. */
export function Scope({ of: { scope, orderReference } }: { readonly of: Waiver }): ReactNode {
  const words = useWords(REVIEW_WORDS).waivers;
  const { order, agency } = scope;
  if (order) {
    return (
      <Link to="/orders/$id" params={{ id: order.id }}>
        {words.order(orderReference ?? order.id, order.revision)}
      </Link>
    );
  }
  return agency && words.machines(agency.devices);
}
