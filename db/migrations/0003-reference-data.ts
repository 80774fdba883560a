import {
  count,
  creditCode,
  day,
  flag,
  id,
  label,
  logIndex,
  longText,
  money,
  optionalCount,
  optionalCreditCode,
  optionalDay,
  optionalId,
  optionalLabel,
  optionalLongText,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

const agencySteps = [
  step('0003-agencies', (engine) =>
    tableStatements(engine, 'agencies', {
      columns: [
        creditCode('code'),
        label('name'),
        word('kind'),
        word('level'),
        'region char(6) not null',
        optionalCreditCode('parent_code'),
        optionalCount('staff'),
        flag('is_classified'),
        flag('is_isolated_network'),
        optionalDay('opened_on'),
        logIndex(),
      ],
      key: ['code'],
      indexes: { agencies_by_parent: ['parent_code'], agencies_by_region: ['region', 'code'] },
    }),
  ),
  step('0003-responsible-persons', (engine) =>
    tableStatements(engine, 'responsible_persons', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        word('duty'),
        label('name'),
        optionalLabel('position'),
        optionalWord('phone'),
        day('from_on'),
        optionalDay('until_on'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { responsible_persons_by_agency: ['agency_code', 'duty', 'from_on'] },
    }),
  ),
];

const supplierSteps = [
  step('0003-suppliers', (engine) =>
    tableStatements(engine, 'suppliers', {
      columns: [creditCode('credit_code'), label('name'), longText('affiliates'), logIndex()],
      key: ['credit_code'],
    }),
  ),
  step('0003-debarments', (engine) =>
    tableStatements(engine, 'debarments', {
      columns: [
        id('id'),
        creditCode('supplier'),
        word('source'),
        longText('reason'),
        optionalLabel('legal_basis'),
        day('from_on'),
        optionalDay('until_on'),
        flag('is_appeal_pending'),
        optionalWord('end_reason'),
        optionalDay('ended_on'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { debarments_by_supplier: ['supplier', 'source'] },
    }),
  ),
];

const budgetSteps = [
  step('0003-budget-lines', (engine) =>
    tableStatements(engine, 'budget_lines', {
      columns: [
        'code varchar(100) not null',
        creditCode('agency_code'),
        'fiscal_year smallint not null',
        optionalLabel('document_number'),
        label('project'),
        word('project_kind'),
        word('economic_class'),
        flag('is_government_procurement'),
        flag('is_closed'),
        money('appropriation_fen'),
        money('elsewhere_fen'),
        money('reserved_fen'),
        money('encumbered_fen'),
        money('spent_fen'),
        logIndex(),
      ],
      key: ['code'],
      indexes: { budget_lines_by_agency: ['agency_code', 'fiscal_year', 'code'] },
      // Not `available`: an import of what the finance system used elsewhere may push that below zero.
      checks: [
        'appropriation_fen >= 0',
        'elsewhere_fen >= 0',
        'reserved_fen >= 0',
        'encumbered_fen >= 0',
        'spent_fen >= 0',
      ],
    }),
  ),
  step('0003-plan-filings', (engine) =>
    tableStatements(engine, 'plan_filings', {
      columns: [
        'number varchar(100) not null',
        creditCode('agency_code'),
        'fiscal_year smallint not null',
        optionalDay('filed_on'),
        money('amount_fen'),
        // What live orders have put on this number.
        money('used_fen'),
        longText('items'),
        logIndex(),
      ],
      key: ['number'],
      indexes: { plan_filings_by_agency: ['agency_code', 'fiscal_year'] },
    }),
  ),
];

const registerSteps = [
  step('0003-products', (engine) =>
    tableStatements(engine, 'products', {
      columns: [
        id('id'),
        word('category'),
        optionalLabel('publisher'),
        label('name'),
        longText('aliases'),
        optionalWord('os_family'),
        'is_domestic smallint',
        'is_volume_upgrade_only smallint',
        longText('editions'),
        longText('versions'),
        longText('rights'),
        logIndex(),
      ],
      key: ['id'],
    }),
  ),
  step('0003-product-names', (engine) =>
    tableStatements(engine, 'product_names', {
      columns: [word('category'), label('name_key'), id('product_id')],
      key: ['category', 'name_key'],
      indexes: { product_names_by_product: ['product_id'] },
    }),
  ),
  step('0003-entitlements', (engine) =>
    tableStatements(engine, 'entitlements', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        label('licensee'),
        word('category'),
        label('product'),
        optionalLabel('edition'),
        optionalLabel('version'),
        word('metric'),
        optionalCount('seats'),
        count('sets'),
        word('channel'),
        optionalDay('valid_from'),
        optionalDay('valid_until'),
        flag('is_transferable'),
        longText('platforms'),
        optionalId('bound_device'),
        count('installed_seats'),
        count('held_seats'),
        count('allocated_seats'),
        optionalDay('acquired_on'),
        optionalLongText('site'),
        optionalId('closes_undertaking'),
        longText('evidence'),
        word('standing'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { entitlements_by_agency: ['agency_code', 'category', 'id'] },
      checks: [
        'seats is null or seats >= 0',
        'held_seats >= 0',
        'allocated_seats >= 0',
        'installed_seats >= 0',
        'seats is null or held_seats + allocated_seats <= seats',
      ],
    }),
  ),
  step('0003-devices', (engine) =>
    tableStatements(engine, 'devices', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        word('category'),
        'asset_number varchar(80)',
        'serial varchar(120)',
        optionalDay('acquired_on'),
        word('state'),
        optionalId('order_id'),
        'order_line integer',
        logIndex(),
      ],
      key: ['id'],
      unique: { devices_serial: ['serial'], devices_asset: ['agency_code', 'asset_number'] },
      indexes: { devices_by_agency: ['agency_code', 'category', 'state', 'id'] },
    }),
  ),
  step('0003-allocations', (engine) =>
    tableStatements(engine, 'allocations', {
      columns: [id('entitlement_id'), id('device_id'), day('from_on'), optionalDay('until_on'), logIndex()],
      key: ['entitlement_id', 'device_id', 'log_index'],
      indexes: { allocations_by_device: ['device_id'] },
    }),
  ),
  step('0003-undertakings', (engine) =>
    tableStatements(engine, 'undertakings', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        id('order_id'),
        'revision integer not null',
        'item integer not null',
        word('category'),
        count('seats'),
        optionalDay('due_on'),
        word('state'),
        optionalId('closed_by'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { undertakings_by_agency: ['agency_code', 'state', 'due_on'], undertakings_by_order: ['order_id'] },
    }),
  ),
];

export const steps = [...agencySteps, ...supplierSteps, ...budgetSteps, ...registerSteps];
