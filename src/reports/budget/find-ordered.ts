import type { Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { listSubjects, type Order } from '../../orders/index.ts';

/** How an order stands now, and what it buys. */
export interface Ordered extends Pick<Order, 'id' | 'reference' | 'state' | 'submittedAt' | 'isClassified'> {
  readonly subject: string | null;
}

/** What is told of orders beside their money: two statements, however many there are. One that is gone is not in it. */
export async function findOrdered(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Ordered>> {
  const rows = await selectIn(tx, 'orders', 'id', ids);
  if (rows.length === 0) return new Map();
  const standing = rows.map((row) => ({
    id: String(row.id),
    standingRevision: row.standing_revision === null ? null : Number(row.standing_revision),
    latestRevision: Number(row.latest_revision),
  }));
  const subjects = await listSubjects(tx, standing);
  return new Map(
    rows.map((row): [string, Ordered] => {
      const id = String(row.id);
      const submittedAt: Instant = instant(String(row.submitted_at));
      const state = String(row.state) as Order['state'];
      const told = { id, reference: String(row.reference), state, submittedAt };
      const isClassified = Number(row.is_classified) === 1;
      return [id, { ...told, isClassified, subject: subjects.get(id)?.subject ?? null }];
    }),
  );
}
