import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { AGENCIES } from '../../src/agencies/record-agencies.ts';
import { RESPONSIBLE_PERSONS } from '../../src/agencies/record-responsible-persons.ts';
import { BUDGET_LINES } from '../../src/budget/index.ts';
import { inTransaction } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { type Governed, governed } from '../../src/log/index.ts';
import { contextOf, createOfKind, type RecordedKind, rowValidator } from '../../src/reference/index.ts';
import type { Entitlement } from '../../src/register/index.ts';
import { SUPPLIER } from '../../src/suppliers/supplier.ts';
import { type Caller, type Gate, LOCAL_ACTOR } from './gate.ts';
import * as given from './given.ts';

/** An agency that may buy: responsible persons, money for hardware and software, a supplier, and an officer with a key. */
export interface Office {
  readonly agencyCode: string;
  readonly hardwareLine: string;
  readonly softwareLine: string;
  readonly supplier: string;
  readonly officer: Caller;
  /** The second person of the agency, who accepts what the officer bought; asked for the first time, it is made. */
  readonly approver: () => Promise<Caller>;
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
  const hardware = lineBody({
    agencyCode,
    economicClass: '31002',
    appropriation: wish.hardwareMoney ?? '1000000.00',
  });
  const software = lineBody({
    agencyCode,
    economicClass: '31007',
    appropriation: wish.softwareMoney ?? '500000.00',
  });
  await begin(gate, async (create) => {
    await create(NEW.agency, agencyBody(agencyCode, wish));
    for (const duty of ['head', 'liaison']) {
      await create(NEW.person, { agencyCode, duty, name: `测试${duty}`, from: '2026-01-01', until: null });
    }
    await create(NEW.line, hardware);
    await create(NEW.line, software);
    await create(NEW.supplier, { creditCode: supplier, name: given.supplierName(supplier), affiliates: [] });
  });
  const [hardwareLine, softwareLine] = [hardware.code, software.code];
  const officer = await gate.as('procurement-officer', { grant: { agencies: [agencyCode] } });
  const order = (own: Partial<given.OrderWish> = {}): OrderSubmission =>
    given.order({ agencyCode, hardwareLine, softwareLine, supplier, ...own });
  return {
    agencyCode,
    hardwareLine,
    softwareLine,
    supplier,
    officer,
    approver: () => gate.as('agency-approver', { grant: { agencies: [agencyCode] } }),
    order,
    submit: (body) => officer.post('/v1/orders', body),
  };
}

function agencyBody(code: string, wish: OfficeWish): object {
  return {
    code,
    name: `测试单位 ${code}`,
    kind: wish.kind ?? 'party-government-organ',
    level: wish.level ?? 'city',
    region: wish.region ?? '421000',
    parentCode: wish.parentCode ?? null,
    staff: wish.staff === undefined ? 120 : wish.staff,
    classified: wish.isClassified ?? false,
    isolatedNetwork: false,
    openedOn: null,
  };
}

interface LineWish {
  readonly agencyCode: string;
  readonly economicClass: string;
  readonly appropriation: string;
  readonly project?: string;
}

export async function openLine(gate: Gate, wish: LineWish): Promise<string> {
  const body = lineBody(wish);
  await begin(gate, (create) => create(NEW.line, body));
  return body.code;
}

function lineBody({ agencyCode, economicClass, appropriation, project }: LineWish) {
  return {
    code: `JZ-2026-${economicClass}-${given.nextNumber()}`,
    agencyCode,
    fiscalYear: 2026,
    documentNumber: null,
    project: project ?? '办公设备更新',
    projectKind: 'ordinary',
    economicClass,
    governmentProcurement: true,
    appropriation,
    elsewhere: '0.00',
  };
}

const NEW = {
  agency: creation(AGENCIES, 'AgencyCreation'),
  person: creation(RESPONSIBLE_PERSONS, 'ResponsiblePersonCreation'),
  line: creation(BUDGET_LINES, 'BudgetLineCreation'),
  supplier: creation(SUPPLIER, 'SupplierCreation'),
} as const;

interface Creation {
  readonly refuse: (body: object) => void;
  readonly create: (gate: Gate, entry: Governed, body: object) => Promise<void>;
}

/** What a request does to create something, without the request: its body is held to the contract, and it is one leaf. */
function creation<S extends object>(kind: RecordedKind<S>, schema: string): Creation {
  const errorsIn = rowValidator(schema);
  return {
    refuse: (body) => assert.deepEqual(errorsIn(body, 'en'), [], schema),
    create: async ({ deps }, entry, body) => {
      await createOfKind(entry, kind, { body, ...contextOf(entry, deps, LOCAL_ACTOR) });
    },
  };
}

type Create = (what: Creation, body: object) => Promise<void>;

/**
 * Writes what a test begins with in one act. As a request each, an office takes six times as much of the processor, and many
 * tests open one.
 */
function begin(gate: Gate, write: (create: Create) => Promise<void>): Promise<void> {
  return inTransaction(gate.db, (tx) =>
    governed(tx, gate.deps, (entry) =>
      write(async (what, body) => {
        what.refuse(body);
        await what.create(gate, entry, body);
      }),
    ),
  );
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
