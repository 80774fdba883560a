import { type QueryKey, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Called, call, newKey, type SentFile } from './call.ts';
import { GateProblem } from './gate-problem.ts';
import type { BodyOf, CallArgs, Operation, OperationId } from './operation.ts';

export type Read<Id extends OperationId> = UseQueryResult<Called<Id>, Error>;

/**
 * Reads by an operation. What was read stays on the screen while it is read anew; what the gate refused is not asked again.
 * `isWanted` is false where a read waits for another one, or where this role may not ask.
 */
export function useRead<Id extends OperationId>(
  operation: Operation<Id>,
  args: CallArgs<Id>,
  { isWanted = true, isFinal = false }: { readonly isWanted?: boolean; readonly isFinal?: boolean } = {},
): Read<Id> {
  return useQuery({
    queryKey: [operation.id, args] as QueryKey,
    queryFn: ({ signal }) => call(operation, args, { signal }),
    enabled: isWanted,
    // A decision, a revision and a rule of a set never change.
    staleTime: isFinal ? Number.POSITIVE_INFINITY : 0,
    retry: (count, error) => !(error instanceof GateProblem) && count < 2,
    placeholderData: (before) => before,
  });
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

interface Sent {
  readonly words: string;
  readonly bytes: Blob | undefined;
  readonly key: string;
}

const NOTHING_SENT: Sent = { words: '', bytes: undefined, key: '' };

/** Changes by an operation. Afterwards all that is shown is read anew: the gate is quick, and stale money is worse. */
export function useAct<Id extends OperationId>(operation: Operation<Id>): Act<Id> {
  const queries = useQueryClient();
  // What is sent again after an answer was lost has the key of the first time, so that it is done once.
  const sent = useRef<Sent>(NOTHING_SENT);
  const mutation = useMutation({
    mutationFn: ({ args, etag, file }: Sending<Id>) => {
      const words = JSON.stringify([args, etag]);
      const isAgain = sent.current.words === words && sent.current.bytes === file?.bytes;
      if (!isAgain) sent.current = { words, bytes: file?.bytes, key: newKey() };
      return call(operation, args, { etag, key: sent.current.key, file });
    },
    onSuccess: () => {
      sent.current = NOTHING_SENT;
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return {
    isBusy: mutation.isPending,
    refusal: mutation.error,
    send: (args, etag, file) => mutation.mutateAsync({ args, etag, file }).catch(() => undefined),
    reset: mutation.reset,
  };
}
