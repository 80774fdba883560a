import {
  count,
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
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // A person's password and the invitation to set one: what the last leaf about them says.
  step('0006-passwords', (engine) =>
    tableStatements(engine, 'passwords', {
      columns: [
        id('person_id'),
        // Argon2id with its salt and parameters, one entry for the present password and each that may not come again.
        longText('hashes'),
        optionalInstant('set_at'),
        'invitation_hash char(64)',
        optionalInstant('invitation_expires_at'),
        logIndex(),
      ],
      key: ['person_id'],
      unique: { passwords_by_invitation: ['invitation_hash'] },
    }),
  ),
  step('0006-totp-secrets', (engine) =>
    tableStatements(engine, 'totp_secrets', {
      columns: [id('person_id'), label('sealed_secret'), count('last_step'), logIndex()],
      key: ['person_id'],
    }),
  ),
  step('0006-totp-enrolments', (engine) =>
    tableStatements(engine, 'totp_enrolments', {
      columns: [id('person_id'), label('sealed_secret'), instant('expires_at')],
      key: ['person_id'],
    }),
  ),
  step('0006-sessions', (engine) =>
    tableStatements(engine, 'sessions', {
      columns: [
        id('id'),
        hash('token_hash'),
        id('person_id'),
        word('role'),
        longText('reach'),
        flag('with_totp'),
        // The session lasts as long as what it was opened on: the person as of this leaf, and this password.
        logIndex('person_index'),
        digest('password_digest'),
        instant('created_at'),
        instant('last_seen_at'),
        instant('expires_at'),
        optionalInstant('ended_at'),
      ],
      key: ['id'],
      unique: { sessions_by_token: ['token_hash'] },
      indexes: { sessions_by_person: ['person_id'] },
    }),
  ),
  step('0006-sign-ins', (engine) =>
    tableStatements(engine, 'sign_ins', {
      columns: [
        id('id'),
        instant('at'),
        optionalId('person_id'),
        digest('account'),
        label('address'),
        word('event'),
        optionalWord('reason'),
        optionalId('session_id'),
        optionalWord('role'),
      ],
      key: ['id'],
      indexes: { sign_ins_by_time: ['at', 'id'], sign_ins_of_person: ['person_id', 'at'] },
    }),
  ),
  step('0006-sign-in-limits', (engine) =>
    tableStatements(engine, 'sign_in_limits', {
      columns: [digest('account'), label('address'), count('failures'), instant('last_at')],
      key: ['account', 'address'],
      indexes: { sign_in_limits_by_time: ['last_at'] },
    }),
  ),
];
