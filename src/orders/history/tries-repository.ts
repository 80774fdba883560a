import { marksFor, padded, selectRows, type Tx } from '../../db/index.ts';
import { dayOf, type Instant } from '../../kernel/index.ts';
import { TEXT_RULES, type Try } from './tries.ts';

/** Of agencies that try more often, the latest are looked at: an honest one has a few in a year. */
const TRIES_MAX = 200;

/** Revisions of orders of these agencies that a rule on texts has referred and that nobody approved, the latest first. */
export async function listTries(
  tx: Tx,
  { agencyCodes, since }: { readonly agencyCodes: readonly string[]; readonly since: Instant },
): Promise<readonly (Try & { readonly agencyCode: string })[]> {
  if (agencyCodes.length === 0) return [];
  const agencies = padded(agencyCodes);
  const rows = await selectRows<{
    readonly order_id: string;
    readonly agency_code: string;
    readonly revision: number;
    readonly body: string;
    readonly submitted_at: Instant;
  }>(
    tx,
    `select r.order_id, o.agency_code, r.revision, r.body, o.submitted_at
     from orders o join order_revisions r on r.order_id = o.id
     where o.agency_code in (${marksFor(agencies)}) and o.submitted_at >= ?
       and o.state in ('referred', 'rejected', 'withdrawn', 'expired')
       and exists (select 1 from order_findings f
         where f.order_id = o.id and f.effect = 'refer' and f.rule in (${marksFor(TEXT_RULES)}))
     order by o.submitted_at desc, o.id, r.revision desc limit ?`,
    [...agencies, since, ...TEXT_RULES, TRIES_MAX],
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    agencyCode: row.agency_code,
    revision: Number(row.revision),
    body: row.body,
    submittedOn: dayOf(row.submitted_at),
  }));
}
