import type { DdlEngine } from '../columns.ts';
import { type MigrationStep, step } from '../step.ts';

interface ListIndexes {
  /** By name, the columns before the key of the table, with which each ends. */
  readonly made: Readonly<Record<string, readonly string[]>>;
  readonly key?: readonly string[];
  /** What one of those that are made does as well. */
  readonly replaced?: readonly string[];
}

/** MariaDB runs what MySQL takes for a comment; one statement makes all of a table's, which it is read through once for. */
function listStep(table: string, { made, key = ['id'], replaced = [] }: ListIndexes): MigrationStep {
  const columnsOf = (on: readonly string[]): string => [...on, ...key].join(', ');
  const onMysql = [
    ...Object.entries(made).map(([index, on]) => `add key /*M! if not exists */ ${index} (${columnsOf(on)})`),
    ...replaced.map((index) => `drop key /*M! if exists */ ${index}`),
  ];
  const onSqlite = [
    ...Object.entries(made).map(([index, on]) => `create index if not exists ${index} on ${table} (${columnsOf(on)})`),
    ...replaced.map((index) => `drop index if exists ${index}`),
  ];
  return step(`0048-${table.replaceAll('_', '-')}-lists`, (engine: DdlEngine) =>
    engine === 'mysql' ? [`alter table ${table} ${onMysql.join(', ')}`] : onSqlite,
  );
}

/**
 * Each list is read by an index that begins with what is asked and ends with the order of the list, so that a page costs
 * the same at any depth and at any size; the statements name these indexes.
 */
export const steps = [
  listStep('orders', {
    made: {
      orders_listed_by_agency_state: ['agency_code', 'state', 'submitted_at'],
      orders_listed_by_agency_total: ['agency_code', 'total_fen'],
      orders_listed_by_agency_expiry: ['agency_code', 'expires_at'],
      orders_listed_by_state_expiry: ['state', 'expires_at'],
    },
    replaced: ['orders_due'],
  }),
  listStep('undertakings', {
    made: {
      undertakings_listed_by_order: ['order_id', 'due_on'],
      undertakings_listed_by_agency_state: ['agency_code', 'state', 'due_on'],
      undertakings_listed_by_agency: ['agency_code', 'due_on'],
      undertakings_listed_by_state: ['state', 'due_on'],
      undertakings_listed_by_day: ['due_on'],
    },
    replaced: ['undertakings_by_agency', 'undertakings_by_order'],
  }),
  listStep('devices', {
    made: {
      devices_listed_by_asset_number: ['asset_number'],
      devices_listed_by_order: ['order_id'],
      devices_listed_by_agency: ['agency_code'],
      devices_listed_by_department: ['department'],
      devices_listed_by_state: ['state'],
      devices_listed_by_category: ['category'],
    },
    replaced: ['devices_by_asset_number'],
  }),
  listStep('entitlements', {
    made: {
      entitlements_listed_by_device: ['bound_device'],
      entitlements_listed_by_order: ['order_id'],
      entitlements_listed_by_agency: ['agency_code'],
      entitlements_listed_by_product: ['product'],
      entitlements_listed_by_standing: ['standing'],
      entitlements_listed_by_category: ['category'],
      entitlements_listed_by_channel: ['channel'],
    },
    replaced: ['entitlements_by_device'],
  }),
  listStep('installations', {
    made: {
      installations_listed_by_device: ['device_id'],
      installations_listed_by_agency: ['agency_code'],
      installations_listed_by_product: ['product'],
      installations_listed_by_category: ['category'],
      installations_listed_by_source: ['source'],
      installations_listed_by_end: ['seen_to'],
    },
  }),
  listStep('allocations', {
    made: {
      allocations_listed_by_device: ['device_id'],
      allocations_listed_by_open_seats: ['entitlement_id', 'until_on'],
      allocations_listed_by_entitlement: ['entitlement_id'],
      allocations_listed_by_order: ['order_id'],
      allocations_listed_by_end: ['until_on'],
    },
    replaced: ['allocations_by_order', 'allocations_by_entitlement'],
  }),
  listStep('waivers', {
    made: {
      waivers_listed_by_order: ['order_id'],
      waivers_listed_by_agency: ['agency_code'],
    },
    replaced: ['waivers_by_order'],
  }),
  listStep('audit_findings', {
    made: {
      audit_findings_listed_by_order: ['order_id'],
      audit_findings_listed_by_rule: ['rule'],
      audit_findings_listed_by_state: ['state'],
      audit_findings_listed_by_severity: ['severity'],
    },
    replaced: ['audit_findings_by_order'],
  }),
  listStep('budget_lines', {
    made: {
      budget_lines_listed_by_document: ['document_number'],
      budget_lines_listed_by_project: ['project'],
      budget_lines_listed_by_agency: ['agency_code'],
      budget_lines_listed_by_year: ['fiscal_year'],
      budget_lines_listed_by_class: ['economic_class'],
    },
    key: ['code'],
  }),
  listStep('plan_filings', {
    made: {
      plan_filings_listed_by_agency: ['agency_code'],
      plan_filings_listed_by_year: ['fiscal_year'],
    },
    key: ['number'],
  }),
  listStep('budget_revisions', {
    made: {
      budget_revisions_listed_by_agency: ['agency_code'],
      budget_revisions_listed_by_year: ['fiscal_year'],
    },
  }),
  listStep('budget_transfers', {
    made: {
      budget_transfers_listed_by_from_agency: ['from_agency'],
      budget_transfers_listed_by_to_agency: ['to_agency'],
      budget_transfers_listed_by_year: ['fiscal_year'],
    },
  }),
  listStep('responsible_persons', {
    made: {
      responsible_persons_listed_by_agency: ['agency_code'],
    },
  }),
  listStep('software_names', {
    made: {
      software_names_listed_by_agency: ['agency_code'],
      software_names_listed_by_product: ['product'],
    },
  }),
  listStep('drafts', {
    made: {
      drafts_listed_by_order: ['order_id'],
    },
  }),
  listStep('persons', {
    made: {
      persons_by_name: ['name'],
    },
  }),
  listStep('api_keys', {
    made: {
      api_keys_listed_by_owner: ['owner', 'created_at'],
      api_keys_listed_by_time: ['created_at'],
    },
    replaced: ['api_keys_by_owner'],
  }),
  listStep('sessions', {
    made: {
      sessions_listed_by_person: ['person_id'],
    },
    replaced: ['sessions_by_person'],
  }),
  listStep('sign_ins', {
    made: {
      sign_ins_listed_by_person: ['person_id', 'at'],
      sign_ins_listed_by_event: ['event', 'at'],
    },
    replaced: ['sign_ins_of_person'],
  }),
  // The journal of an account, and the moves of an order, in the order in which they were made.
  listStep('moves', {
    made: {
      moves_listed_by_account: ['account_kind', 'account'],
      moves_listed_by_order: ['order_id', 'account_kind', 'account'],
    },
    key: ['log_index', 'sequence'],
    replaced: ['moves_by_account', 'moves_by_order', 'moves_by_order_account'],
  }),
  // The newest day first, and in a day by agency.
  listStep('alert_digests', {
    made: { alert_digests_listed_by_day: ['on_day desc'] },
    key: ['agency_code'],
  }),
];
