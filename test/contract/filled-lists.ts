import type { Database } from '../../src/db/index.ts';
import type { Target } from '../access/targets.ts';
import { campaignsTables } from '../campaigns/many-campaigns.ts';
import { creditCode } from '../support/given.ts';
import {
  idOf,
  type ManyRows,
  makeManyRows,
  oneOf,
  SIX_DIGITS,
  SOME_DAY,
  SOME_MOMENT,
  type Varied,
} from '../support/many-rows.ts';
import { officeTables } from './filled-office.ts';

const AGENCIES = 240;
const CODES = Array.from({ length: AGENCIES }, () => creditCode());

/** Three of the agencies that are made. */
export const FILLED_AGENCIES = CODES.slice(0, 3);
const [FILLED_AGENCY = ''] = FILLED_AGENCIES;

const CODE_LENGTH = 18;
const codeOf = (number: string): string =>
  `substr('${CODES.join('')}', 1 + ${CODE_LENGTH} * (${number}), ${CODE_LENGTH})`;
const AGENCY = codeOf(`n % ${AGENCIES}`);
const DIGITS = `concat('${'0'.repeat(58)}', ${SIX_DIGITS})`;
const LEAF = 'n + 5000000';
const SOME_REGION = oneOf('421083', '421000', '421000', '511300');
const ORDER = idOf('ord');
/** Of so many rows, for what is told of many: an engine that expects one row may put it in order. */
const few = (prefix: string, of = 17) => `concat('${prefix}_m', substr(concat('000000', n % ${of}), -6))`;
const OF_ORDER = few('ord');
const YEAR = '2020 + n % 7';
const BY_ID = (prefix: string): Varied => ({ id: idOf(prefix), agency_code: AGENCY, log_index: LEAF });

interface Filling {
  readonly rows: number;
  readonly target: Target;
}

/** Puts many rows into every table that a list is read from: agencies of a city with a county and of another city, what they have, and what was decided. */
export async function fillLists(db: Database, { rows: count, target }: Filling): Promise<void> {
  await makeManyRows(db, {
    table: 'agencies',
    count: AGENCIES,
    varied: { code: codeOf('n - 1'), name: "concat('单位 ', n)", region: SOME_REGION, log_index: LEAF },
  });
  for (const [table, { varied, first, like, most = count }] of Object.entries(tablesOf(target))) {
    await makeManyRows(db, {
      ...{ table, varied, count: Math.min(count, most) },
      ...(first && { first }),
      ...(like && { like }),
    });
  }
}

interface Table extends Pick<ManyRows, 'varied' | 'first' | 'like'> {
  /** At most so many of them. */
  readonly most?: number;
}

function tablesOf(target: Target): Readonly<Record<string, Table>> {
  return {
    ...ordersTables(),
    ...officeTables({ leaf: LEAF, agency: AGENCY, order: OF_ORDER }),
    ...registerTables(),
    ...budgetTables(target),
    ...peopleTables(target),
    ...logTables(target),
    ...campaignsTables({ agency: AGENCY, everyAgency: codeOf('n - 1'), campaign: few('cmp', 97), most: AGENCIES }),
  };
}

function ordersTables(): Readonly<Record<string, Table>> {
  const agency = FILLED_AGENCY;
  return {
    orders: {
      varied: {
        ...{
          ...BY_ID('ord'),
          order_key: "concat('m', n)",
          folded_key: "concat('m', n)",
          reference: "concat('PO-', n % 37)",
        },
        ...{ fiscal_year: YEAR, state: oneOf('approved', 'rejected', 'referred', 'contracted', 'withdrawn') },
        ...{
          outcome: oneOf('approved', 'rejected', 'referred'),
          supplier: AGENCY,
          supplier_name: "concat('供应商 ', n)",
        },
        ...{ total_fen: '1 + n % 1000', submitted_at: SOME_MOMENT, expires_at: SOME_MOMENT, decision_id: idOf('dec') },
      },
    },
    order_reviews: {
      first: { owner: 'finance', order_id: 'ord_m', log_index: 1 },
      varied: { order_id: ORDER, log_index: LEAF },
    },
    order_findings: {
      first: { order_id: 'ord_m', rule: 'OS-01', effect: 'refer', log_index: 1 },
      varied: { order_id: ORDER, log_index: LEAF },
    },
    undertakings: {
      first: {
        ...{ id: 'und_m', agency_code: agency, order_id: 'ord_m', revision: 1, item: 1, category: 'office', seats: 1 },
        ...{ due_on: null, state: 'open', closed_by: null, log_index: 1, delivered_seats: 0 },
      },
      varied: {
        ...BY_ID('und'),
        order_id: OF_ORDER,
        due_on: `case n % 5 when 0 then null else ${SOME_DAY} end`,
        state: oneOf('open', 'closed', 'void'),
      },
    },
    waivers: { varied: { ...BY_ID('wvr'), order_id: OF_ORDER, until_on: SOME_DAY } },
    audit_findings: {
      varied: {
        ...{ ...BY_ID('afd'), order_id: OF_ORDER, rule: oneOf('OS-01', 'HW-02'), due_on: SOME_DAY },
        ...{ severity: oneOf('high', 'medium', 'low'), state: oneOf('open', 'answered', 'closed') },
      },
    },
  };
}

