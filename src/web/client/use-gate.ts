import {
  type QueryKey,
  queryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { type Called, call, newKey, type SentFile } from './call.ts';
import { GateAway, GateProblem } from './gate-problem.ts';
import type { BodyOf, CallArgs, Operation, OperationId } from './operation.ts';
import { noteTaken } from './unsaved-work.ts';

export type Read<Id extends OperationId> = UseQueryResult<Called<Id>, Error>;

interface ReadOptions {
  /** False where a read waits for another one, or where this role may not ask. */
  readonly isWanted?: boolean;
  /** What never changes is not read anew. */
  readonly isFinal?: boolean;
  /** What is there only in some states of a thing is read anew after the thing, and only if it is still on the screen. */
  readonly isOfState?: boolean;
}

/**
 * Reads by an operation. What was read stays on the screen while it is read anew; what the gate refused is not asked again.
 */
export function useRead<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  options?: ReadOptions,
): Read<Id> {
  return useQuery(readOf(operation, args, options));
}

/** How `useRead` reads, for those who read a number of things at once. */
export function readOf<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  { isWanted = true, isFinal = false, isOfState = false }: ReadOptions = {},
) {
  return queryOptions<Called<Id>>({
    queryKey: [operation.id, args] as QueryKey,
    queryFn: ({ signal }) => call(operation, args, { signal }),
    enabled: ({ queryKey }) => isWanted && !ended.has(JSON.stringify(queryKey)),
    meta: { isOfState },
    // A decision, a revision and a rule of a set never change.
    staleTime: isFinal ? Number.POSITIVE_INFINITY : 0,
    retry: (count, error) => !(error instanceof GateProblem) && count < 2,
    // A gate that was away comes back by itself, and so does the page.
    refetchInterval: ({ state: { error } }) => againAfter(error),
    placeholderData: (before) => before,
  });
}

/** What a change ends, or has ended, while its screen is still there: whatever would read it anew now finds nothing. */
const ended = new Set<string>();

const AGAIN_MS = 5_000;

/** When to ask again a gate that was away or busy, in milliseconds; never after a refusal. */
function againAfter(error: Error | null): number | false {
  if (error instanceof GateAway) return AGAIN_MS;
  if (error instanceof GateProblem && error.status === 503) return (error.retryAfter ?? 0) * 1_000 || AGAIN_MS;
  return false;
}

export interface Act<Id extends OperationId> {
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  /** Sends a change; answers nothing where it was refused, which `refusal` then tells. */
  readonly send: (
    args: CallArgs<Id> & { readonly body?: BodyOf<Id> },
    etag?: string,
    file?: SentFile,
  ) => Promise<Called<Id> | undefined>;
  readonly reset: () => void;
}

interface Sending<Id extends OperationId> {
  readonly args: CallArgs<Id>;
  readonly etag?: string | undefined;
  readonly file?: SentFile | undefined;
}

/** A change whose answer never came: it may have been done. */
interface Unanswered {
  readonly args: string;
  readonly bytes: Blob | undefined;
  readonly key: string;
  readonly etag: string | undefined;
}

/**
 * Changes by an operation. Afterwards all that is shown is read anew: the gate is quick, and stale money is worse. A change that
 * `ends` what another operation reads by the same path keeps that one from being read: there is nothing to read any more.
 */
export function useAct<Id extends OperationId>(
  operation: Operation<Id>,
  { ends }: { readonly ends?: Operation<OperationId> } = {},
): Act<Id> {
  const queries = useQueryClient();
  // What is sent again after an answer was lost is the first change once more, with its key and its tag, however the thing
  // stands by now: done twice it must not be, and the gate then answers as it did.
  const unanswered = useRef<Unanswered>(undefined);
  const ending = useRef<QueryKey>(undefined);
  const release = useCallback(() => void ended.delete(JSON.stringify(ending.current)), []);
  useEffect(() => release, [release]);
  const mutation = useMutation({
    mutationFn: ({ args, etag, file }: Sending<Id>) => {
      const words = JSON.stringify(args);
      const { current } = unanswered;
      const before = current?.args === words && current.bytes === file?.bytes ? current : undefined;
      const sent = before ?? { args: words, bytes: file?.bytes, key: newKey(), etag };
      unanswered.current = sent;
      return call(operation, args, { etag: sent.etag, key: sent.key, file });
    },
    onMutate: async ({ args }) => {
      if (ends === undefined) return;
      ending.current = [ends.id, { path: args.path }];
      ended.add(JSON.stringify(ending.current));
      await queries.cancelQueries({ queryKey: ending.current });
    },
    onSuccess: () => {
      unanswered.current = undefined;
      noteTaken();
    },
    onError: (error) => {
      release();
      if (!isUnanswered(error)) unanswered.current = undefined;
    },
    onSettled: async () => {
      await queries.invalidateQueries({ predicate: ({ meta }) => meta?.isOfState !== true });
      // The page shows what is new before it is known what it shows no more.
      await new Promise((resolve) => setTimeout(resolve));
      await queries.invalidateQueries({ predicate: ({ meta }) => meta?.isOfState === true });
    },
  });
  return {
    isBusy: mutation.isPending,
    refusal: mutation.error,
    send: (args, etag, file) => mutation.mutateAsync({ args, etag, file }).catch(() => undefined),
    reset: mutation.reset,
  };
}

/** Whether nobody knows what became of a change: it may be done or not. */
function isUnanswered(error: Error): boolean {
  return error instanceof GateAway || (error instanceof GateProblem && error.status >= 500);
}
