import {
  type Actor,
  type CivilDate,
  canonicalJson,
  digestOf,
  type IdPrefix,
  Refusal,
  type RefusalKind,
  type Text,
  text,
} from '../kernel/index.ts';
import type { Field, Fields } from './kind-fields.ts';

type Cell = string | number | null;

/** A row as the database gave it, counters included. */
export type StoredRow = Readonly<Record<string, Cell>>;

/** One thing as it stands, or as it stood: `logIndex` is the leaf that last changed it. */
export interface ReferenceRecord<S extends object> {
  readonly key: string;
  readonly state: S;
  readonly logIndex: number;
  readonly row: StoredRow;
}

/**
 * One kind of reference data, said once: what it keeps, what its key is, what names the same thing in an import, whose it
 * is, and what may be searched. A state has the fields of the contract, so that a leaf can be read by itself.
 */
export interface ReferenceKind<S extends object> {
  /** `budget-line`: leaves are `budget-line.created`, subjects `budget-line/…`, refusals `budget_line.exists`. */
  readonly type: string;
  readonly called: Text;
  readonly table: string;
  readonly key: keyof S & string;
  /** Absent: the key is stated, and is the identity. */
  readonly idPrefix?: IdPrefix;
  readonly fields: Fields<S>;
  /** Pointers into a leaf's body of what is about a person and must be erasable. */
  readonly seals?: readonly string[];
  /** The field that names the agency whose it is; null: everybody's. */
  readonly agency: (keyof S & string) | null;
  readonly identity: Identity<S>;
  /**
   * Columns that hold what numbers of the state are compared by, which nobody states or is answered: a value of a unique
   * one is what its row has and no other. Null where the state has no such number, or had it after another row.
   */
  readonly folds?: Readonly<Record<string, (state: S) => string | null>>;
  readonly filters: Readonly<Record<string, Filter>>;
  /** Indexes that end with the key, each with the columns before it; the primary key is one without being named. */
  readonly listedBy?: Readonly<Record<string, readonly string[]>>;
  /** Few everywhere, such as suppliers: all may be looked through for a page. */
  readonly isSmall?: boolean;
  /** Finds what nobody states, such as who vouches for it. */
  readonly derive?: (state: S, how: Derivation<S>) => S;
}

/** What makes two rows of imports the same thing. */
export interface Identity<S extends object> {
  /** The field by which candidates are looked up, or the columns of `folds`. */
  readonly lookUp: (keyof S & string) | readonly string[];
  /** Null: nothing in the row would be recognised again. */
  readonly of: (state: S) => readonly unknown[] | null;
}

export interface Derivation<S extends object> {
  readonly before: S | null;
  readonly changes: object | null;
  readonly actor: Actor;
  /** The day from which it holds. */
  readonly on: CivilDate;
  /** Of an event; null when it is new. */
  readonly reason: string | null;
}

export type Filter =
  | { readonly by: 'equal'; readonly column: string }
  /** The same of a number, however it is written: `column` is one of `folds`. */
  | { readonly by: 'folded'; readonly column: string }
  /** Those that have a number and not what it is compared by, each in its column: another one had it before. */
  | { readonly by: 'taken'; readonly numbers: readonly (readonly [stated: string, fold: string])[] }
  | { readonly by: 'contains'; readonly column: string }
  /** Of the key, which lists are in the order of: a part of the index, however many others there are. */
  | { readonly by: 'begins' }
  /** The value is a day: those of an earlier one. */
  | { readonly by: 'before'; readonly column: string }
  /** The value is a day: those of it and of later ones. */
  | { readonly by: 'since'; readonly column: string }
  | { readonly by: 'region'; readonly column: string }
  /** The value is a day: those for which `column` is missing although `since` is later. */
  | { readonly by: 'missing-since'; readonly column: string; readonly since: string }
  /** Those that another table names so; `normal` is how it writes names. Or those of which `orHas` has it, in small letters. */
  | {
      readonly by: 'named';
      readonly key: string;
      readonly names: { readonly table: string; readonly key: string; readonly column: string };
      readonly normal: (value: string) => string;
      readonly orHas: string;
    }
  /** `true`: those that `column` leads from to a thing of another table that `has` these values; `false`: all others. */
  | {
      readonly by: 'of';
      readonly column: string;
      readonly table: string;
      readonly key: string;
      readonly has: { readonly column: string; readonly value: string };
    }
  /** `open` while the column is null, `ended` once it says the last day. */
  | { readonly by: 'open'; readonly column: string }
  | { readonly by: 'in-force'; readonly from: string; readonly until: string; readonly ended?: string };