function registerTables(): Readonly<Record<string, Table>> {
  const category = oneOf('operating-system', 'office', 'antivirus-client');
  return {
    devices: {
      varied: {
        ...{
          ...BY_ID('dev'),
          category: oneOf('desktop', 'laptop'),
          state: oneOf('accepted', 'retired'),
          order_id: OF_ORDER,
        },
        ...{ asset_number: "concat('A-', n % 17)", asset_key: "concat('A-', n)", serial: "concat('S-', n)" },
        ...{
          folded_serial: "concat('S-', n)",
          folded_mainboard: "concat('M-', n)",
          department: oneOf('财务处', '办公室'),
        },
        acquired_on: SOME_DAY,
      },
    },
    entitlements: {
      varied: {
        ...{ ...BY_ID('ent'), category, product: "concat('WPS ', n % 9)", channel: oneOf('oem', 'volume') },
        ...{ standing: oneOf('declared', 'verified'), order_id: OF_ORDER, bound_device: few('dev') },
      },
    },
    installations: {
      varied: {
        ...{ ...BY_ID('ins'), category, product: "concat('WPS ', n % 9)", device_id: few('dev') },
        ...{ source: oneOf('survey', 'agent'), seen_to: `case n % 2 when 0 then null else ${SOME_DAY} end` },
      },
    },
    allocations: {
      varied: {
        ...{ ...BY_ID('alo'), entitlement_id: few('ent'), device_id: few('dev'), order_id: OF_ORDER },
        until_on: `case n % 2 when 0 then null else ${SOME_DAY} end`,
      },
    },
    software_names: {
      varied: {
        ...BY_ID('swn'),
        name: "concat('WPS ', n)",
        name_key: "concat('wps', n)",
        product: "concat('WPS ', n % 9)",
      },
    },
    evidence_files: { varied: { ...BY_ID('evf'), hash: DIGITS } },
    register_statements: {
      first: {
        ...{ id: 'rst_m', agency_code: FILLED_AGENCY, as_of_on: '2026-06-01', kinds: '{"office":"none"}' },
        ...{ recorded_on: '2026-06-01', log_index: 1 },
      },
      varied: { ...BY_ID('rst'), as_of_on: SOME_DAY },
    },
    suppliers: { most: AGENCIES, varied: { credit_code: codeOf('n - 1'), log_index: LEAF } },
    products: { varied: { id: idOf('prd'), log_index: LEAF } },
    audit_samples: { varied: { id: idOf('asm'), agency_code: AGENCY, log_index: LEAF } },
    responsible_persons: { varied: { ...BY_ID('rsp'), duty: oneOf('head', 'leader-in-charge'), from_on: SOME_DAY } },
  };
}

