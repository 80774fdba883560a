import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderLine, OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import { type Fen, fen, formatYuan, parseYuan, sumFen, timesFen, ZERO_FEN } from '../../../src/kernel/index.ts';
import type { Gate } from '../../support/gate.ts';
import { type Office, openLine } from '../../support/office.ts';

type Computer = NonNullable<OrderLine['computer']>;
type OperatingSystem = NonNullable<Computer['operatingSystem']>;

interface FiredRule {
  readonly rule: string;
  readonly clause: string;
  readonly pointer: string;
}

/** What a decision says, whole: the outcome, each finding as "rule clause pointer", and what nobody could judge. */
export function verdictOf(answer: Response) {
  assert.ok([200, 201].includes(answer.status), JSON.stringify(answer.body));
  const { outcome, findings, indeterminate } = answer.body.decision;
  return {
    outcome: String(outcome),
    findings: findings.map(({ rule, clause, pointer }: FiredRule) => `${rule} ${clause} ${pointer}`.trim()),
    indeterminate: indeterminate.map(({ rule, pointer }: FiredRule) => `${rule} ${pointer}`.trim()),
  };
}

/** The decision has exactly these findings, and no rule was left open. */
export function assertJudged(answer: Response, outcome: string, findings: readonly string[]): void {
  assert.deepEqual(verdictOf(answer), { outcome, findings, indeterminate: [] });
}

export function assertApproved(answer: Response): void {
  assertJudged(answer, 'approved', []);
}

/** Something that the installer registers; answers it as it was created. */
export async function registered(gate: Gate, path: string, body: object): Promise<{ readonly id: string }> {
  const answer = await gate.installer.post(path, body);
  assert.equal(answer.status, 201, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The same order with other machines: what is not named stays. */
export function onMachines(order: OrderSubmission, changes: Partial<Computer>): OrderSubmission {
  const lines = order.lines.map((line) => ({ ...line, computer: { ...line.computer, ...changes } }));
  return { ...order, lines };
}

/** The same order with another system on its machines: what is not named stays. */
export function onSystems(order: OrderSubmission, changes: Partial<OperatingSystem>): OrderSubmission {
  const [line] = order.lines;
  return onMachines(order, { operatingSystem: { ...line?.computer?.operatingSystem, ...changes } });
}

/** No feature update is supported for as long as machines must last. */
export const SHORT_SUPPORT = 'OS-10 ends-within-life /lines/0/computer/operatingSystem/version';

export const WINDOWS_PRO: OperatingSystem = {
  state: 'preinstalled',
  product: 'Windows',
  edition: 'Pro',
  version: '11 25H2',
  licenceType: 'oem',
  securityRating: null,
  // Labels come with the machines, one for each.
  evidence: [{ kind: 'coa' }],
};

export const INTEL: Computer['cpu'] = { model: 'Intel Core i5-13500', architecture: 'x64', securityRating: null };

/** The line of the office's usual order, a desktop with everything it must have. */
export function lineOf(office: Office): OrderLine {
  const [line] = office.order().lines;
  if (!line) throw new Error('the usual order has a line');
  return line;
}

/** The items of the office's usual plan: office and antivirus seats, bought new for one machine. */
export function itemsOf(office: Office): { readonly officeItem: PlanItem; readonly antivirus: PlanItem } {
  const [officeItem, antivirus] = office.order().softwarePlan ?? [];
  if (!officeItem || !antivirus) throw new Error('the usual plan has two items');
  return { officeItem, antivirus };
}

export interface Parts {
  readonly lines: readonly OrderLine[];
  readonly items: readonly PlanItem[];
  readonly order?: Partial<OrderSubmission>;
}

/** An order of any lines and items: each names the line that pays it in full, and the total follows. */
export function composed(office: Office, { lines, items, order = {} }: Parts): OrderSubmission {
  const paid = lines.map((line) => ({ ...line, funding: paidFrom(office.hardwareLine, lineCost(line)) }));
  const bought = items.map((item) => ({ ...item, funding: paidFrom(office.softwareLine, itemCost(item)) }));
  const total = fen(sumFen(paid, lineCost) + sumFen(bought, itemCost));
  return { ...office.order(), lines: paid, softwarePlan: bought, total: formatYuan(total), ...order };
}

function paidFrom(budgetLine: string, amount: Fen): OrderLine['funding'] {
  return amount === ZERO_FEN ? [] : [{ budgetLine, amount: formatYuan(amount) }];
}

function lineCost({ quantity, unitPrice }: OrderLine): Fen {
  return timesFen(parseYuan(unitPrice ?? '0'), quantity);
}

function itemCost({ provision, orderLine, seats, unitPrice }: PlanItem): Fen {
  const isBoughtAlone = provision === 'new-purchase' && !orderLine;
  return isBoughtAlone ? timesFen(parseYuan(unitPrice ?? '0'), seats ?? 0) : ZERO_FEN;
}

/** An office with enough of everything for an order of two thousand machines. */
export const LARGE = { staff: 4_000, hardwareMoney: '20000000.00', softwareMoney: '5000000.00' } as const;

/** A line of another kind than the two that every office has. */
export function lineFor(gate: Gate, office: Office, economicClass: string): Promise<string> {
  return openLine(gate, { agencyCode: office.agencyCode, economicClass, appropriation: '500000.00' });
}
