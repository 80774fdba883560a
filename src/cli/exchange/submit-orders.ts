import type { components } from '../../http/openapi.generated.ts';
import { validateOrderSubmission } from '../../http/validate/validator.ts';
import { Refusal, type RefusedField, type Text, text } from '../../kernel/index.ts';
import { getFrom, kindOfStatus, postTo, type RemoteGate } from '../remote-gate.ts';
import type { Place, ReadOrder } from './read-order.ts';

type Schemas = components['schemas'];
type BatchResult = Schemas['OrderBatchResult'];

/** Why an order was not decided, with its places in the file. */
export interface OrderProblem {
  readonly code: string;
  readonly text: Text;
  readonly errors: readonly (Place & { readonly text: Text })[];
}

export type OrderAnswer =
  | { readonly kind: 'decided'; readonly order: Schemas['Order']; readonly decision: Schemas['Decision'] }
  | { readonly kind: 'refused'; readonly problem: OrderProblem }
  /** The gate could not; it may be asked again. */
  | { readonly kind: 'undecided'; readonly problem: OrderProblem };

/** The contract takes 500 orders and 8 MiB at once; smaller pieces are answered sooner. */
const PIECE = { orders: 100, bytes: 4 * 1024 * 1024 };

/**
 * Puts orders to the gate, in pieces and in their order. Doing it again is safe: the gate knows an order by its agency and
 * reference, and answers what it has decided before.
 */
export async function submitOrders(gate: RemoteGate, orders: readonly ReadOrder[]): Promise<readonly OrderAnswer[]> {
  const answers = new Map<ReadOrder, OrderAnswer>();
  for (const piece of piecesOf(orders.filter(({ fault }) => fault === null))) {
    const answered = await submitPiece(gate, piece);
    for (const [at, order] of piece.entries()) {
      const answer = answered[at];
      if (answer) answers.set(order, answer);
    }
  }
  return orders.map((order) => answers.get(order) ?? refusedHere(order));
}

function* piecesOf(orders: readonly ReadOrder[]): Generator<readonly ReadOrder[]> {
  let [piece, bytes]: [ReadOrder[], number] = [[], 0];
  for (const order of orders) {
    const size = Buffer.byteLength(JSON.stringify(order.body));
    if (piece.length > 0 && (piece.length === PIECE.orders || bytes + size > PIECE.bytes)) {
      yield piece;
      [piece, bytes] = [[], 0];
    }
    piece.push(order);
    bytes += size;
  }
  if (piece.length > 0) yield piece;
}

/** Refused as a whole, a piece is halved until the order is found that the gate does not take even alone. */
async function submitPiece(gate: RemoteGate, piece: readonly ReadOrder[]): Promise<readonly OrderAnswer[]> {
  try {
    const answer = await postTo(gate, {
      path: '/v1/orders/batch',
      body: { orders: piece.map(({ body }) => body) },
      contentType: 'application/json',
      language: 'zh-CN',
    });
    const answers = resultsIn(answer, piece.length).map((result, at) => answerOf(result, piece[at]));
    return await Promise.all(answers.map((each) => withStandingDecision(gate, each)));
  } catch (error) {
    const isOfOrders = error instanceof Refusal && OF_ORDERS.includes(error.kind);
    if (!isOfOrders) throw error;
    const [order, ...others] = piece;
    if (others.length === 0) return [{ kind: 'refused', problem: problemOf(error, ofTheOnly(error.errors), order) }];
    const half = Math.ceil(piece.length / 2);
    return [...(await submitPiece(gate, piece.slice(0, half))), ...(await submitPiece(gate, piece.slice(half)))];
  }
}

const OF_ORDERS: readonly Refusal['kind'][] = ['invalid', 'too_large', 'unprocessable'];

/** What a request says of its only order, as that order by itself would be told. */
function ofTheOnly(errors: readonly RefusedField[]): readonly RefusedField[] {
  return errors.map((error) => ({ ...error, pointer: error.pointer.replace(/^\/orders\/0/, '') }));
}

