import { type QueryKey, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import { GateProblem } from './gate-problem.ts';
import type { AnswerOf, CallArgs, Operation, OperationId } from './operation.ts';

/** As many rows as a choice of the platform holds; whoever has more narrows the question. */
const ROWS_MAX = 1_000;
const PAGE_ROWS = 200;

type ItemOf<Id extends OperationId> = AnswerOf<Id> extends { readonly items: readonly (infer Item)[] } ? Item : never;

export interface All<Item> {
  readonly items: readonly Item[];
  /** False where the list goes on after what is here. */
  readonly isWhole: boolean;
  /** Whether it was read, if only once. */
  readonly isRead: boolean;
}

/** A whole list for a choice, page after page: what is on the second page is offered as what is on the first. */
export function useAll<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  { isWanted = true }: { readonly isWanted?: boolean } = {},
): All<ItemOf<Id>> {
  const { data } = useQuery({
    queryKey: [operation.id, 'all', args] as QueryKey,
    queryFn: ({ signal }) => readAll(operation, args, signal),
    enabled: isWanted,
    retry: (count, error) => !(error instanceof GateProblem) && count < 2,
    placeholderData: (before) => before,
  });
  return isWanted && data !== undefined ? data : NOTHING;
}

/** One object for all that is not read yet, so that whoever compares sees no change. */
const NOTHING = { items: [], isWhole: true, isRead: false } as const;

async function readAll<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  signal: AbortSignal,
): Promise<All<ItemOf<Id>>> {
  const items: ItemOf<Id>[] = [];
  let after: string | undefined;
  do {
    const query = { ...args.query, limit: PAGE_ROWS, after };
    const { data } = await call(operation, { ...args, query } as CallArgs<Id>, { signal });
    // Only lists are asked for whole, which the type of any operation does not say.
    const page = data as unknown as { readonly items: readonly ItemOf<Id>[]; readonly next: string | null };
    items.push(...page.items);
    if (page.next === null) return { items, isWhole: true, isRead: true };
    after = page.next;
  } while (items.length < ROWS_MAX);
  return { items, isWhole: false, isRead: true };
}
