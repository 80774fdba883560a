import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { ContractStatement } from '../../src/orders/contract/contract-body.ts';
import { idOf } from '../orders/life-support.ts';
import { assertApproved } from '../orders/tricky-cases/tricky-orders.ts';
import type { Caller, Gate, Headers } from '../support/gate.ts';
import { nextNumber, supplierName } from '../support/given.ts';
import type { Office } from '../support/office.ts';

/** A contract for an order as it was approved; a test says what it says differently. */
export function contractFor(order: OrderSubmission, own: Partial<ContractStatement> = {}): ContractStatement {
  const { creditCode } = order.supplier ?? {};
  return {
    number: `HT-${nextNumber()}`,
    signedOn: '2026-06-01',
    supplier: { creditCode: creditCode ?? '', name: supplierName(creditCode ?? ''), creditCheckedOn: '2026-06-01' },
    total: order.total ?? '0.00',
    ...own,
  };
}

/** What follows an approval; each step knows the order from the last answer about it, with its tag. */
export function stepsOf(caller: Caller) {
  const step = (last: Response, name: string, body: object, headers: Headers = {}): Promise<Response> =>
    caller.post(`/v1/orders/${idOf(last)}/${name}`, body, { 'if-match': String(last.headers.etag), ...headers });
  return {
    contract: (last: Response, statement: ContractStatement, headers?: Headers) =>
      step(last, 'contract', statement, headers),
    terminate: (last: Response, headers?: Headers, reason = '供应商不能交货') =>
      step(last, 'termination', { reason }, headers),
  };
}

/** An order that is approved and put under contract. */
export async function contracted(
  office: Office,
  order: OrderSubmission,
  own: Partial<ContractStatement> = {},
): Promise<Response> {
  const approved = await office.submit(order);
  assertApproved(approved);
  const answer = await stepsOf(office.officer).contract(approved, contractFor(order, own));
  assertApproved(answer);
  return answer;
}

/** Where the money of a budget line stands. */
export async function moneyOn(gate: Gate, budgetLine: string) {
  const { available, reserved, encumbered } = (await gate.installer.get(`/v1/budget-lines/${budgetLine}`)).body;
  return { available, reserved, encumbered };
}

export function assertFindings(answer: Response, outcome: string, findings: readonly string[]): void {
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const { decision } = answer.body;
  const found = decision.findings.map((finding: { rule: string; clause: string; pointer: string }) =>
    `${finding.rule} ${finding.clause} ${finding.pointer}`.trim(),
  );
  assert.deepEqual(
    { stage: decision.stage, outcome: decision.outcome, found },
    { stage: 'contract', outcome, found: findings },
  );
}
