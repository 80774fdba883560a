import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getOrder, listBudgetLineMoves } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { type Column, Pages, ServerTable } from '../table/server-table.tsx';
import { writeMoney } from '../ui/money.ts';
import { Reading } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { BUDGET_WORDS } from './budget-words.ts';
import { Available } from './execution-table.tsx';
import { LINE_WORDS } from './line-words.ts';

type Balance = AnswerOf<'explainBudgetLineBalance'>;
type Explained = Schemas['ExplainedMove'];
type Move = Pick<Explained, 'at' | 'reason' | 'from' | 'to' | 'amount' | 'actedBy' | 'logIndex'>;

const route = getRouteApi('/budget-lines/$code');
const PAGE_ROWS = 50;
/** What the gate writes instead of a name. */
const MASKED = '***';

interface Props {
  readonly code: string;
  readonly balance: Balance;
}

/** Every move of the line and what stood after it; or, if the address names an order, the moves for that one. */
export function LineMoves({ code, balance }: Props): ReactNode {
  const words = useWords(LINE_WORDS);
  const { orderId, after } = route.useSearch();
  const columns = useExplainedColumns();
  if (orderId !== undefined) return <MovesOfOrder code={code} orderId={orderId} />;
  return (
    <section>
      <h2>{words.moves}</h2>
      <p className="secondary">{words.movesHelp}</p>
      <div className="budget-table">
        <ServerTable
          caption={words.moves}
          columns={columns}
          rows={balance.items}
          idOf={({ logIndex, sequence }) => `${logIndex} ${sequence}`}
          hasNext={balance.next !== null}
          empty={words.noMoves}
        />
      </div>
      <Pages next={balance.next} isFirst={after === undefined} />
    </section>
  );
}

function MovesOfOrder({ code, orderId }: { readonly code: string; readonly orderId: string }): ReactNode {
  const words = useWords(LINE_WORDS);
  const { after } = route.useSearch();
  const moves = useRead(listBudgetLineMoves, { path: { code }, query: { orderId, after, limit: PAGE_ROWS } });
  const columns = useMoveColumns();
  const may = useMay();
  const order = useRead(getOrder, { path: { id: orderId } }, { isWanted: may(getOrder) }).data?.data;
  const title = order === undefined ? words.movesOf : words.movesOfOrder(order.reference ?? order.id);
  return (
    <section>
      <h2>{title}</h2>
      <p className="acts">
        <Link to="/orders/$id" params={{ id: orderId }}>
          {words.toOrder}
        </Link>
        <Link to="/budget-lines/$code" params={{ code }}>
          {words.allMoves}
        </Link>
      </p>
      <Reading read={moves}>
        {({ data: { items, next } }) => (
          <>
            <div className="budget-table">
              <ServerTable
                caption={title}
                columns={columns}
                rows={items.map((move, place) => ({ ...move, place }))}
                idOf={({ logIndex, place }) => `${logIndex} ${place}`}
                hasNext={next !== null}
                empty={words.noMoves}
              />
            </div>
            <Pages next={next} isFirst={after === undefined} />
          </>
        )}
      </Reading>
    </section>
  );
}

/** Who made a move: a name, why it is not told, or that it came with the set-up. */
function Who({ by }: { readonly by: Move['actedBy'] }): ReactNode {
  const words = useWords(LINE_WORDS);
  const roles = useWords(ROLE_WORDS);
  if (by === null) return words.gate;
  if (by.name === MASKED) return <span title={words.maskedWhy}>{words.masked}</span>;
  if (by.name === null && by.role === 'installer') return words.setUp;
  return by.name ?? (by.role ? roles[by.role] : words.gate);
}

/** When, why, by whom, from where to where, and how much. */
function useMoveColumns(): readonly Column<Move>[] {
  const words = useWords(LINE_WORDS);
  const text = useText();
  return [
    { title: words.when, cell: ({ at }) => <span className="moment">{writeInstant(at)}</span> },
    { title: words.why, cell: ({ reason }) => text(reason) },
    { title: words.who, cell: ({ actedBy }) => <Who by={actedBy} /> },
    { title: words.way, cell: ({ from, to }) => words.fromTo(words.places[from], words.places[to]) },
    { title: words.amount, isNumeric: true, cell: ({ amount }) => writeMoney(amount) },
    { title: words.log, isNumeric: true, cell: ({ logIndex }) => logIndex },
  ];
}

/** The same with the order and what stood after it. */
function useExplainedColumns(): readonly Column<Explained>[] {
  const words = useWords(LINE_WORDS);
  const { buckets } = useWords(BUDGET_WORDS);
  const [when, why, ...rest] = useMoveColumns();
  const log = rest.pop();
  return [
    ...[when, why].flatMap((column) => column ?? []),
    {
      title: words.order,
      cell: ({ order }) =>
        order && (
          <Link to="/orders/$id" params={{ id: order.id }}>
            {order.reference ?? order.id}
          </Link>
        ),
    },
    ...rest,
    ...(['reserved', 'encumbered', 'spent'] as const).map((name) => ({
      title: buckets[name],
      isNumeric: true,
      cell: ({ balance }: Explained) => writeMoney(balance[name]),
    })),
    {
      title: buckets.available,
      isNumeric: true,
      cell: ({ balance }) => <Available amount={balance.available} />,
    },
    ...[log].flatMap((column) => column ?? []),
  ];
}
