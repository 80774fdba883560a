import type { Tx } from '../db/index.ts';
import { type Actor, canonicalJson, Refusal, sha256, text } from '../kernel/index.ts';
import type { Governed, GovernedTx } from '../log/index.ts';
import { findRemembered, insertRemembered } from './access-repository.ts';

/** One asking that may be repeated: who asked for what, by which key of the caller's choice, with which input. */
export interface RepeatableRequest {
  readonly operation: string;
  readonly actor: Pick<Actor, 'keyId' | 'personId'>;
  /** `Idempotency-Key`; undefined when the caller sent none, and then nothing is remembered. */
  readonly key: string | undefined;
  /** `digestOf` over the canonical input: parameters and body. */
  readonly inputDigest: string;
}

/** An answer as it can be given again, with the headers that belong to it. */
export interface RememberedAnswer<Body> {
  readonly status: number;
  readonly etag?: string;
  readonly location?: string;
  readonly body: Body;
}

/**
 * Answers a repeated asking with its first answer, and otherwise acts and remembers. It takes a governed act, so that
 * two askings with one key at once follow each other, and the second finds what the first one left.
 */
export async function answerOnce<Body>(
  { tx, at }: Governed,
  asking: RepeatableRequest,
  act: () => Promise<RememberedAnswer<Body>>,
): Promise<RememberedAnswer<Body>> {
  const known = await recallAnswer<Body>(tx, asking);
  if (known) return known;
  const answer = await act();
  await rememberAnswer(tx, asking, { answer, at });
  return answer;
}

/** Undefined when the key is new or none was sent; refuses with 422 when it was used with another input. */
export async function recallAnswer<Body>(
  tx: Tx,
  asking: RepeatableRequest,
): Promise<RememberedAnswer<Body> | undefined> {
  const known = await lookUpAnswer<Body>(tx, asking);
  if (known instanceof Refusal) throw known;
  return known;
}

/** The same with the refusal as a value, for acts of a batch that must not end their neighbours. */
export async function lookUpAnswer<Body>(
  tx: Tx,
  asking: RepeatableRequest,
): Promise<RememberedAnswer<Body> | Refusal | undefined> {
  if (asking.key === undefined) return undefined;
  const row = await findRemembered(tx, keyHashOf(asking.key, asking));
  if (!row) return undefined;
  if (row.inputDigest !== hexOf(asking.inputDigest)) return keyReused();
  if (row.answer === '') return answerErased();
  return JSON.parse(row.answer) as RememberedAnswer<Body>;
}

export async function rememberAnswer(
  tx: GovernedTx,
  asking: RepeatableRequest,
  { answer, at }: { readonly answer: RememberedAnswer<unknown>; readonly at: Governed['at'] },
): Promise<void> {
  if (asking.key === undefined) return;
  await insertRemembered(tx, {
    keyHash: keyHashOf(asking.key, asking),
    inputDigest: hexOf(asking.inputDigest),
    status: answer.status,
    answer: JSON.stringify(answer),
    at,
  });
}

/** One person's keys are one space, also over several API keys; two persons never meet. */
function keyHashOf(key: string, { operation, actor }: RepeatableRequest): string {
  return sha256(canonicalJson([operation, actor.personId ?? actor.keyId, key])).toString('hex');
}

/** The column holds the bare hexadecimal digits. */
function hexOf(digest: string): string {
  return digest.replace(/^sha256:/, '');
}

function keyReused(): Refusal {
  const message = text(
    '该 Idempotency-Key 已用于另一份内容不同的请求。',
    'This Idempotency-Key was used for a request with other content.',
  );
  return new Refusal('unprocessable', 'idempotency_key.reused', message, [
    { pointer: '/headers/Idempotency-Key', message: '' },
  ]);
}

function answerErased(): Refusal {
  const message = text(
    '该请求在初始设置期间已经完成，其答复含有个人信息，不再保存。',
    'This was done during set-up. Its answer told of a person, and is no longer kept.',
  );
  return new Refusal('conflict', 'idempotency_key.erased', message, [
    { pointer: '/headers/Idempotency-Key', message: '' },
  ]);
}
