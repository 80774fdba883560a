import { affectedRows, caseOf, insertRows } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import type { GovernedTx } from '../log/index.ts';

/** A plan item still to be delivered, as an approval creates it. */
export interface NewUndertaking {
  readonly id: string;
  readonly agencyCode: string;
  readonly orderId: string;
  readonly revision: number;
  readonly item: number | null;
  readonly category: string;
  readonly seats: number;
  readonly dueOn: CivilDate | null;
  readonly logIndex: number;
}

export async function openUndertakings(tx: GovernedTx, undertakings: readonly NewUndertaking[]): Promise<void> {
  await insertRows(
    tx,
    'undertakings',
    undertakings.map((undertaking) => ({
      id: undertaking.id,
      agency_code: undertaking.agencyCode,
      order_id: undertaking.orderId,
      revision: undertaking.revision,
      item: undertaking.item ?? 0,
      category: undertaking.category,
      seats: undertaking.seats,
      due_on: undertaking.dueOn,
      state: 'open',
      closed_by: null,
      log_index: undertaking.logIndex,
    })),
  );
}

/** Ends the open undertakings of orders that were withdrawn, lapsed or replaced; the leaf that did it by order. Answers how many. */
export async function voidUndertakings(tx: GovernedTx, leafByOrder: ReadonlyMap<string, number>): Promise<number> {
  if (leafByOrder.size === 0) return 0;
  const leaf = caseOf('order_id', leafByOrder);
  const marks = [...leafByOrder].map(() => '?').join(',');
  return affectedRows(
    await tx.raw(
      `update undertakings set state = 'void', log_index = ${leaf.sql} where state = 'open' and order_id in (${marks})`,
      [...leaf.bindings, ...leafByOrder.keys()],
    ),
  );
}