/** A thing as it would stand after an act. */
export interface Draft<S extends object> {
  readonly key: string;
  /** Null: it is new. */
  readonly before: ReferenceRecord<S> | null;
  /** What the caller asked to be different; null when it is new. */
  readonly changes: object | null;
  readonly after: S;
}

/** Why a draft is not taken. `field` is the field it is about, null for the whole. */
export interface DraftProblem {
  readonly kind: Extract<RefusalKind, 'not_found' | 'conflict' | 'unprocessable' | 'forbidden'>;
  readonly code: string;
  readonly field: string | null;
  readonly text: Text;
}

export function subjectOf(type: string, key: string): string {
  return `${type}/${key}`;
}

/** The codes of refusals are written with underscores: `budget_line.exists`. */
export function codeOf<S extends object>(kind: Pick<ReferenceKind<S>, 'type'>, what: string): string {
  return `${kind.type.replaceAll('-', '_')}.${what}`;
}

export function notFound<S extends object>(kind: Pick<ReferenceKind<S>, 'type' | 'called'>): Refusal {
  const message = text(`未找到该${kind.called['zh-CN']}。`, `There is no such ${kind.called.en}.`);
  return new Refusal('not_found', codeOf(kind, 'not_found'), message);
}

type AnyFields = readonly (readonly [string, Field<unknown>])[];

/** Of each kind, by its fields: every row of a file asks for them ten times. */
const allFields = new WeakMap<object, AnyFields>();
const allStated = new WeakMap<object, AnyFields>();

function fieldsOf<S extends object>({ fields }: Pick<ReferenceKind<S>, 'fields'>): AnyFields {
  const known = allFields.get(fields) ?? Object.entries<Field<unknown>>(fields);
  allFields.set(fields, known);
  return known;
}

/** The fields that a caller may state when it is made, by name; they are the columns of an import. */
export function statedFields<S extends object>(kind: Pick<ReferenceKind<S>, 'fields'>): AnyFields {
  const known = allStated.get(kind.fields) ?? fieldsOf(kind).filter(([, field]) => !field.isDerived);
  allStated.set(kind.fields, known);
  return known;
}

/** What a state, or a body, says of a field; undefined where it says nothing. */
export function valueIn(state: object, name: string): unknown {
  return Reflect.get(state, name);
}

/** The state that a body asks for, with the meaning of whatever it leaves out. The contract's schema has checked it. */
export function completed<S extends object>(kind: ReferenceKind<S>, body: object, key?: string): S {
  const stated = statedFields(kind).map(([name, field]) => {
    const value = Object.hasOwn(body, name) ? valueIn(body, name) : undefined;
    return [name, value === undefined ? field.absent : field.normal(value)];
  });
  return Object.fromEntries(key === undefined ? stated : [[kind.key, key], ...stated]) as S;
}

/** The state after some fields have changed. */
export function merged<S extends object>(kind: ReferenceKind<S>, before: S, changes: object): S {
  const fields = new Map(fieldsOf(kind));
  const changed = Object.entries(changes).map(([name, value]) => [name, fields.get(name)?.normal(value) ?? value]);
  return { ...before, ...Object.fromEntries(changed) };
}

