import type { DdlEngine } from '../columns.ts';
import { type MigrationStep, step } from '../step.ts';

/** What lists and single orders are found by when there are many. MariaDB runs what MySQL takes for a comment. */
function indexStep(table: string, indexes: Readonly<Record<string, readonly string[]>>): MigrationStep {
  const unless = (engine: DdlEngine): string => (engine === 'mysql' ? '/*M! if not exists */' : 'if not exists');
  return step(`0032-${table.replaceAll('_', '-')}-indexes`, (engine) =>
    Object.entries(indexes).map(
      ([index, on]) => `create index ${unless(engine)} ${index} on ${table} (${on.join(', ')})`,
    ),
  );
}

export const steps = [
  // A line may have tens of thousands of moves, an order has a dozen.
  indexStep('moves', { moves_by_order_account: ['order_id', 'account_kind', 'account'] }),
  // Each begins with what a list is asked for and ends with its order, so that a page is read and nothing is sorted.
  indexStep('orders', {
    orders_by_state: ['state', 'submitted_at', 'id'],
    orders_by_outcome: ['outcome', 'submitted_at', 'id'],
    orders_by_supplier: ['supplier', 'submitted_at', 'id'],
    orders_by_reference: ['reference', 'submitted_at', 'id'],
    orders_by_year: ['fiscal_year', 'submitted_at', 'id'],
  }),
];
