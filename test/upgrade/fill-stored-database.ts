import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { type DemoClock, demoClock } from '../../db/seeds/demo-days.ts';
import { STORY_DAYS, seedStory } from '../../db/seeds/seed-demo.ts';
import { watchedGate } from '../../src/cli/witness/witness-gate.ts';
import type { Config } from '../../src/gate/config.ts';
import { type Gate as OpenGate, openGate } from '../../src/gate/gate.ts';
import { type ServedGate, serveGate } from '../../src/gate/main.ts';
import { addDays, civilDate, dayOf, secondsOf, systemClock } from '../../src/kernel/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import { createWitness, openWitness, watchLog } from '../../src/witness/index.ts';
import { type Caller, callerWith } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { storedConfig } from './open-stored.ts';
import { STORED_ENV, type StoredDatabase, type Told } from './stored-database.ts';

/** The day on which the demo ends and the many orders begin. */
const TODAY = civilDate('2026-06-15');
const ORDERS_IN_BATCH = 100;
const OFFICES = 8;
const BATCHES_A_DAY = 5;
const PASSWORD = '洪湖岸边的十二顶斗笠与半篓菱角呢 Rm5';
const NATION = { region: '000000' };
const CITY = { region: '421000' };

interface Served {
  readonly gate: OpenGate;
  readonly config: Config;
  readonly clock: DemoClock;
  readonly serving: ServedGate;
  readonly installer: Caller;
  readonly withKey: (secret: string | undefined) => Caller;
}

type Empty = Pick<StoredDatabase, 'url' | 'dataDir' | 'witnessDir'>;

/**
 * Uses a gate as an office would, through its HTTP interface and with its jobs running: the demo, then as many orders as
 * are wished for, and at the end what is left open over night. A witness has looked when half of the orders were there.
 */
export async function fillDatabase(empty: Empty, orders: number): Promise<Told> {
  const config = storedConfig(empty);
  const clock = demoClock(addDays(TODAY, -STORY_DAYS), systemClock);
  const gate = await openGate({ config, logger: pino({ level: 'silent' }), clock: clock.now });
  await seedStory({ gate, clock, installerKey: STORED_ENV.GATE_BOOTSTRAP_KEY, today: TODAY });
  const serving = await serveGate(gate, { config, logger: pino({ level: 'error' }) });
  const withKey = (secret: string | undefined): Caller => callerWith({ url: serving.url, secret, faults: [] });
  const installer = withKey(STORED_ENV.GATE_BOOTSTRAP_KEY);
  try {
    return await tellRest({ gate, config, clock, serving, installer, withKey }, { ...empty, orders });
  } finally {
    await serving.close();
  }
}

async function tellRest(served: Served, { witnessDir, orders }: Empty & { readonly orders: number }): Promise<Told> {
  const { gate, clock, withKey } = served;
  const keys = await makeKeys(served);
  await setUpWitness(served, witnessDir);
  const offices = await makeOffices(served);
  const [office] = offices;
  assert.ok(office);
  const machine = withKey(keys.machine);
  const half = Math.ceil(orders / 2);
  await submitAll(machine, clock, makeOrders(offices, 0, half));
  await lookAsWitness(served, { witnessDir, key: keys.witness });
  await submitAll(machine, clock, makeOrders(offices, half, orders - half));
  const approved = await approve(machine, office);
  const evidence = await keepEvidence(served, office);
  const licenceKey = await keepLicenceKey(served, office);
  await untilJobsAreDone(gate);
  // Last, because a session and an invitation last for minutes and hours, and the jobs took their time.
  const proposal = await proposeTransfer(withKey(keys.finance), office);
  const session = await signIn(served);
  const invitation = await invite(served);
  const { size } = await gate.db.reader('log_head').first();
  return {
    ...{ build: gate.deps.build, now: clock.now(), orders, logSize: Number(size), keys },
    ...{ proposal, session, invitation, approved, office, evidence, licenceKey },
  };
}

