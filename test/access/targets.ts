import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { AccessRule } from '../../src/access/index.ts';
import { runBacktests } from '../../src/backtests/run/backtests-job.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { gateContract, type Operation } from '../../src/http/contract/contract.ts';
import { keyFolder, regionsOfAgencies } from '../../src/log/index.ts';
import { filedIn } from '../campaigns/filed-target.ts';
import { delivered, invoice, pay } from '../fulfilment/payment/payment-support.ts';
import type { Caller, Gate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import type { Office } from '../support/office.ts';
import { draftsIn } from './draft-targets.ts';

/** The agency of every example in the contract. */
export const EXAMPLE_AGENCY = '11421000MB1234562Q';

/** The responsible person of every example in the contract. */
const EXAMPLE_PERSON = 'rsp_019a3c5e8f7a7cc1a1f20d6f3b2f7c11';

/** An agency with one object of each kind, by the names that `x-access` gives to kinds. */
export interface Target {
  readonly agencyCode: string;
  readonly ids: Readonly<Record<string, string>>;
}

/** Makes one object of each kind in an agency, from the examples of the contract. */
export async function targetIn(gate: Gate, office: Office): Promise<Target> {
  const { agencyCode } = office;
  const { installer } = gate;
  const decided = await office.submit(office.order());
  assert.deepEqual([decided.status, decided.body.decision?.outcome], [201, 'approved'], JSON.stringify(decided.body));
  const made = (operationId: string, changes: object = {}) => makeFrom(installer, operationId, { agencyCode, changes });
  const person = await made('createPerson', { email: `${agencyCode}@gate.test` });
  const key = {
    owner: person.id,
    role: 'procurement-officer',
    grant: { agencies: [agencyCode] },
    scopes: [],
    expiresAt: null,
  };
  // The example's certificate is one paper, which proves seats of one agency.
  const evidence: readonly object[] = [];
  const entitlementId = (await made('createEntitlement', { evidence })).id;
  const evidenceFile = await evidenceIn(installer, agencyCode);
  const deviceId = (await made('createDevice', { serial: `SN-${agencyCode}` })).id;
  return {
    agencyCode,
    ids: {
      agency: agencyCode,
      order: decided.body.order.id,
      decision: decided.body.decision.id,
      'budget-line': office.hardwareLine,
      'responsible-person': (await made('createResponsiblePerson', { duty: 'responsible' })).id,
      'plan-filing': (await made('createPlanFiling', { number: `PF-${agencyCode}` })).number,
      entitlement: entitlementId,
      device: deviceId,
      allocation: (await made('createAllocation', { entitlementId, deviceId })).id,
      installation: (await made('createInstallation', { deviceId })).id,
      'evidence-file': evidenceFile,
      'licence-key': await licenceKeyIn(installer, entitlementId),
      'software-name': (
        await made('createSoftwareName', { category: null, product: null, edition: null, version: null })
      ).id,
      person: person.id,
      'api-key': (await made('createApiKey', key)).id,
      supplier: office.supplier,
      debarment: (await made('createDebarment', { supplier: given.creditCode('supplier') })).id,
      product: (await made('createProduct', { name: `UOS ${given.nextNumber()}`, aliases: [] })).id,
      'rule-set': await draftIn(gate),
      backtest: await backtestIn(gate, agencyCode),
      proposal: await proposalIn(gate),
      waiver: await waiverIn(gate, agencyCode),
      'webhook-endpoint': (await makeFrom(installer, 'createWebhookEndpoint', { agencyCode, changes: {} })).id,
      platform: (await makeFrom(installer, 'createPlatform', { agencyCode, changes: {} })).id,
      'audit-sample': (await makeFrom(await gate.as('audit'), 'createAuditSample', { agencyCode, changes: {} })).id,
      'audit-finding': (await makeFrom(await gate.as('audit'), 'createAuditFinding', { agencyCode, changes: {} })).id,
      matter: (await makeFrom(await gate.as('legalization-office'), 'openMatter', { agencyCode, changes: {} })).id,
      'commitment-letter': await letterIn(gate, { agencyCode, file: evidenceFile }),
      ...(await paidIn(gate, office)),
      ...(await draftsIn(gate, { office, body: JSON.parse(exampleFor('createDraft', agencyCode)) })),
      ...(await filedIn(gate, { office, body: JSON.parse(exampleFor('createCampaign', agencyCode)) })),
      witness: await witnessIn(installer, agencyCode),
      'signing-key': await signingKeyIn(gate),
    },
  };
}

/** A count of letters with the paper of the target. */
async function letterIn(gate: Gate, changes: { readonly agencyCode: string; readonly file: string }): Promise<string> {
  const office = await gate.as('legalization-office');
  return (await makeFrom(office, 'createCommitmentLetter', { agencyCode: changes.agencyCode, changes })).id;
}

/** A draft, since a set in force can be neither given up nor scheduled. */
async function draftIn({ installer }: Gate): Promise<string> {
  const operation = gateContract().operations.find(({ id }) => id === 'createRuleSet');
  assert.ok(operation);
  const { bytes } = bodyFor(operation, { agencyCode: EXAMPLE_AGENCY, ids: {} });
  const { status, body } = await installer.post(operation.path, JSON.parse(bytes));
  assert.equal(status, 201, JSON.stringify(body));
  return String(body.ruleSet.number);
}

/** A back-test of the city, since the bureaus of the tests reach no more. */
async function backtestIn(gate: Gate, agencyCode: string): Promise<string> {
  const regions = await inSnapshot(gate.db, (tx) => regionsOfAgencies(tx, [agencyCode]));
  const audit = await gate.as('audit', { grant: { region: regions.get(agencyCode) ?? '' } });
  const { status, body } = await audit.post('/v1/backtests', { ruleSet: 1, from: '2026-06-01', until: '2026-06-30' });
  assert.equal(status, 202, JSON.stringify(body));
  await runBacktests({ ...gate, isIdle: () => true, mayGoOn: async () => true });
  return body.id;
}

/** The body of an example of the contract, told about an agency. */
function exampleFor(operationId: string, agencyCode: string): string {
  const operation = gateContract().operations.find(({ id }) => id === operationId);
  assert.ok(operation);
  return bodyFor(operation, { agencyCode, ids: {} }).bytes;
}

/** Something that waits for a second person of the legalization office. */
async function proposalIn(gate: Gate): Promise<string> {
  const maker = await gate.as('legalization-office', { who: 'the maker' });
  const body = { creditCode: given.creditCode('supplier'), name: '测试供应商', affiliates: [] };
  return (await maker.post('/v1/suppliers', body)).body.id;
}

/** A payment of everything that an agency ordered, and the delivery that it is for. */
async function paidIn(gate: Gate, office: Office): Promise<{ readonly payment: string; readonly acceptance: string }> {
  const order = office.order();
  const ready = await delivered(office, order);
  const finance = await gate.as('finance', { who: 'the maker' });
  const paid = await pay(finance, ready, invoice(order, { machines: 1 }));
  assert.equal(paid.status, 201, JSON.stringify(paid.body));
  const { items } = (await office.officer.get(`/v1/orders/${ready.body.order.id}/acceptances`)).body;
  return { payment: String(paid.body.payment.id), acceptance: String(items[0].id) };
}

/** A waiver for machines of an agency, from the example of the contract, by two people of the finance bureau. */
async function waiverIn(gate: Gate, agencyCode: string): Promise<string> {
  const operation = gateContract().operations.find(({ id }) => id === 'createWaiver');
  assert.ok(operation);
  const { bytes } = bodyFor(operation, { agencyCode, ids: {} });
  const maker = await gate.as('finance', { who: 'the maker' });
  const { body: proposal } = await maker.post(operation.path, JSON.parse(bytes));
  const signer = await gate.as('finance', { who: 'the signer' });
  const { digest } = proposal;
  const { status, body } = await signer.post(`/v1/proposals/${proposal.id}/signatures`, { digest });
  assert.equal(status, 200, JSON.stringify([proposal, body]));
  return body.result.body.id;
}

async function evidenceIn(caller: Caller, agencyCode: string): Promise<string> {
  const operation = gateContract().operations.find(({ id }) => id === 'createEvidenceFile');
  assert.ok(operation);
  const { bytes, contentType } = bodyFor(operation, { agencyCode, ids: {} });
  const path = `${operation.path}?agencyCode=${agencyCode}&name=certificate.pdf`;
  const { status, body } = await caller.send('post', path, { bytes, headers: { 'content-type': contentType } });
  assert.equal(status, 201, JSON.stringify(body));
  return body.hash;
}

/** A key that another has replaced: the one that signs is no such object. */
async function signingKeyIn({ installer, dataDir }: Gate): Promise<string> {
  const { items } = (await installer.get('/v1/signing-keys')).body;
  const publicKey = keyFolder(dataDir).make('webhook').bytes.toString('base64url');
  const replacement = { purpose: 'webhook', publicKey, reason: '年度更换', isReplacedCompromised: false };
  const { status, body } = await installer.post('/v1/signing-keys', replacement);
  assert.equal(status, 201, JSON.stringify(body));
  return items.findLast(({ purpose }: { purpose: string }) => purpose === 'webhook').kid;
}

/** The example's key is of one witness. */
async function witnessIn(caller: Caller, agencyCode: string): Promise<string> {
  const publicKey = createHash('sha256').update(agencyCode).digest('base64url');
  const { status, body } = await caller.post('/v1/log/witnesses', {
    name: agencyCode,
    publicKey,
    reason: '测试见证方',
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body.keyId;
}

async function licenceKeyIn(caller: Caller, entitlementId: string): Promise<string> {
  const { status, body } = await caller.post(`/v1/entitlements/${entitlementId}/licence-keys`, { key: 'AAAAA-BBBBB' });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
}

/** Names of the same form as a target's that name nothing. */
export function unknownLike({ ids }: Target): Target {
  const agencyCode = given.creditCode();
  const unknown = Object.keys(ids).map((kind) => [
    kind,
    UNKNOWN[kind] ?? (kind === 'agency' ? agencyCode : `no_such_${kind}`),
  ]);
  return { agencyCode, ids: Object.fromEntries(unknown) };
}

/** Where a name has a form of its own. */
const UNKNOWN: Readonly<Record<string, string>> = {
  'evidence-file': '0'.repeat(64),
  'rule-set': '999999',
};

interface TargetIds {
  readonly id: string;
  readonly number: string;
}

async function makeFrom(
  caller: Caller,
  operationId: string,
  { agencyCode, changes }: { readonly agencyCode: string; readonly changes: object },
): Promise<TargetIds> {
  const operation = gateContract().operations.find(({ id }) => id === operationId);
  assert.ok(operation);
  const { bytes } = bodyFor(operation, { agencyCode, ids: {} });
  const { status, body } = await caller.post(operation.path, { ...JSON.parse(bytes), ...changes });
  assert.equal(status, 201, `${operationId}: ${JSON.stringify(body)}`);
  return body;
}

/** Parameters of paths that name no object. The year is not the one that everything else is of: it may be closed. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ revision: '1', year: '2025', rule: 'OS-01', kind: 'detail-ledger', form: 'software-use' },
};

/** The path of an operation on a target's object, with what the query must have. */
export function pathFor(operation: Operation, { ids }: Target, rule: AccessRule): string {
  const kind = rule === 'public' || rule.object === 'none' ? sharedKindOf(operation.path) : rule.object;
  const path = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_all, name: string) =>
      PLAIN[name] ??
      encodeURIComponent(ids[name === 'id' ? kind : name] ?? ids[kind] ?? UNKNOWN[kind] ?? 'no_such_thing'),
  );
  const needed = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  return needed.length === 0
    ? path
    : `${path}?${needed.map(({ name }) => `${name}=${queryValue(name, ids)}`).join('&')}`;
}

function queryValue(parameter: string, ids: Target['ids']): string {
  if (parameter === 'agencyCode') return ids.agency ?? EXAMPLE_AGENCY;
  if (parameter === 'fiscalYear') return '2026';
  if (parameter === 'duty') return 'liaison';
  // A tree of nothing proves nothing.
  return parameter === 'from' ? '1' : '0';
}

/** What belongs to no agency is found by the folder it lies in. */
function sharedKindOf(path: string): string {
  const kinds: Readonly<Record<string, string>> = {
    suppliers: 'supplier',
    debarments: 'debarment',
    products: 'product',
    'rule-sets': 'rule-set',
    backtests: 'backtest',
    'webhook-endpoints': 'webhook-endpoint',
    platforms: 'platform',
  };
  return kinds[path.split('/')[2] ?? ''] ?? 'none';
}

/** The first example of the contract for an operation's body, told about the target's agency. */
export function bodyFor(
  operation: Operation,
  { agencyCode, ids }: Target,
): { readonly bytes: string; readonly contentType: string } {
  const { body } = operation;
  if (!body) return { bytes: '', contentType: 'application/json' };
  const example = firstExample(operation);
  const bytes = typeof example === 'string' ? example : JSON.stringify(example);
  const own = bytes.replaceAll(EXAMPLE_AGENCY, agencyCode).replaceAll(EXAMPLE_PERSON, ids['responsible-person'] ?? '');
  return { bytes: own, contentType: body.mediaType };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody: RequestBody }>>>>;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

interface RequestBody {
  readonly content: Readonly<
    Record<string, { readonly examples?: Readonly<Record<string, { readonly $ref: string }>> }>
  >;
}

const document: Document = JSON.parse(gateContract().text);

function firstExample({ path, method, id }: Operation): unknown {
  const { content } = document.paths[path]?.[method.toLowerCase()]?.requestBody ?? { content: {} };
  const [example] = Object.values(content).flatMap(({ examples = {} }) => Object.values(examples));
  const found = document.components.examples[example?.$ref.split('/').at(-1) ?? ''];
  assert.ok(found, `${id} has no example of its body`);
  return found.value;
}