/** The columns of a new row. A counter starts at nought, or at null where nothing is counted. */
export function rowOf<S extends object>(kind: ReferenceKind<S>, state: S): StoredRow {
  const cells = fieldsOf(kind).map(([name, field]): [string, Cell] => {
    const cell = field.toCell(valueIn(state, name));
    return [field.column, field.isCounted && cell !== null ? 0 : cell];
  });
  return Object.fromEntries([...cells, ...foldsOf(kind, state)]);
}

/** What the numbers of a state are compared by, by column. */
export function foldsOf<S extends object>(
  { folds = {} }: Pick<ReferenceKind<S>, 'folds'>,
  state: S,
): readonly (readonly [string, string | null])[] {
  return Object.entries(folds).map(([column, fold]) => [column, fold(state)]);
}

/** The columns that an event may write: never a counter. */
export function changedRowOf<S extends object>(kind: ReferenceKind<S>, state: S): StoredRow {
  const counters = fieldsOf(kind).filter(([, field]) => field.isCounted);
  const row = { ...rowOf(kind, state) };
  for (const [, { column }] of counters) delete row[column];
  return row;
}

export function readKindRow<S extends object>(kind: ReferenceKind<S>, row: StoredRow): ReferenceRecord<S> {
  // Field by field: by entries it took four times as long, and thousands are read at once.
  const fields: Record<string, unknown> = {};
  for (const [name, field] of fieldsOf(kind)) fields[name] = field.toValue(row[field.column] ?? null);
  const state = fields as S;
  return { key: String(state[kind.key]), state, logIndex: Number(row.log_index), row };
}

/**
 * A state out of a leaf, whose canonical form has sorted the fields: in the order in which they are answered. A leaf from
 * before there was a field means what its absence means; a folded field is in the row of its counters.
 */
export function inOrder<S extends object>(kind: ReferenceKind<S>, logged: object, counters: StoredRow): S {
  const values = new Map<string, unknown>(Object.entries(logged));
  const stated = fieldsOf(kind).map(([name, field]) => {
    if (field.isFolded) return [name, field.toValue(counters[field.column] ?? 0)];
    return [name, values.has(name) ? values.get(name) : field.absent];
  });
  return Object.fromEntries(stated) as S;
}

/** What a leaf says of each field, except of those that only moves tell; an absence where it is from before the field. */
export function toldByLeaf<S extends object>(
  kind: ReferenceKind<S>,
  logged: object,
): readonly (readonly [string, unknown])[] {
  const values = new Map<string, unknown>(Object.entries(logged));
  return fieldsOf(kind)
    .filter(([, field]) => !field.isFolded)
    .map(([name, field]) => [name, values.has(name) ? values.get(name) : field.absent]);
}

export function columnOf<S extends object>(kind: ReferenceKind<S>, field: keyof S): string {
  return kind.fields[field].column;
}

/** One text for one identity, or undefined when nothing would be recognised again. */
export function identityText<S extends object>(kind: ReferenceKind<S>, state: S): string | undefined {
  const identity = kind.identity.of(state);
  return identity === null ? undefined : canonicalJson(identity);
}

/** Two states with one digest say the same, as far as a caller states it. */
export function contentDigest<S extends object>(kind: ReferenceKind<S>, state: S): string {
  return digestOf(canonicalJson(statedFields(kind).map(([name]) => valueIn(state, name) ?? null)));
}

/** Refuses a last day before the first one. */
export function periodProblems(
  kind: { readonly type: string },
  period: { readonly from: CivilDate | null; readonly until: CivilDate | null; readonly field: string },
): readonly DraftProblem[] {
  const { from, until, field } = period;
  if (from === null || until === null || until >= from) return [];
  const message = text('截止日期不能早于起始日期。', 'The last day must not be before the first day.');
  return [{ kind: 'unprocessable', code: codeOf(kind, 'period'), field, text: message }];
}
