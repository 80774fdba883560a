import { type QueryKey, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import { GateProblem } from './gate-problem.ts';
import type { CallArgs, ItemOf, Operation, OperationId } from './operation.ts';

/** As many rows as a choice of the platform holds; whoever has more narrows the question. */
const ROWS_MAX = 1_000;
const PAGE_ROWS = 200;

export interface All<Item> {
  readonly items: readonly Item[];
  /** False where the list goes on after what is here. */
  readonly isWhole: boolean;
  /** Whether it was read, if only once. */
  readonly isRead: boolean;
}

interface AllOptions {
  readonly isWanted?: boolean;
  /** Fewer than a choice holds, where they are only told. */
  readonly most?: number;
}

/** What others change now and then, and names only: minutes old it is as good, and a province has a thousand of each. */
const NAMES: ReadonlySet<OperationId> = new Set(['listAgencies', 'listSuppliers', 'listProducts']);
const NAMES_KEPT_MS = 300_000;

/** A whole list for a choice, page after page: what is on the second page is offered as what is on the first. */
export function useAll<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  { isWanted = true, most = ROWS_MAX }: AllOptions = {},
): All<ItemOf<Id>> {
  const { data } = useQuery({
    queryKey: [operation.id, 'all', args, most] as QueryKey,
    queryFn: ({ signal }) => readAll(operation, args, { most, signal }),
    enabled: isWanted,
    staleTime: NAMES.has(operation.id) ? NAMES_KEPT_MS : 0,
    retry: (count, error) => !(error instanceof GateProblem) && count < 2,
    placeholderData: (before) => before,
  });
  return isWanted && data !== undefined ? data : NOTHING;
}

/** One object for all that is not read yet, so that whoever compares sees no change. */
const NOTHING = { items: [], isWhole: true, isRead: false } as const;

/** The same outside of a screen. */
export async function readAll<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  { most = ROWS_MAX, signal }: { readonly most?: number; readonly signal: AbortSignal },
): Promise<All<ItemOf<Id>>> {
  const items: ItemOf<Id>[] = [];
  let after: string | undefined;
  do {
    const query = { ...args.query, limit: Math.min(PAGE_ROWS, most), after };
    const { data } = await call(operation, { ...args, query } as CallArgs<Id>, { signal });
    // Only lists are asked for whole, which the type of any operation does not say.
    const page = data as unknown as { readonly items: readonly ItemOf<Id>[]; readonly next: string | null };
    items.push(...page.items);
    if (page.next === null) return { items, isWhole: true, isRead: true };
    after = page.next;
  } while (items.length < most);
  return { items, isWhole: false, isRead: true };
}
