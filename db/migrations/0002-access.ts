import {
  digest,
  flag,
  hash,
  id,
  instant,
  label,
  logIndex,
  longText,
  optionalId,
  optionalInstant,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0002-persons', (engine) =>
    tableStatements(engine, 'persons', {
      columns: [
        id('id'),
        label('name'),
        label('email'),
        longText('roles'),
        flag('is_disabled'),
        instant('created_at'),
        logIndex(),
      ],
      key: ['id'],
      unique: { persons_email: ['email'] },
    }),
  ),
  step('0002-api-keys', (engine) =>
    tableStatements(engine, 'api_keys', {
      columns: [
        id('id'),
        label('label'),
        optionalId('owner'),
        word('role'),
        longText('reach'),
        longText('scopes'),
        hash('secret_hash'),
        instant('created_at'),
        optionalInstant('expires_at'),
        optionalInstant('revoked_at'),
        logIndex(),
      ],
      key: ['id'],
      unique: { api_keys_secret: ['secret_hash'] },
      indexes: { api_keys_by_owner: ['owner'] },
    }),
  ),
  step('0002-gate-settings', (engine) =>
    tableStatements(engine, 'gate_settings', {
      columns: [word('name'), longText('value'), logIndex()],
      key: ['name'],
    }),
  ),
  step('0002-idempotency-keys', (engine) =>
    tableStatements(engine, 'idempotency_keys', {
      columns: [
        hash('key_hash'),
        digest('input_digest'),
        'status smallint not null',
        longText('answer'),
        instant('created_at'),
      ],
      key: ['key_hash'],
    }),
  ),
  step('0002-leases', (engine) =>
    tableStatements(engine, 'leases', {
      columns: [word('name'), id('holder'), instant('until_at')],
      key: ['name'],
    }),
  ),
];
