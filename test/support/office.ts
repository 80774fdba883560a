import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import type { Entitlement } from '../../src/register/index.ts';
import type { Caller, Gate } from './gate.ts';
import * as given from './given.ts';

/** An agency that may buy: responsible persons, money for hardware and software, a supplier, and an officer with a key. */
export interface Office {
  readonly agencyCode: string;
  readonly hardwareLine: string;
  readonly softwareLine: string;
  readonly supplier: string;
  readonly officer: Caller;
  /** An order of this agency; everything is valid but what the wish says. */
  readonly order: (wish?: Partial<given.OrderWish>) => OrderSubmission;
  readonly submit: (order: OrderSubmission) => Promise<Response>;
}

export interface OfficeWish {
  readonly region?: string;
  readonly level?: string;
  readonly kind?: string;
  readonly staff?: number | null;
  readonly parentCode?: string;
  readonly isClassified?: boolean;
  /** In yuan, of each of the two lines. */
  readonly hardwareMoney?: string;
  readonly softwareMoney?: string;
}

export async function openOffice(gate: Gate, wish: OfficeWish = {}): Promise<Office> {
  const agencyCode = given.creditCode();
  const supplier = given.creditCode('supplier');
  const post = (path: string, body: object) => posted(gate.installer, path, body);
  await post('/v1/agencies', {
    code: agencyCode,
    name: `测试单位 ${agencyCode}`,
    kind: wish.kind ?? 'party-government-organ',
    level: wish.level ?? 'city',
    region: wish.region ?? '421000',
    parentCode: wish.parentCode ?? null,
    staff: wish.staff === undefined ? 120 : wish.staff,
    classified: wish.isClassified ?? false,
    isolatedNetwork: false,
    openedOn: null,
  });
  for (const duty of ['head', 'liaison']) {
    await post('/v1/responsible-persons', { agencyCode, duty, name: `测试${duty}`, from: '2026-01-01', until: null });
  }
  const hardwareLine = await openLine(gate, {
    agencyCode,
    economicClass: '31002',
    appropriation: wish.hardwareMoney ?? '1000000.00',
  });
  const softwareLine = await openLine(gate, {
    agencyCode,
    economicClass: '31007',
    appropriation: wish.softwareMoney ?? '500000.00',
  });
  await post('/v1/suppliers', { creditCode: supplier, name: '测试供应商', affiliates: [] });
  const officer = await gate.as('procurement-officer', { grant: { agencies: [agencyCode] } });
  const order = (own: Partial<given.OrderWish> = {}): OrderSubmission =>
    given.order({ agencyCode, hardwareLine, softwareLine, supplier, ...own });
  return {
    agencyCode,
    hardwareLine,
    softwareLine,
    supplier,
    officer,
    order,
    submit: (body) => officer.post('/v1/orders', body),
  };
}

interface LineWish {
  readonly agencyCode: string;
  readonly economicClass: string;
  readonly appropriation: string;
  readonly project?: string;
}

export async function openLine(
  gate: Gate,
  { agencyCode, economicClass, appropriation, project }: LineWish,
): Promise<string> {
  const code = `JZ-2026-${economicClass}-${given.nextNumber()}`;
  await posted(gate.installer, '/v1/budget-lines', {
    code,
    agencyCode,
    fiscalYear: 2026,
    documentNumber: null,
    project: project ?? '办公设备更新',
    projectKind: 'ordinary',
    economicClass,
    governmentProcurement: true,
    appropriation,
    elsewhere: '0.00',
  });
  return code;
}

type Channel = Entitlement['channel'];

const PAPERS: Readonly<Record<Channel, readonly string[]>> = {
  oem: ['coa'],
  volume: ['licence-certificate'],
  subscription: ['licence-page'],
  site: ['site-licence-letter'],
  retail: ['invoice', 'coa'],
  free: ['free-use-statement'],
  'granted-from-above': ['allocation-letter'],
  'open-source': [],
};

/** The papers that prove an entitlement of a channel, with numbers that no other has. */
export function papersOf(channel: Channel): readonly { readonly kind: string; readonly reference: string }[] {
  return PAPERS[channel].map((kind) => ({ kind, reference: `${kind} ${given.nextNumber()}` }));
}

/** Spare office licences that the gate has seen proof of. Answers the entitlement's id. */
export async function openEntitlement(
  gate: Gate,
  { agencyCode, ...own }: { agencyCode: string } & Record<string, unknown>,
): Promise<string> {
  const channel = (own.channel ?? 'volume') as Channel;
  const body = await posted(gate.installer, '/v1/entitlements', {
    agencyCode,
    licensee: agencyCode,
    category: 'office',
    product: 'WPS Office',
    edition: 'Professional',
    version: '2023',
    metric: 'device',
    seats: 5,
    sets: 1,
    channel,
    validFrom: '2025-01-01',
    validUntil: null,
    transferable: true,
    platforms: ['linux-arm64'],
    boundDevice: null,
    installedSeats: 0,
    acquiredOn: '2025-01-01',
    site: null,
    closesUndertaking: null,
    evidence: papersOf(channel),
    ...own,
  });
  return String(body.id);
}

async function posted(caller: Caller, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await caller.post(path, body);
  assert.equal(answer.status, 201, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The rules that speak against an answer's decision, each once, in their order. */
export function rulesIn(answer: Response): readonly string[] {
  const findings: { rule: string }[] = answer.body.decision.findings;
  return [...new Set(findings.map(({ rule }) => rule))];
}