function budgetTables({ ids }: Target): Readonly<Record<string, Table>> {
  const line = String(ids['budget-line']);
  const log = { at: '2026-01-01T00:00:00.000Z', key_id: 'key', log_index: 1 };
  return {
    budget_lines: {
      varied: {
        ...{ code: "concat('L-', n)", agency_code: AGENCY, fiscal_year: YEAR, document_number: "concat('D-', n % 50)" },
        ...{ project: "concat('P-', n % 50)", economic_class: oneOf('31002', '30213'), log_index: LEAF },
      },
    },
    plan_filings: {
      varied: {
        ...{ number: "concat('F-', n)", folded_number: "concat('F-', n)", loose_number: "concat('F', n)" },
        ...{ agency_code: AGENCY, fiscal_year: YEAR, log_index: LEAF },
      },
    },
    budget_revisions: {
      first: {
        ...{ id: 'bre_m', budget_line: line, agency_code: FILLED_AGENCY, fiscal_year: 2026, change_fen: 1 },
        ...{ document_number: null, reason: null, source: 'act', ...log },
      },
      varied: {
        ...BY_ID('bre'),
        budget_line: `case n % 3 when 0 then r.budget_line else concat('L-', n) end`,
        fiscal_year: YEAR,
      },
    },
    budget_transfers: {
      first: {
        ...{ id: 'btr_m', from_line: line, to_line: 'L-1', from_agency: FILLED_AGENCY, to_agency: FILLED_AGENCY },
        ...{ fiscal_year: 2026, amount_fen: 1, document_number: 'D-1', reason: '调剂', ...log },
      },
      varied: {
        ...{ id: idOf('btr'), from_agency: AGENCY, to_agency: codeOf('n % 7'), fiscal_year: YEAR, log_index: LEAF },
        ...{ from_line: "concat('K-', n % 7)", to_line: "concat('L-', n % 7)" },
      },
    },
    moves: {
      varied: {
        log_index: 'n % 10',
        sequence: 'n + 100',
        account_kind: "'budget-line'",
        account: `'${line}'`,
        order_id: OF_ORDER,
      },
    },
    frozen_accounts: {
      first: {
        ...{ account_kind: 'budget-line', account: 'L', faults: '[]', fault_count: 0, frozen_at: log.at },
        ...{ unfrozen_at: null, log_index: 1 },
      },
      varied: { account: "concat('L-', n)", log_index: LEAF },
    },
  };
}

function peopleTables({ ids }: Target): Readonly<Record<string, Table>> {
  return {
    persons: {
      varied: { id: idOf('per'), name: "concat('张', n % 70)", email: "concat(n, '@many.test')", log_index: LEAF },
    },
    api_keys: {
      like: "role = 'machine' or role = 'audit'",
      varied: {
        ...{ id: idOf('key'), owner: few('per'), created_at: SOME_MOMENT, log_index: LEAF },
        secret_hash: DIGITS,
      },
    },
    sign_ins: {
      first: {
        ...{
          id: 'sgn_m',
          at: '2026-01-01T00:00:00.000Z',
          person_id: null,
          account: `sha256:${'0'.repeat(64)}`,
          address: '10.0.0.1',
        },
        ...{ event: 'signed-in', reason: null, session_id: null, role: null },
      },
      varied: { id: idOf('sgn'), at: SOME_MOMENT, person_id: few('per'), event: oneOf('signed-in', 'refused') },
    },
    proposals: {
      varied: {
        ...{ id: idOf('prp'), made_at: SOME_MOMENT, maker_person: few('per'), digest: `concat('sha256:', ${DIGITS})` },
        state: oneOf('open', 'executed', 'withdrawn'),
      },
    },
    deliveries: {
      first: {
        ...{ id: 'dlv_m', receiver_id: String(ids['webhook-endpoint']), log_index: 1, type: 'order.decided' },
        ...{ outcome: 'delivered', attempt: 1, at: '2026-01-01T00:00:00.000Z', status: 200, error: null },
        ...{ duration_ms: 1, next_attempt_at: null },
      },
      varied: { id: idOf('dlv'), log_index: LEAF, at: SOME_MOMENT },
    },
    alert_digests: {
      // As many days and agencies as there are together.
      most: 1_260,
      first: {
        ...{
          on_day: '2026-01-01',
          agency_code: 'X',
          made_at: '2026-01-01T00:00:00.000Z',
          urgent: 0,
          soon: 0,
          notice: 0,
        },
        alerts: '[]',
      },
      varied: { on_day: SOME_DAY, agency_code: AGENCY },
    },
  };
}

function logTables({ ids }: Target): Readonly<Record<string, Table>> {
  return {
    backtest_changes: {
      first: {
        ...{ backtest_id: String(ids.backtest), log_index: 1, decision_id: 'dec_m', order_id: 'ord_m' },
        ...{ agency_code: FILLED_AGENCY, supplier: null, stage: 'submission', bucket: 'stricter' },
        ...{ recorded_outcome: 'approved', candidate_outcome: 'rejected', total_fen: 1, rules: ',OS-01,' },
      },
      varied: { log_index: LEAF, agency_code: AGENCY, bucket: oneOf('stricter', 'unchanged') },
    },
  };
}
