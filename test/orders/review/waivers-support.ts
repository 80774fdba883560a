import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { Engine } from '../../../src/db/index.ts';
import { type Caller, type Gate, type Headers, startGate } from '../../support/gate.ts';
import { type Office, type OfficeWish, openOffice } from '../../support/office.ts';
import { actsOf, idOf } from '../life-support.ts';

/** Two people of one bureau, who reach every agency of the tests. */
export interface Bureau {
  readonly first: Caller;
  readonly second: Caller;
}

async function bureauOf(gate: Gate, role: 'finance' | 'legalization-office'): Promise<Bureau> {
  const grant = { region: '421000' };
  const first = await gate.as(role, { grant, who: 'the first' });
  const second = await gate.as(role, { grant, who: 'the second' });
  return { first, second };
}

export const OFFICE_PRICE = { rule: 'HW-02', revision: 2, clause: 'over-standard' } as const;
export const THIN_EVIDENCE = { rule: 'OS-04', revision: 3, clause: 'thin' } as const;

const GROUNDS = {
  reasonCode: 'special-work',
  text: '专项工作需要使用含版式编辑功能的办公软件，经会商一致同意。',
  evidence: [{ document: '荆财采核〔2026〕31号', issuedBy: '荆州市财政局', issuedOn: '2026-05-20' }],
  until: '2026-08-01',
};

/** A review of an order's latest revision, as its last answer shows it. */
export function reviewOf(order: Response, own: object = {}): object {
  const revision = order.body.order.latestRevision;
  return { scope: { order: { id: idOf(order), revision } }, rules: [OFFICE_PRICE], ...GROUNDS, ...own };
}

/** A waiver for a number of an agency's desktops. */
export function forDesktops({ agencyCode }: Office, devices: number, own: object = {}): object {
  const agency = { agencyCode, category: 'desktop', devices, ...('usesMax' in own && { usesMax: own.usesMax }) };
  const { usesMax: _usesMax, ...rest } = { usesMax: null, ...own };
  return { scope: { agency }, rules: [OFFICE_PRICE], ...GROUNDS, ...rest };
}

export function propose(maker: Caller, waiver: object): Promise<Response> {
  return maker.post('/v1/waivers', waiver);
}

export function sign(signer: Caller, { body }: Response): Promise<Response> {
  return signer.post(`/v1/proposals/${body.id}/signatures`, { digest: body.digest });
}

/** Proposes by the first and signs by the second; answers the waiver's id. */
export async function granted({ first, second }: Bureau, waiver: object): Promise<string> {
  const proposed = await propose(first, waiver);
  assert.equal(proposed.status, 202, JSON.stringify(proposed.body));
  const signed = await sign(second, proposed);
  assert.equal(signed.body.state, 'executed', JSON.stringify(signed.body));
  return signed.body.result.body.id;
}

/** An order for desktops whose office suite costs 650 yuan: over the standard, within the maximum. */
export function dearOffice(office: Office, quantity = 1) {
  return office.order({ quantity, office: { unitPrice: '650.00' } });
}

/** An order whose only open finding is the price of its office suite. */
export async function referredForPrice(office: Office): Promise<Response> {
  const referred = await office.submit(dearOffice(office));
  assert.deepEqual(openFindings(referred), ['HW-02 over-standard'], JSON.stringify(referred.body));
  assert.equal(referred.body.decision.outcome, 'referred');
  return referred;
}

interface ShownFinding {
  readonly rule: string;
  readonly clause: string;
  readonly waiver: { readonly id: string } | null;
}

/** The clauses of an answer's decision that no waiver sets aside. */
export function openFindings({ body }: Response): readonly string[] {
  const findings: ShownFinding[] = body.decision?.findings ?? [];
  return findings.filter(({ waiver }) => waiver === null).map(({ rule, clause }) => `${rule} ${clause}`);
}

/** Each waived clause of an answer's decision with its waiver. */
export function waivedFindings({ body }: Response): readonly string[] {
  const findings: ShownFinding[] = body.decision?.findings ?? [];
  return findings.flatMap(({ rule, clause, waiver }) => (waiver ? [`${rule} ${clause} ${waiver.id}`] : []));
}

/** The orders of an agency in a bureau's in-tray. */
export async function inTrayOf(caller: Caller, { agencyCode }: Office, owner = 'finance'): Promise<readonly string[]> {
  const { body } = await caller.get(`/v1/orders?awaitingReviewBy=${owner}&agencyCode=${agencyCode}`);
  return body.items.map(({ id }: { id: string }) => id);
}

/** How many orders and machines stand on a waiver. */
export async function takenOf(caller: Caller, waiver: string): Promise<readonly [number, number]> {
  const { body } = await caller.get(`/v1/waivers/${waiver}`);
  return [body.uses, body.devicesUsed];
}

/** The order and its decision, as they stand, in the form of an act's answer: a review has it decided by itself. */
export async function asDecided(caller: Caller, order: Response): Promise<Response> {
  const now = await caller.get(`/v1/orders/${idOf(order)}`);
  const { body: decision } = await caller.get(`/v1/decisions/${now.body.decisionId}`);
  now.body = { order: now.body, decision };
  return now;
}

/** The order decided again by a caller, after whatever happened to it since. */
export async function decidedAgain(caller: Caller, order: Response): Promise<Response> {
  const now = await caller.get(`/v1/orders/${idOf(order)}`);
  return actsOf(caller).decideAgain(now);
}

export const NO = '未提供核价依据，且同类岗位已按六百元标准配备，不同意超标准采购';

/** Turns an order down, as its last answer shows it. */
export function turnDown(caller: Caller, last: Response, headers: Headers = {}, reason = NO): Promise<Response> {
  const tag = { 'if-match': String(last.headers.etag) };
  return caller.post(`/v1/orders/${idOf(last)}/rejection`, { reason }, { ...tag, ...headers });
}

export interface Desk {
  readonly office: Office;
  readonly finance: Bureau;
  readonly legalization: Bureau;
}

export async function openDesk(gate: Gate, wish: OfficeWish = {}): Promise<Desk> {
  return {
    office: await openOffice(gate, wish),
    finance: await bureauOf(gate, 'finance'),
    legalization: await bureauOf(gate, 'legalization-office'),
  };
}

/** A gate, an agency that buys there, and the people who review its orders. */
export interface Place extends Desk {
  readonly gate: Gate;
}

/** One gate for the tests of a block, and an agency of its own for each. */
export function deskForEachTest(engine: Engine): Place {
  const place = openPlace();
  before(async () => place.setGate(await startGate({ engine })));
  beforeEach(async () => place.setDesk(await openDesk(place.gate)));
  after(() => place.gate.close());
  return place;
}

/** A gate of its own for each test: for those that move the clock or change the rules. */
export function gateForEachDesk(engine: Engine): Place {
  const place = openPlace();
  beforeEach(async () => {
    place.setGate(await startGate({ engine }));
    place.setDesk(await openDesk(place.gate));
  });
  afterEach(() => place.gate.close());
  return place;
}

function openPlace() {
  let gate: Gate | undefined;
  let desk: Desk | undefined;
  const whileOpen = <T>(value: T | undefined): T => {
    if (!value) throw new Error('the gate is open only while a test runs');
    return value;
  };
  return {
    setGate: (opened: Gate) => {
      gate = opened;
    },
    setDesk: (opened: Desk) => {
      desk = opened;
    },
    get gate() {
      return whileOpen(gate);
    },
    get office() {
      return whileOpen(desk).office;
    },
    get finance() {
      return whileOpen(desk).finance;
    },
    get legalization() {
      return whileOpen(desk).legalization;
    },
  };
}
