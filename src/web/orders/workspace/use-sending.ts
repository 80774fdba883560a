import { useState } from 'react';
import { GateProblem } from '../../client/gate-problem.ts';
import type { AnswerOf } from '../../client/operation.ts';
import { amendOrder, submitOrder } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import type { OrderBody } from './body/order-body.ts';
import type { Refused } from './refused-list.tsx';

/** The order that is amended, as it stands now. */
export interface StandingOrder {
  readonly id: string;
  readonly etag: string | undefined;
}

export interface Sending {
  readonly isBusy: boolean;
  readonly decided: AnswerOf<'submitOrder'> | undefined;
  /** What the gate refused at which field. */
  readonly refused: readonly Refused[];
  /** A refusal that is about no field. */
  readonly refusal: Error | undefined;
  /** Answers whether it was decided. */
  readonly send: (built: OrderBody) => Promise<boolean>;
}

/** Sends what was typed, as a new order or as an amendment, and tells what became of it. */
export function useSending(standing: StandingOrder | undefined, onDone: (orderId: string) => Promise<void>): Sending {
  const submit = useAct(submitOrder);
  const amend = useAct(amendOrder);
  const [sent, setSent] = useState<OrderBody>();
  const [decided, setDecided] = useState<AnswerOf<'submitOrder'>>();
  const error = submit.refusal ?? amend.refusal;
  const errors = error instanceof GateProblem ? error.errors : [];
  const refused = errors.map(({ pointer, message }) => ({ path: sent?.pathOf(pointer ?? '') ?? '', message }));
  return {
    isBusy: submit.isBusy || amend.isBusy,
    ...{ decided, refused, refusal: refused.length === 0 && error !== null ? error : undefined },
    send: async (built) => {
      const { body } = built;
      if (body === undefined) return false;
      setSent(built);
      const done =
        standing === undefined
          ? await submit.send({ body })
          : await amend.send({ path: { id: standing.id }, body }, standing.etag);
      if (done === undefined) return false;
      setDecided(done.data);
      await onDone(done.data.order.id);
      return true;
    },
  };
}
