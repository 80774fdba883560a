import type { Request } from 'express';
import type { operations } from './openapi.generated.ts';

/** The name of an operation in the contract. Paths and methods stand there and nowhere in code. */
export type OperationId = keyof operations;

/**
 * Answers one operation with the types of the contract: a wrong path parameter, an undeclared status or a missing field
 * of the answer does not compile. What it throws becomes a problem document; numbers in path and query are numbers here.
 */
export type Handler<Op extends OperationId> = (
  req: OperationRequest<Op>,
  res: OperationResponse<Op>,
) => Promise<void> | void;

/** What a domain mounts. Together they name every operation once, which a contract test checks. */
export type Handlers = { readonly [Op in OperationId]?: Handler<Op> };

export type OperationRequest<Op extends OperationId> = Request<PathOf<Op>, unknown, BodyOf<Op>, QueryOf<Op>>;

export interface OperationResponse<Op extends OperationId> {
  status<Status extends StatusOf<Op>>(status: Status): OperationAnswer<Op, Status>;
}

export interface OperationAnswer<Op extends OperationId, Status> {
  set(header: AnswerHeader, value: string): this;
  set(header: 'Set-Cookie', values: string[]): this;
  json(body: ContentOf<Op, Status, 'application/json'>): unknown;
  /** For answers that are not JSON, as their exact text. */
  type(contentType: 'text/plain' | 'application/json' | 'application/jose'): { send(text: string): unknown };
  /** For what is longer than anybody would hold in memory: it is sent as it is written. */
  type(contentType: 'application/x-ndjson'): NodeJS.WritableStream;
  /** For a file that somebody sent, as its exact bytes. */
  type(contentType: FileType | ImportedType): { send(bytes: Buffer): unknown };
  /** For documents, which are files by the time they are sent. */
  type(contentType: DocumentType): { sendFile(path: string, options: object, done: (error?: Error) => void): void };
}

type AnswerHeader =
  | 'ETag'
  | 'Location'
  | 'Retry-After'
  | 'Cache-Control'
  | 'Set-Cookie'
  | 'Content-Disposition'
  | 'Content-Security-Policy'
  | 'Gate-Redeemed-Before'
  | 'Vary';

/** What evidence may be, by its content. */
export type FileType = 'application/pdf' | 'image/png' | 'image/jpeg';

/** What tables to import come as. */
export type ImportedType = 'text/csv' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type DocumentType =
  | 'text/csv'
  | 'text/html'
  | 'application/pdf'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The body of an operation's answer with one status, for the functions that shape answers. */
export type AnswerOf<Op extends OperationId, Status extends StatusOf<Op>> = ContentOf<Op, Status, 'application/json'>;

type PathOf<Op extends OperationId> = NonNullable<operations[Op]['parameters']['path']>;

export type QueryOf<Op extends OperationId> = NonNullable<operations[Op]['parameters']['query']>;

/** A file comes as its bytes, because its encoding or its kind is found later; an optional JSON body may be undefined. */
export type BodyOf<Op extends OperationId> = operations[Op] extends { requestBody: { content: infer Content } }
  ? BodyIn<Content>
  : operations[Op] extends { requestBody?: { content: infer Content } }
    ? BodyIn<Content> | undefined
    : undefined;

type BodyIn<Content> = Content extends { 'application/cloudevents+json': unknown }
  ? Buffer
  : Content extends { 'application/json': infer Body }
    ? Body
    : Content extends { 'text/csv': unknown } | { 'application/pdf': unknown }
      ? Buffer
      : never;

export type StatusOf<Op extends OperationId> = keyof operations[Op]['responses'] & number;

type ContentOf<Op extends OperationId, Status, Type extends string> = Status extends keyof operations[Op]['responses']
  ? operations[Op]['responses'][Status] extends { content: { [T in Type]: infer Body } }
    ? DeepReadonly<Body>
    : never
  : never;

/** An answer is only written out, so what is made of read-only data fits as it is. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
