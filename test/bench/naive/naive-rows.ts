import type { Tx } from '../../../src/db/index.ts';
import type { Gathered } from '../../../src/facts/gathered.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { parseYuan } from '../../../src/kernel/index.ts';

interface NaiveWrite {
  readonly body: OrderSubmission;
  readonly ids: { readonly order: string; readonly decision: string };
  readonly outcome: string;
  readonly findings: readonly unknown[];
  readonly gathered: Gathered;
}

let index = Date.now() * 1_000;

/** The rows that the gate writes for an order, one statement each, as Knex writes them. */
export async function writeNaively(tx: Tx, { body, ids, outcome, findings, gathered }: NaiveWrite): Promise<void> {
  const at = new Date().toISOString();
  index += 1;
  const logIndex = index;
  await tx('orders').insert({
    id: ids.order,
    order_key: `${body.agencyCode}/${body.reference}`,
    agency_code: body.agencyCode,
    reference: body.reference,
    fiscal_year: body.fiscalYear,
    state: outcome,
    outcome,
    standing_revision: 1,
    latest_revision: 1,
    total_fen: parseYuan(body.total ?? '0'),
    is_classified: 0,
    supplier: body.supplier?.creditCode ?? null,
    submitted_at: at,
    decided_at: at,
    expires_at: at,
    decision_id: ids.decision,
    log_index: logIndex,
  });
  await tx('order_revisions').insert({
    order_id: ids.order,
    revision: 1,
    agency_code: body.agencyCode,
    body: JSON.stringify(body),
    body_digest: 'sha256:',
    submitted_at: at,
    key_id: 'key_naive',
    person_id: null,
    twin_key: ids.order.padEnd(64, '0'),
    plan_filing: null,
    exemption_document: null,
    exempted_devices: 0,
    total_fen: parseYuan(body.total ?? '0'),
  });
  await tx('decisions').insert({
    id: ids.decision,
    order_id: ids.order,
    revision: 1,
    stage: 'submission',
    outcome,
    decided_at: at,
    expires_at: at,
    previous_decision: null,
    rule_set: 1,
    log_index: logIndex,
  });
  if (outcome === 'approved') await reserveNaively(tx, { body, ids, logIndex });
  await tx('naive_audit').insert({ id: ids.decision, body: JSON.stringify({ body, gathered, findings, outcome, at }) });
}

async function reserveNaively(
  tx: Tx,
  { body, ids, logIndex }: Pick<NaiveWrite, 'body' | 'ids'> & { logIndex: number },
): Promise<void> {
  const funding = [...body.lines, ...(body.softwarePlan ?? [])].flatMap((part) => part.funding ?? []);
  for (const [sequence, { budgetLine, amount }] of funding.entries()) {
    const quantity = parseYuan(amount ?? '0');
    await tx('budget_lines')
      .where({ code: budgetLine })
      .whereRaw('appropriation_fen - elsewhere_fen - reserved_fen - encumbered_fen - spent_fen >= ?', [quantity])
      .increment('reserved_fen', quantity);
    await tx('moves').insert({
      log_index: logIndex,
      sequence,
      account_kind: 'budget-line',
      account: budgetLine,
      order_id: ids.order,
      from_bucket: 'available',
      to_bucket: 'reserved',
      quantity,
      cause: 'reservation',
      key_id: 'key_naive',
    });
  }
}
