import type { Tx } from '../db/index.ts';
import type { AnswerOf, BodyOf, OperationId, QueryOf, StatusOf } from '../http/operation.ts';
import type { Actor, Role } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';

/** What was asked of an operation that needs two people: by whom, and with which parameters and body. */
export interface ActRequest<Op extends OperationId> {
  /** Who asks. When a second person signs later, it is still done in this person's name and reach. */
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
  /** The log index of `If-Match`; undefined where the operation asks for none. */
  readonly ifMatch: number | undefined;
}

export interface ActAnswer<Op extends OperationId> {
  readonly status: StatusOf<Op>;
  readonly etag?: string;
  readonly location?: string;
  readonly body: AnswerOf<Op, StatusOf<Op>>;
}

/** One signature that is needed: a person with any of these roles gives it. */
export type SignatureSlot = readonly Role[];

/**
 * An operation that needs two people, as something that can be done now (the installer, during set-up) or in the very
 * transaction of the last signature. It runs inside a governed transaction, appends its leaf by `entry.append`, and
 * refuses by throwing a `Refusal`; it opens no transaction and touches nothing outside the database.
 */
export interface SignedAct<Op extends OperationId> {
  readonly act: (entry: Governed, asked: ActRequest<Op>) => Promise<ActAnswer<Op>>;
  /** Who must sign, where that depends on what is asked; otherwise the contract's `x-second-person.signers` say it. */
  readonly slots?: (tx: Tx, asked: ActRequest<Op>) => Promise<readonly SignatureSlot[]>;
}

/** By operation id: what a domain gives to be done by two people. */
export type SignedActs = { readonly [Op in OperationId]?: SignedAct<Op> };
