import type { ComponentType, ReactNode } from 'react';
import type { AnswerOf, CallArgs, ItemOf, Operation, OperationId } from '../client/operation.ts';
import { both, type Text } from '../words/text.ts';
import type { RecordWords } from './record-words.ts';

/** What showing a value takes: who reads it, in which language. */
export interface Tools {
  readonly textOf: (text: Text) => string;
  readonly words: RecordWords;
  readonly may: (operation: Operation<OperationId>) => boolean;
}

/** How a value is shown that is no plain text. */
export type Show<Value> = (value: Value, tools: Tools) => ReactNode;

/** What a field is called, how its value is shown, and what it means that there is none. */
export interface Field<Value> {
  readonly name: Text;
  readonly show?: Show<Value>;
  readonly none?: Text;
  readonly isNumeric?: boolean;
  /** Every row of somebody who reaches one agency only says the same. */
  readonly isOfMany?: boolean;
}

export type Fields<Row> = { readonly [Name in keyof Row]?: Field<NonNullable<Row[Name]>> };

/** Fields of some row: which values they show was held where they were described. */
export type AnyFields = Readonly<Record<string, Field<never>>>;

export type NameOf<Row> = keyof Row & string;

/** Words of the values that a field or a filter has. */
export type Choices<Value extends string> = { readonly [value in Value]: Text };

interface FilterBase<Name> {
  readonly name: Name;
  readonly label: Text;
}

/** What a list can be narrowed by: typed, chosen, or brought along by the link that led here. */
export type Filter<Name extends string = string> =
  | (FilterBase<Name> & { readonly as: 'text'; readonly read?: (typed: string) => string })
  | (FilterBase<Name> & { readonly as: 'code' | 'day' | 'given' })
  | (FilterBase<Name> & { readonly as: 'choice'; readonly of: Choices<string>; readonly any?: Text })
  | { readonly name: Name; readonly as: 'agency' | 'region' | 'person' };

/** To a list that has what belongs to a record, or what is beside a list; for whoever may read it. */
export interface WayTo {
  readonly name: Text;
  readonly to: string;
  readonly by: Operation<OperationId>;
  readonly search?: Readonly<Record<string, string | undefined>>;
}

interface Section<Row> {
  readonly title: Text;
  readonly fields: readonly NameOf<Row>[];
}

/** What a record has several of, as a table of its own. */
export interface Inner {
  readonly of: string;
  readonly title: Text;
  readonly fields: AnyFields;
}

type Parameter<Id extends OperationId> = keyof NonNullable<CallArgs<Id>['query']> & string;

/** A kind of record as its screens show it. What a kind has no operation for, it has no screen for. */
export interface RecordKind<Id extends OperationId, Row = ItemOf<Id>> {
  readonly path: string;
  readonly title: Text;
  readonly list: Operation<Id>;
  /** What the list is always asked. */
  readonly query?: NonNullable<CallArgs<Id>['query']>;
  /** What the next page is asked by where that is not `after`. */
  readonly pagesBy?: Parameter<Id>;
  /** Why nothing is here that could be, and who brings it. */
  readonly empty: Text;
  /** What a row is made of where it is not the item itself. */
  readonly rowOf?: (item: ItemOf<Id>) => Row;
  readonly key: (row: Row) => string;
  readonly fields: Fields<Row>;
  readonly columns: readonly NameOf<Row>[];
  readonly filters: readonly Filter<Parameter<Id>>[];
  /** What is said above the table, of the answer as a whole. */
  readonly says?: (answer: AnswerOf<Id>) => Text;
  /** The answer comes as a workbook and as a paper, too. */
  readonly isReport?: true;
  /** What is said above the list, whatever is in it. */
  readonly above?: ComponentType;
  /** What can be done with the whole list. */
  readonly acts?: ComponentType;
  readonly beside?: readonly WayTo[];
  readonly page?: RecordPage<Row>;
  readonly forms?: RecordForms;
}

/** What can be done to one record: entered, corrected in what judges nothing, changed from a day on. */
export type ActName = 'create' | 'describe' | 'change';

/** The acts that a kind has a form for. Their fields come of the contract, named as the pages of the kind name them. */
export interface RecordForms extends Partial<Readonly<Record<ActName, Operation<OperationId>>>> {
  /** Words of the values that a field is chosen from. */
  readonly choices?: { readonly [field: string]: Choices<string> };
  /** Names of fields that no page shows. */
  readonly names?: { readonly [field: string]: Text };
}

export interface RecordPage<Row> {
  readonly one: Text;
  readonly get: Operation<OperationId>;
  /** What the path of the operation calls the key. */
  readonly by: 'id' | 'code' | 'creditCode' | 'number';
  /** What the record is called. */
  readonly heading: (row: Row) => string;
  readonly sections: readonly Section<Row>[];
  readonly inner?: readonly Inner[];
  readonly links?: (row: Row) => readonly WayTo[];
  readonly parts?: readonly ComponentType<{ readonly row: NoInfer<Row> }>[];
}

export type AnyRow = Readonly<Record<string, unknown>>;

/** As the frame sees every kind: the contract's types have held where it was described. */
export interface AnyKind
  extends Omit<RecordKind<'listSuppliers', AnyRow>, 'list' | 'query' | 'pagesBy' | 'rowOf' | 'says' | 'fields'> {
  readonly fields: AnyFields;
  readonly query?: object;
  readonly pagesBy?: string;
  readonly list: Operation<OperationId>;
  readonly rowOf?: (item: AnyRow) => AnyRow;
  readonly says?: (answer: AnyRow) => Text;
}

/** A kind whose rows are the items of its list. */
export function defineRecord<Id extends OperationId>(kind: Omit<RecordKind<Id>, 'rowOf'>): AnyKind {
  // Operation, rows and fields fit each other here, which is lost where one frame shows every kind.
  return kind as unknown as AnyKind;
}

/** A kind whose rows are made of the items of its list. */
export function defineRows<Id extends OperationId, Row>(
  list: Operation<Id>,
  rowOf: (item: ItemOf<Id>) => Row,
): (kind: Omit<RecordKind<Id, Row>, 'list' | 'rowOf'>) => AnyKind {
  return (kind) => ({ ...kind, list, rowOf }) as unknown as AnyKind;
}

/** A way to a list, with what narrows it. */
export function way(name: Text, to: string, by: Operation<OperationId>, search?: WayTo['search']): WayTo {
  return { name, to, by, search };
}

/** Some facts of a page under one heading. */
export function section<const Name extends string>(
  title: Text,
  ...fields: readonly Name[]
): { readonly title: Text; readonly fields: readonly Name[] } {
  return { title, fields };
}

/** A field that is a text or a number. */
export function field(zh: string, en: string): Field<string | number>;
/** A field whose value is shown otherwise, or that says what it means that nothing is there. */
export function field<Value>(zh: string, en: string, show: Show<Value>, none?: Text): Field<Value>;
export function field<Value>(zh: string, en: string, show?: Show<Value>, none?: Text): Field<Value> {
  return { name: both(zh, en), show, none };
}

/** A field that counts. */
export function count(zh: string, en: string, none?: Text): Field<number> {
  return { name: both(zh, en), none, isNumeric: true };
}

/** The page of a record, by the path of its list and its key. */
export function pathOf(list: string, key: string): string {
  return `${list}/${encodeURIComponent(key)}`;
}
