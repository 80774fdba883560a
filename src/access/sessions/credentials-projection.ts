import type { Row, Tx } from '../../db/index.ts';
import { digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findLastLeaves,
  type LeafRow,
  type LogProjection,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { passwordStateDigest } from '../passwords/password.ts';
import { listPasswordRows, type PasswordColumns, toPasswordState } from '../passwords/password-repository.ts';
import { listTotpRows, type TotpColumns } from '../passwords/totp-repository.ts';
import { findWholePeople, type WholePerson } from '../people/find-whole-people.ts';

/** What the last leaf about a person's password or authenticator says; a null digest means that none is left. */
interface LoggedCredential {
  readonly index: number;
  readonly digest: string | null;
}

interface ShownCredential {
  readonly personId: string;
  readonly index: number;
  readonly digest: string;
}

interface CredentialKind {
  readonly member: 'password' | 'totp';
  readonly table: string;
  readonly list: (tx: Tx, page: { after: string; rowsMax: number }) => Promise<readonly ShownCredential[]>;
  readonly shown: (row: Row) => ShownCredential;
}

const KINDS: readonly CredentialKind[] = [
  {
    member: 'password',
    table: 'passwords',
    list: async (tx, page) => (await listPasswordRows(tx, page)).map(shownPassword),
    shown: (row) => shownPassword(row as unknown as PasswordColumns),
  },
  {
    member: 'totp',
    table: 'totp_secrets',
    list: async (tx, page) => (await listTotpRows(tx, page)).map(shownTotp),
    shown: (row) => shownTotp(row as unknown as TotpColumns),
  },
];

function shownPassword(row: PasswordColumns): ShownCredential {
  return { personId: row.person_id, index: Number(row.log_index), digest: digestOfPassword(row) };
}

function shownTotp(row: TotpColumns): ShownCredential {
  return { personId: row.person_id, index: Number(row.log_index), digest: digestOf(row.sealed_secret) };
}

/** A row that cannot be read fits no leaf. */
function digestOfPassword(row: PasswordColumns): string {
  try {
    return passwordStateDigest(toPasswordState(row));
  } catch {
    return 'unreadable';
  }
}

/**
 * Compares every password, invitation and authenticator with the last leaf about it: whoever writes a hash of their own
 * into the database, or brings an old one back, can sign in as somebody else until this is run, and is found by it. It
 * keeps one line per person while the log is read.
 */
export function credentialProjection(): LogProjection {
  const logged = new Map<string, LoggedCredential>();
  return {
    compare: async (_tx, { leaves }) => {
      for (const { subject, body, logIndex } of leaves) {
        const kind = KINDS.find(({ member }) => subject.startsWith(`${member}/`));
        if (kind) logged.set(subject, { index: logIndex, digest: digestIn(body[kind.member]) });
      }
      return [];
    },
    finish: async (tx) => {
      const found: Difference[] = [];
      for (const kind of KINDS) found.push(...(await compareKind(tx, kind, logged)));
      return found;
    },
  };
}

/** The password and the authenticator of one person against their last leaves. */
export async function compareCredentials(tx: Tx, personId: string): Promise<readonly Difference[]> {
  const leaves = await findLastLeaves(tx, credentialSubjects(personId));
  const people = await findWholePeople(tx, [personId]);
  return credentialDifferences(personId, { leaves, people });
}

/** What the leaves about somebody's password and authenticator are about. */
export function credentialSubjects(personId: string): readonly string[] {
  return KINDS.map(({ member }) => `${member}/${personId}`);
}

interface CredentialsRead {
  readonly leaves: ReadonlyMap<string, LeafRow>;
  readonly people: ReadonlyMap<string, WholePerson>;
}

/** The same where both were read. */
export function credentialDifferences(personId: string, { leaves, people }: CredentialsRead): readonly Difference[] {
  const person = people.get(personId);
  return KINDS.flatMap(({ member, table, shown }) => {
    const leaf = leaves.get(`${member}/${personId}`);
    const logged = leaf && { index: leaf.logIndex, digest: digestIn(JSON.parse(leaf.bytes)[member]) };
    const row = person?.[member];
    if (row) return differencesOf(shown(row), table, logged);
    return logged?.digest ? [withoutRow({ table, key: personId, index: logged.index })] : [];
  });
}

function digestIn(said: unknown): string | null {
  if (typeof said !== 'object' || said === null || !('digest' in said)) return null;
  return typeof said.digest === 'string' ? said.digest : null;
}

const ROWS_AT_ONCE = 1_000;

async function compareKind(
  tx: Tx,
  { member, table, list }: CredentialKind,
  logged: ReadonlyMap<string, LoggedCredential>,
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const missing = new Map([...logged].filter(([subject, { digest }]) => subject.startsWith(`${member}/`) && digest));
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly ShownCredential[] = await list(tx, { after, rowsMax: ROWS_AT_ONCE });
    for (const row of rows) {
      missing.delete(`${member}/${row.personId}`);
      found.push(...differencesOf(row, table, logged.get(`${member}/${row.personId}`)));
    }
    after = rows.length === ROWS_AT_ONCE ? rows.at(-1)?.personId : undefined;
  }
  const rowless = [...missing].map(([subject, { index }]) => withoutRow({ table, key: keyOf(subject), index }));
  return [...found, ...rowless];
}

function differencesOf(
  { personId, index, digest }: ShownCredential,
  table: string,
  leaf: LoggedCredential | undefined,
): readonly Difference[] {
  const place = { table, key: personId, index: leaf?.index ?? index };
  if (leaf?.digest == null) return [withoutLeaf(place)];
  return differencesIn(place, { log_index: index, digest }, { log_index: leaf.index, digest: leaf.digest });
}

function keyOf(subject: string): string {
  return subject.slice(subject.indexOf('/') + 1);
}
