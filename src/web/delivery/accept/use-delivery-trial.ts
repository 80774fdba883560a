import { call } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import type { Schemas } from '../../client/operation.ts';
import { acceptDelivery } from '../../client/operations.generated.ts';
import { useTrial } from '../../form/use-trial.ts';
import type { DeliveryBody } from './delivery-body.ts';
import { type MachineWord, wordsOfErrors, wordsOfMachines } from './told-of.ts';

/** A difference is told within three tenths of a second after its scan. */
const PAUSE_MS = 120;

export interface DeliveryTrial {
  readonly of: DeliveryBody;
  readonly planned?: Schemas['PlannedAcceptance'] | undefined;
  readonly refusal?: Error | undefined;
  readonly machines: ReadonlyMap<string, MachineWord>;
}

/** What would become of the delivery as it stands, asked for while it is scanned. */
export function useDeliveryTrial(
  orderId: string,
  built: DeliveryBody,
): { readonly trial: DeliveryTrial | undefined; readonly isStale: boolean } {
  const { answer, isStale } = useTrial({
    question: built.body === undefined ? undefined : built,
    words: JSON.stringify(built.body ?? null),
    pauseMs: PAUSE_MS,
    ask: async ({ body }, signal) => {
      const args = { path: { id: orderId }, query: { dryRun: true }, ...(body && { body }) };
      const { data } = await call(acceptDelivery, args, { signal });
      return data as Schemas['PlannedAcceptance'];
    },
  });
  if (answer === undefined) return { trial: undefined, isStale };
  const { of, planned, refusal } = answer;
  const errors = refusal instanceof GateProblem ? refusal.errors : [];
  const machines = planned ? wordsOfMachines(planned.devices, of.partAt) : wordsOfErrors(errors, of.partAt);
  return { trial: { of, planned, refusal, machines }, isStale };
}
