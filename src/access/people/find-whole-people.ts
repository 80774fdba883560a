import { marksFor, type Row, selectRows, type Tx } from '../../db/index.ts';
import { keepsReads, readEachOnce, selectIn } from '../../log/index.ts';

/** The rows of a person that leaves tell of; null where there is none. */
export interface WholePerson {
  readonly person: Row;
  readonly password: Row | null;
  readonly totp: Row | null;
}

/** Persons with what they sign in by, in one statement: whoever proposes or signs is held against the log each time. */
export async function findWholePeople(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, WholePerson>> {
  return readEachOnce(tx, ids, {
    name: 'person',
    subjectsOf: (id) => [`person/${id}`, `password/${id}`, `totp/${id}`],
    read: (missing) => listWholePeople(tx, missing),
  });
}

async function listWholePeople(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, WholePerson>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRows<Row>(
    tx,
    `select persons.*, passwords.person_id as password_person, hashes, set_at, invitation_hash, invitation_expires_at,
       signs_from, passwords.log_index as password_index, totp_secrets.person_id as totp_person, sealed_secret, last_step,
       totp_secrets.log_index as totp_index
     from persons
     left join passwords on passwords.person_id = persons.id
     left join totp_secrets on totp_secrets.person_id = persons.id
     where persons.id in (${marksFor(ids)})`,
    ids,
  );
  return new Map(rows.map((row) => [String(row.id), toWholePerson(row)]));
}

function toWholePerson(row: Row): WholePerson {
  const { password_person, password_index, totp_person, totp_index, ...columns } = row;
  const { hashes, set_at, invitation_hash, invitation_expires_at, signs_from, sealed_secret, last_step } = columns;
  const { id, name, email, roles, is_disabled, created_at, log_index } = columns;
  const password = { hashes, set_at, invitation_hash, invitation_expires_at, signs_from } as Row;
  const totp = { sealed_secret, last_step } as Row;
  return {
    person: { id, name, email, roles, is_disabled, created_at, log_index } as Row,
    password:
      password_person === null ? null : ({ person_id: password_person, ...password, log_index: password_index } as Row),
    totp: totp_person === null ? null : ({ person_id: totp_person, ...totp, log_index: totp_index } as Row),
  };
}

/** The rows of some persons by their ids. Whoever reads ahead has read the rest of them too, or is about to. */
export async function findPersonRows(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  if (!keepsReads(tx)) {
    const rows = await selectIn(tx, 'persons', 'id', ids);
    return new Map(rows.map((row) => [String(row.id), row]));
  }
  const people = await findWholePeople(tx, ids);
  return new Map([...people].map(([id, { person }]) => [id, person]));
}

/** API keys of some ids, as they are kept; of a session there is none. */
export async function findKeyRows(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  return readEachOnce(tx, ids, {
    name: 'api key',
    subjectsOf: (id) => [`api-key/${id}`],
    read: async (missing) => {
      const rows = await selectIn(tx, 'api_keys', 'id', missing);
      return new Map(rows.map((row) => [String(row.id), row]));
    },
  });
}
