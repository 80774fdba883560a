import assert from 'node:assert/strict';
import { pino } from 'pino';
import type { Response } from 'supertest';
import type { Engine } from '../../src/db/index.ts';
import { type Caller, type Gate, startGate, type TestClock, testClock } from '../support/gate.ts';
import { type Office, type OfficeWish, openOffice } from '../support/office.ts';

export interface ReportOffice {
  readonly gate: Gate;
  readonly clock: TestClock;
  readonly office: Office;
  /** Of the whole nation. */
  readonly finance: Caller;
}

/** A gate and an agency for each test. */
export function gateForEachReport(engine: Engine, wish: OfficeWish = {}): ReportOffice {
  let opened: ReportOffice | undefined;
  const open = (): ReportOffice => {
    if (!opened) throw new Error('the gate is open only while a test runs');
    return opened;
  };
  beforeEach(async () => {
    const clock = testClock();
    // What is frozen on purpose here must not ring among the tests.
    const gate = await startGate({ engine, clock, logger: pino({ level: 'silent' }) });
    opened = { gate, clock, office: await openOffice(gate, wish), finance: await gate.as('finance') };
  });
  afterEach(() => open().gate.close());
  return {
    get gate() {
      return open().gate;
    },
    get clock() {
      return open().clock;
    },
    get office() {
      return open().office;
    },
    get finance() {
      return open().finance;
    },
  };
}

/** A good answer's body. */
export async function read(caller: Caller, path: string): Promise<Response['body']> {
  const answer = await caller.get(path);
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function lastIndex(gate: Gate): Promise<number> {
  return (await read(gate.installer, '/v1/log/head')).size - 1;
}

/** The six figures of a line or a group. */
export function figuresIn(body: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { appropriation, elsewhere, reserved, encumbered, spent, available } = body;
  return [appropriation, elsewhere, reserved, encumbered, spent, available];
}

/** A document as its bytes, with its headers: the test client would not show a page's. */
export async function download(
  { gate, finance }: Pick<ReportOffice, 'gate' | 'finance'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer; readonly text: string }> {
  const answer = await fetch(`${gate.url}${path}`, {
    headers: { authorization: `Bearer ${finance.secret}`, ...headers },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString('utf8') };
}

/** What the installer does to the amount of a line; in yuan. */
export async function revise(gate: Gate, budgetLine: string, direction: 'increase' | 'decrease', amount: string) {
  const { etag } = (await gate.installer.get(`/v1/budget-lines/${budgetLine}`)).headers;
  const revision = { budgetLine, direction, amount, documentNumber: '荆财预〔2026〕88号', reason: '年中调整' };
  const answer = await gate.installer.post('/v1/budget-revisions', revision, { 'if-match': String(etag) });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
}

/** A dated event on a line. */
export async function changeLine(gate: Gate, code: string, changes: object): Promise<void> {
  const path = `/v1/budget-lines/${code}`;
  const { etag } = (await gate.installer.get(path)).headers;
  const event = { effectiveOn: '2026-06-01', reason: '科目更正', changes };
  const answer = await gate.installer.post(`${path}/events`, event, { 'if-match': String(etag) });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}
