import type { OrderSubmission } from '../../src/facts/submission.ts';
import * as given from '../support/given.ts';

/** What is there before the load begins: agencies with money, and a machine that may submit for all of them. */
export interface World {
  readonly key: string;
  /** Of two others: one puts under contract what was submitted, the other one accepts what comes. */
  readonly contractKey: string;
  readonly deliveryKey: string;
  /** Of another machine with the same rights. */
  readonly otherKey: string;
  /** Of somebody who reads what a whole province has. */
  readonly readerKey: string;
  readonly offices: readonly BenchOffice[];
}

export interface BenchOffice {
  readonly agencyCode: string;
  readonly supplier: string;
  readonly hardwareLine: string;
  readonly softwareLine: string;
}

export const BOOTSTRAP_KEY = 'gk_the_bootstrap_key_of_the_bench_only';

/** More than any run can spend; the lines of 5,000 agencies together stay below what the gate takes for one year. */
export const APPROPRIATION = '4000000000.00';

export async function makeWorld(url: string, { offices }: { readonly offices: number }): Promise<World> {
  const post = poster(url);
  const made: BenchOffice[] = [];
  for (let index = 0; index < offices; index += 1) made.push(await makeOffice(post));
  const key = keyMaker(post);
  const writes = ['orders:write', 'orders:read'];
  return {
    ...{ key: await key('bench', writes), otherKey: await key('another', writes) },
    ...{
      contractKey: await key('contracts', ['assets:write']),
      deliveryKey: await key('deliveries', ['assets:write']),
    },
    readerKey: await makeReader(post, '420000'),
    offices: made,
  };
}

/** A machine of a person of its own, who buys for the whole city. */
function keyMaker(post: Post) {
  const grant = { region: '421000' };
  return async (label: string, scopes: readonly string[]): Promise<string> => {
    const roles = [{ role: 'procurement-officer', grant }];
    const person = await post('/v1/persons', { name: 'Bench', email: `${label}@gate.test`, roles });
    const wish = { label, owner: person.id, role: 'machine', grant, scopes, expiresAt: null };
    return String((await post('/v1/api-keys', wish)).secret);
  };
}

/** The key of somebody who reads what a region has. */
export async function makeReader(post: Post, region: string): Promise<string> {
  const auditor = await post('/v1/persons', {
    name: 'Reader',
    email: `reader-${region}@gate.test`,
    roles: [{ role: 'audit', grant: { region } }],
  });
  const reader = await post('/v1/api-keys', {
    ...{ label: 'reader', owner: auditor.id, role: 'audit', grant: { region }, scopes: [] },
    expiresAt: null,
  });
  return String(reader.secret);
}

type Post = (path: string, body: object) => Promise<Record<string, unknown>>;

export function poster(url: string): Post {
  return async (path, body) => {
    const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const json = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(json)}`);
    return json;
  };
}

export async function makeAgency(
  post: Post,
  { code, region }: { readonly code: string; readonly region: string },
): Promise<void> {
  await post('/v1/agencies', {
    code,
    name: `单位 ${code}`,
    kind: 'party-government-organ',
    level: 'city',
    region,
    parentCode: null,
    staff: 100_000,
    classified: false,
    isolatedNetwork: false,
    openedOn: null,
  });
}

async function makeOffice(post: Post): Promise<BenchOffice> {
  const office = {
    agencyCode: given.creditCode(),
    supplier: given.creditCode('supplier'),
    hardwareLine: `BH-${given.nextNumber()}`,
    softwareLine: `BS-${given.nextNumber()}`,
  };
  const { agencyCode } = office;
  await makeAgency(post, { code: agencyCode, region: '421000' });
  for (const duty of ['head', 'liaison']) {
    await post('/v1/responsible-persons', { agencyCode, duty, name: duty, from: '2020-01-01', until: null });
  }
  await post('/v1/suppliers', { creditCode: office.supplier, name: '供应商', affiliates: [] });
  for (const [code, economicClass] of [
    [office.hardwareLine, '31002'],
    [office.softwareLine, '31007'],
  ] as const) {
    await post('/v1/budget-lines', {
      code,
      agencyCode,
      fiscalYear: 2026,
      documentNumber: null,
      project: '办公设备更新',
      projectKind: 'ordinary',
      economicClass,
      governmentProcurement: true,
      appropriation: APPROPRIATION,
      elsewhere: '0.00',
    });
  }
  return office;
}

/**
 * Orders that are approved, each with a reference and a model of its own, taken from the offices in turn. They are bought
 * in the centralized batch, because a thousand e-mall orders of one agency in an hour are splitting.
 */
export function makeOrders(
  offices: readonly BenchOffice[],
  count: number,
  unitPrices: readonly string[] = ['4999.00'],
): readonly OrderSubmission[] {
  const today = new Date().toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, index) => {
    const office = offices[index % offices.length];
    if (!office) throw new Error('a bench needs at least one office');
    const unitPrice = unitPrices[index % unitPrices.length] ?? '4999.00';
    const order = given.order({ ...office, unitPrice, order: { method: 'batch-centralized', fiscalYear: 2026 } });
    const dates = { expectedDeliveryOn: '2027-06-01' };
    const softwarePlan = order.softwarePlan?.map((item) => ({
      ...item,
      validFrom: '2027-06-01',
      validUntil: item.validUntil ? '2028-05-31' : null,
      deliverBy: '2027-06-01',
    }));
    return { ...order, ...dates, softwarePlan, supplier: { ...order.supplier, creditCheckedOn: today } };
  });
}

/** What the gate says is reserved on all lines of the offices, in yuan cents: what was measured must be real. */
export async function reservedOn(url: string, lines: readonly string[]): Promise<number> {
  let total = 0;
  for (const line of lines) {
    const headers = { authorization: `Bearer ${BOOTSTRAP_KEY}` };
    const answer = await fetch(`${url}/v1/budget-lines/${line}`, { headers });
    const { reserved } = (await answer.json()) as { reserved: string };
    total += Math.round(Number(reserved) * 100);
  }
  return total;
}