function resultsIn(answer: unknown, count: number): readonly BatchResult[] {
  const results = typeof answer === 'object' && answer !== null && 'results' in answer ? answer.results : undefined;
  if (Array.isArray(results) && results.length === count) return results as readonly BatchResult[];
  const message = text('远程闸口的答复不是审核结果。', 'What the remote gate answered are no decisions.');
  throw new Refusal('unavailable', 'command.not_a_gate', message);
}

function answerOf({ status, order, decision, problem }: BatchResult, asked: ReadOrder | undefined): OrderAnswer {
  if (order && decision) return { kind: 'decided', order, decision };
  if (!problem) throw new Error(`the gate answered ${status} without a decision and without a problem`);
  const kind = ['unavailable', 'too_many'].includes(kindOfStatus(status)) ? 'undecided' : 'refused';
  return { kind, problem: problemOf(problem, problem.errors ?? [], asked) };
}

/**
 * To an order that is sent again the gate answers its first decision. Where what that gave is good no more, or was nothing, a
 * later decision is the answer, whatever it says, if the key may read it.
 */
async function withStandingDecision(gate: RemoteGate, answer: OrderAnswer): Promise<OrderAnswer> {
  if (answer.kind !== 'decided' || answer.decision.certificate) return answer;
  const { order, decision: first } = answer;
  if (order.decisionId === first.id) return answer;
  const path = `/v1/decisions/${encodeURIComponent(order.decisionId)}`;
  const decision = await found<Schemas['Decision']>(gate, path);
  if (!decision) return answer;
  const mayHaveOne = order.state === 'approved' && decision.outcome === 'approved';
  const issued = mayHaveOne ? await found<Schemas['IssuedCertificate']>(gate, `${path}/certificate`) : undefined;
  return { kind: 'decided', order, decision: { ...decision, certificate: issued?.certificate ?? null } };
}

/** Undefined where there is none for this key, none any more, or none that the gate can sign. */
async function found<T>(gate: RemoteGate, path: string): Promise<T | undefined> {
  try {
    return (await getFrom(gate, { path, language: 'zh-CN' })) as T;
  } catch (error) {
    const isNone = error instanceof Refusal && (NONE.includes(error.kind) || error.code === 'signing_key.missing');
    if (!isNone) throw error;
    return undefined;
  }
}

const NONE: readonly Refusal['kind'][] = ['forbidden', 'not_found', 'conflict', 'unprocessable'];

function problemOf(
  { code, text: says }: Pick<OrderProblem, 'code' | 'text'>,
  errors: readonly RefusedField[],
  asked: ReadOrder | undefined,
): OrderProblem {
  const inEnglish = asked && code === 'request.invalid' ? validateOrderSubmission(asked.body, 'en') : [];
  const placed = errors.map(({ pointer, message }, at) => {
    const place = asked?.placeOf(pointer) ?? { pointer, row: null, column: null };
    const known = inEnglish[at]?.pointer === pointer ? inEnglish[at] : undefined;
    const told = inBothLanguages(message, known?.message, says);
    return { ...place, text: withWords(told, known ? (asked?.wordsAt(pointer) ?? []) : []) };
  });
  return { code, text: says, errors: placed };
}

/** The gate says what is wrong at a place in one language; the contract that it goes by knows the other. */
function inBothLanguages(message: Text | string, english: string | undefined, says: Text): Text {
  if (typeof message !== 'string') return message;
  if (message === '' || message === says['zh-CN']) return says;
  return text(message, english ?? message);
}

/** Who fills in a table need not know how the contract calls things. */
function withWords({ 'zh-CN': zh, en }: Text, words: readonly string[]): Text {
  if (words.length === 0) return text(zh, en);
  return text(`${zh}；表格中可填：${words.join('、')}`, `${en}; in a table also ${words.join(', ')}`);
}

function refusedHere({ fault }: ReadOrder): OrderAnswer {
  if (!fault) throw new Error('an order was neither submitted nor refused');
  const { code, text: says, place } = fault;
  return { kind: 'refused', problem: { code, text: says, errors: [{ ...place, text: says }] } };
}
