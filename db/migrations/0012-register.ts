import {
  count,
  creditCode,
  day,
  digest,
  hash,
  id,
  instant,
  label,
  logIndex,
  longText,
  optionalDay,
  optionalId,
  optionalLabel,
  optionalMoney,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { columnStep, step } from '../step.ts';

const registerSteps = [
  columnStep('0012-device-fields', {
    table: 'devices',
    columns: [
      'mainboard_serial varchar(120)',
      optionalLabel('brand'),
      optionalLabel('model'),
      optionalLabel('department'),
      // A person: the log keeps only a commitment of it.
      optionalLabel('used_by'),
      optionalId('acceptance_id'),
    ],
    indexes: {
      devices_by_order: ['order_id', 'order_line'],
      // A file of many devices looks each of them up by all of its numbers.
      devices_by_mainboard: ['mainboard_serial'],
      devices_by_asset_number: ['asset_number'],
    },
  }),
  columnStep('0012-entitlement-fields', {
    table: 'entitlements',
    columns: [
      // Where it came from, as an acceptance knows it.
      optionalId('order_id'),
      'order_line integer',
      'order_item integer',
      optionalId('acceptance_id'),
      optionalLabel('contract_number'),
      optionalMoney('unit_price_fen'),
      optionalDay('support_ends_on'),
    ],
    indexes: { entitlements_by_order: ['order_id', 'order_item'], entitlements_by_device: ['bound_device'] },
  }),
  columnStep('0012-undertaking-delivery', { table: 'undertakings', columns: [count('delivered_seats')] }),
  // Nothing was ever written to the table of 0003, whose rows had no name of their own.
  step('0012-allocations', (engine) => [
    'drop table if exists allocations',
    ...tableStatements(engine, 'allocations', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        id('entitlement_id'),
        id('device_id'),
        // `free` or `held`: where the seat was before.
        word('taken_from'),
        optionalId('order_id'),
        day('from_on'),
        // The last day; null while it lasts.
        optionalDay('until_on'),
        optionalWord('ended_because'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        allocations_by_entitlement: ['entitlement_id', 'until_on'],
        allocations_by_device: ['device_id', 'until_on'],
        allocations_by_agency: ['agency_code', 'id'],
        allocations_by_order: ['order_id'],
      },
    }),
  ]),
  step('0012-installations', (engine) =>
    tableStatements(engine, 'installations', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        id('device_id'),
        word('category'),
        label('product'),
        optionalLabel('edition'),
        optionalLabel('version'),
        word('source'),
        day('seen_from'),
        day('seen_last'),
        // The last day on which it was there; null while it is.
        optionalDay('seen_to'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        installations_by_device: ['device_id', 'seen_to'],
        installations_by_agency: ['agency_code', 'category', 'id'],
      },
    }),
  ),
];

const proofSteps = [
  // One row for each agency that sent a file; the bytes are kept once, by their hash, outside the database.
  step('0012-evidence-files', (engine) =>
    tableStatements(engine, 'evidence_files', {
      columns: [
        id('id'),
        hash('hash'),
        creditCode('agency_code'),
        word('media_type'),
        count('size'),
        label('name'),
        instant('at'),
        id('key_id'),
        logIndex(),
      ],
      key: ['id'],
      unique: { evidence_files_hash: ['hash', 'agency_code'] },
      indexes: { evidence_files_by_agency: ['agency_code', 'id'] },
    }),
  ),
  step('0012-proof-uses', (engine) =>
    tableStatements(engine, 'proof_uses', {
      columns: [
        // `sha256:…` of the file, or of its kind and reference where there is no file.
        digest('proof'),
        creditCode('agency_code'),
        'used_for varchar(100) not null',
        count('seats'),
        logIndex(),
      ],
      key: ['proof'],
      indexes: { proof_uses_by_use: ['used_for'] },
      checks: ['seats >= 0'],
    }),
  ),
  step('0012-licence-keys', (engine) =>
    tableStatements(engine, 'licence_keys', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        id('entitlement_id'),
        // Which secret it is encrypted with, by name: the secret itself stays outside.
        word('secret'),
        longText('sealed'),
        digest('commitment'),
        instant('at'),
        logIndex(),
      ],
      key: ['id'],
      indexes: { licence_keys_by_entitlement: ['entitlement_id', 'id'] },
    }),
  ),
];

export const steps = [...registerSteps, ...proofSteps];
