import type { Parameter } from '../../src/http/contract/contract.ts';
import { size } from '../support/long.ts';
import { FILLED_AGENCIES } from './filled-lists.ts';

/** One that there is, by the name of the filter. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  agencyCode: FILLED_AGENCIES,
  fiscalYear: ['2026'],
  year: ['2026'],
  reference: ['PO-7'],
  supplier: FILLED_AGENCIES.slice(0, 1),
  region: ['421000'],
  search: ['PO-12', '供应商 77'],
  rule: ['OS-01'],
  totalFrom: ['0.50'],
  totalUntil: ['5'],
  lapsesUntil: ['2026-03-01'],
  submittedFrom: ['2026-03-01'],
  submittedUntil: ['2026-03-01'],
  orderId: ['ord_m000007'],
  order: ['ord_m000007'],
  dueBefore: ['2026-05-05'],
  dueFrom: ['2026-05-05'],
  respondFrom: ['2026-05-05'],
  parentCode: FILLED_AGENCIES.slice(0, 1),
  name: ['单'],
  on: ['2026-03-01'],
  documentNumber: ['D-7'],
  economicClass: ['31002'],
  project: ['P-7'],
  budgetLine: ['L-1'],
  codeBegins: ['L-1'],
  ...{ publisher: ['金山'], product: ['WPS 7'] },
  boundDevice: ['dev_m000007'],
  deviceId: ['dev_m000007'],
  entitlementId: ['ent_m000007'],
  assetNumber: ['A-7'],
  serial: ['S-7'],
  department: ['财务处'],
  asOf: ['1'],
  at: ['2026-06-01T00:00:00Z'],
  inForceAt: ['2026-06-01T00:00:00Z'],
  from: ['1'],
  wait: ['0'],
  email: ['7@many.test'],
  operation: ['scheduleRuleSet'],
  owner: ['per_m000007'],
  person: ['per_m000007'],
  subject: ['order/ord_m000007'],
  type: ['order.decided'],
  since: ['2026-03-01'],
  until: ['2026-05-05'],
  ...{ form: ['software-use'], campaign: ['cmp_m000007'] },
};

const SORTS = ['submittedAt', '-total', 'expiresAt', 'index', '-index'];

/** What a filter of a list is tried with. One that nobody has said a value for fails, so that a new filter is tried too. */
export function filterValues({ name, resolved }: Parameter): readonly string[] {
  if (name === 'format' || name === 'lang') return [];
  const { enum: allowed, type } = resolved as { enum?: readonly unknown[]; type?: string };
  // Each is an order of its own.
  if (name === 'sort') return SORTS.filter((sort) => allowed?.includes(sort));
  // One value of an enumeration is read as another one is.
  if (allowed) return allowed.slice(0, size({ test: 1, long: allowed.length })).map(String);
  if (type === 'boolean') return ['true', 'false'];
  const values = VALUES[name];
  if (values) return values;
  throw new Error(`say in this file what the filter ${name} is tried with`);
}
