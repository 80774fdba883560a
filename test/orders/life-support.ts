import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { Engine } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { type Caller, type Gate, type Headers, startGate } from '../support/gate.ts';
import { supplierName } from '../support/given.ts';
import { type Office, type OfficeWish, openOffice } from '../support/office.ts';

/** A gate, and an agency that buys there. */
export interface TestOffice {
  readonly gate: Gate;
  readonly office: Office;
  /** Goes on in another agency of the same gate, such as one with less money. */
  readonly moveTo: (wish?: OfficeWish) => Promise<void>;
}

/** One gate for the tests of a block, and an agency of its own for each. */
export function officeForEachTest(engine: Engine): TestOffice {
  const place = placeOn(engine);
  before(place.openGate);
  beforeEach(() => place.moveTo());
  after(place.closeGate);
  return place;
}

/** A gate and an agency for each test: for those that move the clock. */
export function gateForEachTest(engine: Engine, wish: OfficeWish = {}): TestOffice {
  const place = placeOn(engine);
  beforeEach(async () => {
    await place.openGate();
    await place.moveTo(wish);
  });
  afterEach(place.closeGate);
  return place;
}

function placeOn(engine: Engine) {
  let gate: Gate | undefined;
  let office: Office | undefined;
  const openedGate = (): Gate => {
    if (!gate) throw new Error('the gate is open only while a test runs');
    return gate;
  };
  return {
    get gate() {
      return openedGate();
    },
    get office() {
      if (!office) throw new Error('the agency is there only while a test runs');
      return office;
    },
    openGate: async () => {
      gate = await startGate({ engine });
    },
    moveTo: async (wish: OfficeWish = {}) => {
      office = await openOffice(openedGate(), wish);
    },
    closeGate: () => openedGate().close(),
  };
}

export const THIN = 'OS-04 thin /lines/0/computer/operatingSystem/evidence';
export const BARE = 'OS-01 absent /lines/0/computer/operatingSystem/state';

/** Licences that the agency has, instead of new ones; the wish adds which. */
export const SPARE = { provision: 'spare-entitlement', unitPrice: null, deliverBy: null } as const;

/** The agency's supplier with no look at its credit record, for orders on a day when an older look would be stale. */
export function unchecked({ supplier }: Office) {
  return { creditCode: supplier, name: supplierName(supplier), creditCheckedOn: null };
}

/** What can be done to an order; each act knows the order from the last answer about it, with its tag. */
export interface Acts {
  readonly amend: (last: Response, body: OrderSubmission, headers?: Headers) => Promise<Response>;
  readonly withdraw: (last: Response, headers?: Headers, reason?: string) => Promise<Response>;
  readonly decideAgain: (last: Response, headers?: Headers) => Promise<Response>;
}

export function actsOf(caller: Caller): Acts {
  const act = (last: Response, name: string, body: object, headers: Headers = {}): Promise<Response> =>
    caller.post(`/v1/orders/${idOf(last)}/${name}`, body, { 'if-match': String(last.headers.etag), ...headers });
  return {
    amend: (last, body, headers) => act(last, 'amendments', body, headers),
    withdraw: (last, headers, reason = '不再需要') => act(last, 'withdrawal', { reason }, headers),
    decideAgain: (last, headers) => act(last, 'decisions', {}, headers),
  };
}

/** The three acts, each ready to be done to an order with its own body again. */
export function everyAct(caller: Caller, body: OrderSubmission) {
  const { amend, withdraw, decideAgain } = actsOf(caller);
  return {
    amendments: (last: Response, headers?: Headers) => amend(last, body, headers),
    withdrawal: (last: Response, headers?: Headers) => withdraw(last, headers),
    decisions: (last: Response, headers?: Headers) => decideAgain(last, headers),
  };
}

export function idOf({ body }: Response): string {
  return String(body.order?.id ?? body.id);
}

/** How an answer's order stands, in the few words that most claims are about. */
export function standingOf({ body }: Response) {
  const { state, outcome, revision, latestRevision } = body.order ?? body;
  return { state, outcome, revision, latestRevision };
}

interface ExpectedOrder {
  readonly state: string;
  /** Of the latest decision; the state says it unless told. */
  readonly outcome?: string;
  /** The one that stands approved. */
  readonly revision: number | null;
  /** The one that stands, unless told. */
  readonly latestRevision?: number | null;
}

/** Compares how an answer's order stands with what a test claims. */
export function assertStands(answer: Response, wanted: ExpectedOrder): void {
  assert.deepEqual(standingOf(answer), { outcome: wanted.state, latestRevision: wanted.revision, ...wanted });
}

export function assertRefused(answer: Response, status: number, code: string): void {
  assert.deepEqual({ status: answer.status, code: answer.body.code }, { status, code }, JSON.stringify(answer.body));
}

export async function reservedOn(gate: Gate, budgetLine: string): Promise<string> {
  return (await gate.installer.get(`/v1/budget-lines/${budgetLine}`)).body.reserved;
}

export async function seatsOf(gate: Gate, entitlement: string) {
  const { held, free } = (await gate.installer.get(`/v1/entitlements/${entitlement}`)).body;
  return { held, free };
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly cause: string;
}

/** The moves that an order has made on a budget line, the oldest first. */
export async function movesOf(gate: Gate, budgetLine: string, order: Response): Promise<readonly string[]> {
  const { items } = (await gate.installer.get(`/v1/budget-lines/${budgetLine}/moves?orderId=${idOf(order)}`)).body;
  return items.map(({ from, to, amount, cause }: Move) => `${cause} ${amount} ${from} → ${to}`);
}

/** A dated change of something that rules read, by the installer. */
/** Gives a line more money, by a document. */
export async function grantMore(gate: Gate, budgetLine: string, amount: string): Promise<void> {
  const document = { documentNumber: '荆财预〔2026〕88号', reason: '年中追加' };
  const revision = { budgetLine, direction: 'increase', amount, ...document };
  const answer = await gate.installer.post('/v1/budget-revisions', revision);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

export async function change(gate: Gate, path: string, changes: object, effectiveOn = '2026-06-01'): Promise<void> {
  const { etag } = (await gate.installer.get(path)).headers;
  const event = { effectiveOn, reason: '按批复调整', changes };
  const answer = await gate.installer.post(`${path}/events`, event, { 'if-match': String(etag) });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

/** An order that goes to a person for its thin evidence, and for nothing that concerns money or seats. */
export function withThinEvidence(order: OrderSubmission): OrderSubmission {
  const lines = order.lines.map((line) => {
    const { computer } = line;
    return { ...line, computer: { ...computer, operatingSystem: { ...computer?.operatingSystem, evidence: [] } } };
  });
  return { ...order, lines };
}