async function made(caller: Caller, path: string, body?: object, status = 201): Promise<Record<string, string>> {
  const answer = await caller.post(path, body);
  assert.equal(answer.status, status, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

type Role = 'finance' | 'audit' | 'procurement-officer' | 'system-administrator' | 'security-administrator';

async function personWith({ installer }: Served, role: Role, name: string): Promise<Record<string, string>> {
  const email = `stored.${given.nextNumber()}@jingzhou.test`;
  return made(installer, '/v1/persons', { name, email, roles: [{ role, grant: NATION }] });
}

async function makeKeys(served: Served): Promise<Told['keys']> {
  const { id: owner } = await personWith(served, 'system-administrator', '系统管理员甲');
  const { id: officer } = await personWith(served, 'procurement-officer', '采购甲');
  const { id: auditor } = await personWith(served, 'audit', '审计丙');
  const keyOf = async (role: string, own: object = {}): Promise<string> => {
    const wish = { label: `${role} 密钥`, owner, role, grant: CITY, expiresAt: null, ...own };
    return (await made(served.installer, '/v1/api-keys', wish)).secret ?? '';
  };
  const ownKeyOf = async (role: Role, name: string): Promise<string> => {
    const { id } = await personWith(served, role, name);
    return keyOf(role, { owner: id, grant: NATION });
  };
  return {
    machine: await keyOf('machine', { owner: officer, scopes: ['orders:write', 'orders:read', 'budget:read'] }),
    finance: await ownKeyOf('finance', '财政甲'),
    audit: await ownKeyOf('audit', '审计甲'),
    platform: await keyOf('platform', { scopes: [] }),
    security: await ownKeyOf('security-administrator', '安全管理员甲'),
    witness: await keyOf('machine', { owner: auditor, scopes: ['log:read', 'log:cosign'], grant: NATION }),
  };
}

const WITNESS = 'audit.stored.test';

async function setUpWitness({ gate, serving, installer }: Served, path: string): Promise<void> {
  const { body } = await installer.get('/v1/log/keys');
  const settings = { gate: serving.url, origin: gate.deps.origin, name: WITNESS };
  const { signer } = createWitness(path, settings, body.items[0].verifierKey);
  const publicKey = signer.bytes.toString('base64url');
  await made(installer, '/v1/log/witnesses', { name: WITNESS, publicKey, reason: '审计局见证' });
}

async function lookAsWitness(
  { gate, clock, serving }: Served,
  { witnessDir, key }: { readonly witnessDir: string; readonly key: string },
): Promise<void> {
  await signNow(gate.db, { ...gate.deps, keys: gate.keys });
  const remote = watchedGate({ url: serving.url, key }, 'en');
  const { size, alarm, refusal } = await watchLog(openWitness(witnessDir), remote, secondsOf(clock.now()));
  assert.deepEqual([size > 0, alarm, refusal], [true, null, null]);
}

type Office = Told['office'];

async function makeOffices(served: Served): Promise<readonly Office[]> {
  const offices: Office[] = [];
  for (let count = 0; count < OFFICES; count += 1) offices.push(await makeOffice(served));
  return offices;
}

async function makeOffice({ installer }: Served): Promise<Office> {
  const [agencyCode, supplier] = [given.creditCode(), given.creditCode('supplier')];
  const number = given.nextNumber();
  const office = { agencyCode, supplier, hardwareLine: `SH-${number}`, softwareLine: `SS-${number}` };
  await made(installer, '/v1/agencies', {
    ...{
      code: agencyCode,
      name: `已存单位 ${number}`,
      kind: 'party-government-organ',
      level: 'city',
      region: '421000',
    },
    ...{ parentCode: null, staff: 100_000, classified: false, isolatedNetwork: false, openedOn: null },
  });
  for (const duty of ['head', 'liaison']) {
    const person = { agencyCode, duty, name: `已存${duty}`, from: '2026-01-01', until: null };
    await made(installer, '/v1/responsible-persons', person);
  }
  await made(installer, '/v1/suppliers', { creditCode: supplier, name: '测试供应商', affiliates: [] });
  for (const [code, economicClass] of [
    [office.hardwareLine, '31002'],
    [office.softwareLine, '31007'],
  ] as const) {
    await made(installer, '/v1/budget-lines', {
      ...{ code, agencyCode, fiscalYear: 2026, documentNumber: null, project: '办公设备更新', economicClass },
      ...{ projectKind: 'ordinary', governmentProcurement: true, appropriation: '90000000.00', elsewhere: '0.00' },
    });
  }
  return office;
}

/**
 * Bought in the centralized batch, because many e-mall orders of one agency in a week are splitting. One in ten has no
 * system and is rejected, and one in ten has a dear office suite and is referred.
 */
function makeOrders(offices: readonly Office[], from: number, count: number): readonly object[] {
  return Array.from({ length: count }, (_, at) => {
    const index = from + at;
    const office = offices[index % offices.length];
    assert.ok(office);
    const wish = { ...office, quantity: 1 + (index % 3), order: { method: 'batch-centralized' } as const };
    if (index % 10 === 3) return given.order({ ...wish, office: { unitPrice: '650.00' } });
    const order = given.order(wish);
    return index % 10 === 7 ? withoutSystem(order) : order;
  });
}

function withoutSystem(order: ReturnType<typeof given.order>): object {
  const lines = order.lines.map((line) => ({
    ...line,
    computer: { ...line.computer, operatingSystem: { state: 'none' } },
  }));
  return { ...order, lines };
}

/** A few hundred a day, so that the log has several checkpoints and the reports more than one day. */
async function submitAll(machine: Caller, clock: DemoClock, orders: readonly object[]): Promise<void> {
  for (let at = 0; at < orders.length; at += ORDERS_IN_BATCH) {
    if (at % (ORDERS_IN_BATCH * BATCHES_A_DAY) === 0) clock.moveTo(addDays(dayOf(clock.now()), 1));
    const { status, body } = await machine.post('/v1/orders/batch', { orders: orders.slice(at, at + ORDERS_IN_BATCH) });
    assert.equal(status, 200, JSON.stringify(body));
    const wrong = body.results.find((result: { status: number }) => result.status !== 201);
    assert.equal(wrong, undefined, JSON.stringify(wrong));
  }
}

async function approve(machine: Caller, office: Office): Promise<Told['approved']> {
  const submitted = given.order({ ...office, order: { method: 'batch-centralized' } });
  const { status, body } = await machine.post('/v1/orders', submitted);
  assert.deepEqual([status, body.decision?.outcome], [201, 'approved'], JSON.stringify(body));
  const { id: decision, certificate } = body.decision;
  return { submitted, order: body.order.id, decision, certificate };
}

async function keepEvidence({ installer }: Served, { agencyCode }: Office): Promise<Told['evidence']> {
  const content = '%PDF-1.7 certificate of ten seats %%EOF';
  const path = `/v1/evidence-files?agencyCode=${agencyCode}&name=${encodeURIComponent('授权证书.pdf')}`;
  const bytes = Buffer.from(content);
  const answer = await installer.send('post', path, { bytes, headers: { 'content-type': 'application/pdf' } });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return { hash: answer.body.hash, content };
}

async function keepLicenceKey({ installer }: Served, { agencyCode }: Office): Promise<Told['licenceKey']> {
  const key = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
  const { id } = await made(installer, '/v1/entitlements', {
    ...{ agencyCode, licensee: agencyCode, category: 'office', product: 'WPS Office', metric: 'device', seats: 10 },
    channel: 'volume',
  });
  const kept = await made(installer, `/v1/entitlements/${id}/licence-keys`, { key });
  return { id: kept.id ?? '', key };
}

const JOBS_MS_MAX = 3_600_000;

/** The jobs of a gate have seen every decision, and those of the first seconds have run. */
async function untilJobsAreDone({ db }: OpenGate): Promise<void> {
  const deadline = performance.now() + JOBS_MS_MAX;
  const countOf = async (table: string): Promise<number> => {
    const [row] = await db.reader(table).count({ rows: '*' });
    return Number(row?.rows);
  };
  await sleep(JOBS_AT_START_MS);
  while ((await countOf('rederivations')) < (await countOf('decisions'))) {
    assert.ok(performance.now() < deadline, 'the decisions are not derived again in time');
    await sleep(500);
  }
}

const JOBS_AT_START_MS = 12_000;

async function proposeTransfer(finance: Caller, { hardwareLine, softwareLine }: Office): Promise<Told['proposal']> {
  const { id, digest } = await made(
    finance,
    '/v1/budget-transfers',
    {
      ...{ from: hardwareLine, to: softwareLine, amount: '1234.56' },
      ...{ documentNumber: '荆财预〔2026〕91号', reason: '调剂' },
    },
    202,
  );
  return { id: id ?? '', digest: digest ?? '', from: hardwareLine, to: softwareLine };
}

async function signIn(served: Served): Promise<Told['session']> {
  const { installer, withKey } = served;
  const { id, email } = await personWith(served, 'finance', '财政乙');
  const { secret: token } = await made(installer, `/v1/persons/${id}/password-invitation`);
  await made(withKey(undefined), '/v1/session/password', { token, password: PASSWORD }, 200);
  const { status, body, headers } = await withKey(undefined).post('/v1/session', { email, password: PASSWORD });
  assert.equal(status, 201, JSON.stringify(body));
  const [cookie = ''] = headers['set-cookie'] ?? [];
  return { cookie: cookie.split(';')[0] ?? '', token: body.token, person: id ?? '' };
}

async function invite(served: Served): Promise<Told['invitation']> {
  const { id: person = '', email = '' } = await personWith(served, 'audit', '审计乙');
  const { secret: token = '' } = await made(served.installer, `/v1/persons/${person}/password-invitation`);
  return { token, person, email };
}
