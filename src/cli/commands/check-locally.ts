import { inSnapshot } from '../../db/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { checkOrder } from '../../orders/decide/check-order.ts';
import { toCheckBody } from '../../orders/order-body.ts';
import { CLOSURES } from '../../rules/index.ts';
import type { Surroundings } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';

type CheckResult = components['schemas']['CheckResult'];
type OrderSubmission = components['schemas']['OrderSubmission'];

export interface Asked {
  readonly body: OrderSubmission;
  readonly amends: string | null;
}

/** Judges an order on the local database, as nobody in particular. */
export function checkLocally({ config, io }: Surroundings, asked: Asked): Promise<CheckResult> {
  const deps = { ...localDeps(config, io), screening: () => CLOSURES };
  const actor = localActor('procurement-officer');
  return withDatabase(config, (db) =>
    inSnapshot(db, async (tx) => toCheckBody(await checkOrder(tx, deps, { actor, ...asked }))),
  );
}
