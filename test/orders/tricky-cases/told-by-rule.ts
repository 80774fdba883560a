import assert from 'node:assert/strict';
import type { Office } from '../../support/office.ts';
import { composed, lineOf } from './tricky-orders.ts';

/** Submits an order, and answers the outcome with the clauses of one rule that were found. */
export async function decidedBy(office: Office, rule: string, order = office.order()): Promise<readonly string[]> {
  const { status, body } = await office.submit(order);
  assert.equal(status, 201, JSON.stringify(body));
  const { outcome, findings } = body.decision;
  const told = findings.filter((finding: { rule: string }) => finding.rule === rule);
  return [outcome, ...told.map(({ clause }: { clause: string }) => `${rule} ${clause}`)];
}

/** Ten licences, which is how something is put right. */
export function softwareAlone(office: Office) {
  const { computer: _computer, brand: _brand, model: _model, ...line } = lineOf(office);
  const licences = {
    ...{ ...line, goods: 'software' as const, catalogue: { edition: '2022' as const, code: 'A08060301' } },
    ...{ description: '办公软件', software: { category: 'office' as const }, quantity: 10, unitPrice: '580.00' },
  };
  const order = composed(office, { lines: [licences], items: [] });
  const funding = [{ budgetLine: office.softwareLine, amount: '5800.00' }];
  return { ...order, lines: order.lines.map((one) => ({ ...one, funding })) };
}
