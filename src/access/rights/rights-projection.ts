import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafRow,
  type LogProjection,
  listLeavesAt,
  listSealedTexts,
  type OpenedLeaf,
  type ReadLeaf,
  type SealedText,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';

const PERSON: RightsKind = {
  table: 'persons',
  subject: 'person/',
  shown: (row) => ({
    roles: canonicalCell(row.roles),
    is_disabled: Number(row.is_disabled),
    created_at: row.created_at,
    name: row.name,
    email: row.email,
  }),
  logged: ({ body }, { sealed, isLast }) => {
    // A later leaf has changed the person since, and that one will be compared.
    if (!isLast) return {};
    const { roles, isActive, createdAt } = memberOf(body, 'person');
    const texts = { ...known(sealed, 'name', '/person/name'), ...known(sealed, 'email', '/person/email') };
    return { roles: canonicalJson(roles), is_disabled: isActive === true ? 0 : 1, created_at: createdAt, ...texts };
  },
};

/** A key is revoked by a leaf that says nothing else, so what it reaches stands in its first one. */
const API_KEY: RightsKind = {
  table: 'api_keys',
  subject: 'api-key/',
  shown: (row) => ({
    owner: row.owner,
    role: row.role,
    reach: canonicalCell(row.reach),
    scopes: canonicalCell(row.scopes),
    expires_at: row.expires_at,
    revoked_at: row.revoked_at,
    created_at: row.created_at,
    label: row.label,
    secret_hash: digestOf(String(row.secret_hash)),
  }),
  logged: (leaf, { sealed, isLast }) => {
    if (leaf.type === 'api-key.revoked') return { revoked_at: leaf.at };
    const { owner, role, grant, scopes, expiresAt, digest } = memberOf(leaf.body, 'key');
    const reach = canonicalJson(grant);
    const label = known(sealed, 'label', '/key/label');
    return {
      owner,
      role,
      reach,
      scopes: canonicalJson(scopes),
      expires_at: expiresAt,
      created_at: leaf.at,
      ...label,
      // Leaves of development versions do not say it.
      ...(digest !== undefined && { secret_hash: digest }),
      ...(isLast && { revoked_at: null }),
    };
  },
};

/** Whose rights are what: the roles of persons and the reach of keys show what their last leaf says. */
export const personProjection: LogProjection = rightsProjection(PERSON);

export const apiKeyProjection: LogProjection = rightsProjection(API_KEY);

/** Of which subject the leaves about a person or a key are. */
export function rightsSubject(kind: RightsKindName, id: string): string {
  return `${NAMED[kind].subject}${id}`;
}

export type RightsKindName = 'person' | 'api-key';

const NAMED: Readonly<Record<RightsKindName, RightsKind>> = { person: PERSON, 'api-key': API_KEY };

interface RightsRead {
  /** The last leaves about some people and keys, by subject. */
  readonly leaves: ReadonlyMap<string, OpenedLeaf>;
  /** Rows of persons or keys by their ids. */
  readonly byId: ReadonlyMap<string, Cells>;
}

/** The row of a person or a key against its last leaf, both of which were read. */
export function rightsDifferences(
  name: RightsKindName,
  id: string,
  { leaves, byId }: RightsRead,
): readonly Difference[] {
  const kind = NAMED[name];
  const leaf = leaves.get(`${kind.subject}${id}`);
  if (!leaf) return [withoutLeaf({ table: kind.table, key: id, index: null })];
  const body = valueIn(leaf.bytes) as ReadLeaf['body'];
  return compareLeaf(kind, { ...leaf, body }, { byId, sealed: openedOf(leaf.sealed, leaf) });
}

/** Of the texts of several leaves those of one. */
function openedOf(sealed: readonly SealedText[], { logIndex: index }: Pick<LeafRow, 'logIndex'>): SealedTexts {
  const own = sealed.filter(({ logIndex }) => logIndex === index);
  return new Map(own.map(({ pointer, value }) => [pointer, valueIn(value)]));
}

type Cells = Readonly<Record<string, unknown>>;

/** Texts that have not been erased, by their pointers. */
type SealedTexts = ReadonlyMap<string, unknown>;

interface RightsKind {
  readonly table: string;
  /** How the subjects of its leaves begin. */
  readonly subject: string;
  readonly shown: (row: Cells) => Cells;
  /** What a leaf says of the row as it stands; nothing where a later leaf says it anew. */
  readonly logged: (leaf: ReadLeaf, how: { readonly sealed: SealedTexts; readonly isLast: boolean }) => Cells;
}

function rightsProjection(kind: RightsKind): LogProjection {
  return {
    compare: async (tx, { leaves }) => {
      const own = leaves.filter(({ subject }) => subject.startsWith(kind.subject));
      if (own.length === 0) return [];
      const keys = own.map(({ subject }) => subject.slice(kind.subject.length));
      const rows: Cells[] = await tx(kind.table).whereIn('id', keys);
      const sealed = await listSealedTexts(
        tx,
        own.map(({ logIndex }) => logIndex),
      );
      const byId = new Map(rows.map((row) => [String(row.id), row]));
      return own.flatMap((leaf) => compareLeaf(kind, leaf, { byId, sealed: openedOf(sealed, leaf) }));
    },
    finish: (tx) => unloggedRows(tx, kind),
  };
}

function compareLeaf(
  kind: RightsKind,
  leaf: ReadLeaf,
  { byId, sealed }: { readonly byId: ReadonlyMap<string, Cells>; readonly sealed: SealedTexts },
): readonly Difference[] {
  const key = leaf.subject.slice(kind.subject.length);
  const place = { table: kind.table, key, index: leaf.logIndex };
  const row = byId.get(key);
  if (!row) return [withoutRow(place)];
  const shownIndex = Number(row.log_index);
  if (shownIndex < leaf.logIndex) return differencesIn(place, { log_index: shownIndex }, { log_index: leaf.logIndex });
  const isLast = shownIndex === leaf.logIndex;
  return differencesIn(place, kind.shown(row), kind.logged(leaf, { sealed, isLast }));
}

/** What cannot be read stays a text, which no leaf says. */
function valueIn(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function canonicalCell(cell: unknown): string {
  return canonicalJson(valueIn(String(cell)));
}

function memberOf(body: ReadLeaf['body'], name: string): Cells {
  const member = body[name];
  return typeof member === 'object' && member !== null ? (member as Cells) : {};
}

function known(sealed: SealedTexts, column: string, pointer: string): Cells {
  return sealed.has(pointer) ? { [column]: sealed.get(pointer) } : {};
}

const ROWS_AT_ONCE = 500;

/** Rows whose leaf is about something else: somebody has put them there. */
async function unloggedRows(tx: Tx, { table, subject }: RightsKind): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: { id: string; log_index: number }[] = await tx(table)
      .select('id', 'log_index')
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_AT_ONCE);
    const leaves = await listLeavesAt(
      tx,
      rows.map(({ log_index }) => Number(log_index)),
    );
    const subjects = new Map(leaves.map((leaf) => [leaf.logIndex, leaf.subject]));
    for (const { id, log_index } of rows) {
      const index = Number(log_index);
      if (subjects.get(index) !== `${subject}${id}`) found.push(withoutLeaf({ table, key: id, index }));
    }
    after = rows.length === ROWS_AT_ONCE ? rows.at(-1)?.id : undefined;
  }
  return found;
}
