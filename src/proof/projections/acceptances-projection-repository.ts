import { type Cell, marksFor, selectRows, type Tx } from '../../db/index.ts';
import { RETURNED } from '../../orders/index.ts';

/** Rows as they stand, for comparing: nothing here trusts what the other repositories make of them. */

export const PARTS = ['accepted_devices', 'accepted_items', 'accepted_goods'] as const;

type Columns = Readonly<Record<string, Cell>>;

export type AcceptanceRow = Columns & { readonly id: string; readonly statement: string };
export type PartRow = Columns & { readonly acceptance_id: string; readonly position: number };

export async function listAcceptanceRows(tx: Tx, ids: readonly string[]): Promise<readonly AcceptanceRow[]> {
  return rowsIn<AcceptanceRow>(tx, ids, (marks) => `select * from acceptances where id in (${marks})`);
}

export async function listPartRows(
  tx: Tx,
  table: (typeof PARTS)[number],
  ids: readonly string[],
): Promise<readonly PartRow[]> {
  return rowsIn<PartRow>(tx, ids, (marks) => `select * from ${table} where acceptance_id in (${marks})`);
}

export async function listReturnRows(tx: Tx, ids: readonly string[]): Promise<readonly (Columns & { id: string })[]> {
  return rowsIn(tx, ids, (marks) => `select * from order_returns where id in (${marks})`);
}

export async function listReturnedRows(tx: Tx, ids: readonly string[]): Promise<readonly Columns[]> {
  return rowsIn(
    tx,
    ids,
    (marks) => `select return_id, device_id, returned_on from accepted_devices where return_id in (${marks})`,
  );
}

async function rowsIn<Row>(tx: Tx, ids: readonly string[], sql: (marks: string) => string): Promise<readonly Row[]> {
  return ids.length === 0 ? [] : selectRows<Row>(tx, sql(marksFor(ids)), ids);
}

const FOUND_MAX = 1_000;

/** Deliveries that no decision is about, and parts of none. */
export async function listStrayAcceptances(tx: Tx): Promise<readonly string[]> {
  const rows = await selectRows<{ id: string }>(
    tx,
    `select a.id from acceptances a
       where not exists (select 1 from decisions d where d.id = a.decision_id and d.stage = 'acceptance')
     union ${PARTS.map(
       (table) =>
         `select p.acceptance_id from ${table} p where not exists (select 1 from acceptances a where a.id = p.acceptance_id)`,
     ).join(' union ')}
     order by 1 limit ?`,
    [FOUND_MAX],
  );
  return rows.map(({ id }) => id);
}

/** Returns that no leaf is about, and machines that went back with none. */
export async function listStrayReturns(tx: Tx): Promise<readonly string[]> {
  const rows = await selectRows<{ id: string }>(
    tx,
    `select r.id from order_returns r
       where not exists (select 1 from log_leaves l where l.log_index = r.log_index and l.type = ?)
     union select d.return_id from accepted_devices d
       where d.return_id is not null and not exists (select 1 from order_returns r where r.id = d.return_id)
     order by 1 limit ?`,
    [RETURNED, FOUND_MAX],
  );
  return rows.map(({ id }) => id);
}
