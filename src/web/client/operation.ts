import type { components, operations } from '../../http/openapi.generated.ts';

export type OperationId = keyof operations;

/** Schemas of the contract by name. */
export type Schemas = components['schemas'];

export type Role = Schemas['Role'];

/** What the console knows of an operation without asking. */
export interface Operation<Id extends OperationId> {
  readonly id: Id;
  readonly method: string;
  readonly path: string;
  /** Who may call it. */
  readonly roles: 'public' | readonly string[];
  /** Whether the answer may be a proposal that somebody else signs. */
  readonly secondPerson?: true;
}

type Parameters<Id extends OperationId, Place extends 'path' | 'query'> = NonNullable<
  operations[Id]['parameters'][Place]
>;

type Given<Name extends string, Value> = [Value] extends [never]
  ? { readonly [name in Name]?: undefined }
  : Partial<Value> extends Value
    ? { readonly [name in Name]?: Value }
    : { readonly [name in Name]: Value };

type JsonOf<Message> = Message extends { content: { 'application/json': infer Body } } ? Body : never;

export type BodyOf<Id extends OperationId> = JsonOf<NonNullable<operations[Id]['requestBody']>>;

/** What a call states. A required part that is left out does not compile. */
export type CallArgs<Id extends OperationId> = Given<'path', Parameters<Id, 'path'>> &
  Given<'query', Parameters<Id, 'query'>> & { readonly body?: BodyOf<Id> };

type Responses<Id extends OperationId> = operations[Id]['responses'];
type Done = 200 | 201;

/** What an operation answers when it was done. */
export type AnswerOf<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: Status extends Done ? JsonOf<Responses<Id>[Status]> : never;
}[keyof Responses<Id>];

/** A row of a list. */
export type ItemOf<Id extends OperationId> =
  AnswerOf<Id> extends { readonly items: readonly (infer Item)[] } ? Item : never;
