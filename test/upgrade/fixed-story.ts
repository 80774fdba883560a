import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { demoClock } from '../../db/seeds/demo-days.ts';
import { STORY_DAYS, seedStory } from '../../db/seeds/seed-demo.ts';
import type { Database } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { addDays, civilDate, startOfDay } from '../../src/kernel/index.ts';
import { refreshPricesNow } from '../../src/orders/history/refresh-prices-job.ts';
import { changePerson, setPassword, signUp } from '../access/sessions/session-people.ts';
import { targetIn } from '../access/targets.ts';
import { runModel } from '../model/run-model.ts';
import { stepsOf } from '../model/steps.ts';
import { liveThrough } from '../orders/history/history-support.ts';
import { forDesktops, granted, openDesk, referredForPrice, reviewOf } from '../orders/review/waivers-support.ts';
import { bureausOf, drafted, LOWER_CAP, schedule, triedOnPast } from '../rules/sets/schedule-support.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { type Caller, countingIds, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { scratchFolder } from '../support/scratch.ts';
import { proposed, sign } from '../two-people/two-people.ts';

/** Reads the log of a gate that has come to the end of its part of the story. */
export type Read = (db: Database) => Promise<void>;

/** The parts of a fixed run, each in a gate of its own: where one changes on purpose, the others still say something. */
export const PARTS: Readonly<Record<string, (read: Read) => Promise<void>>> = {
  demo: tellDemo,
  lives: tellLives,
  model: tellModel,
  each: tellOneOfEach,
  bureaus: tellBureaus,
};

const TODAY = civilDate('2026-06-15');

/** The demo, with every kind of order that it has, up to payments. */
async function tellDemo(read: Read): Promise<void> {
  const fresh = await freshDatabaseUrl('sqlite');
  const dataDir = join(scratchFolder(), `genuine-gate-fixed-run-${process.pid}`);
  const bootstrapKey = 'gk_the_bootstrap_key_of_every_fixed_run';
  const config = loadConfig({ DATABASE_URL: fresh.url, GATE_DATA_DIR: dataDir, GATE_BOOTSTRAP_KEY: bootstrapKey });
  const clock = demoClock(addDays(TODAY, -STORY_DAYS), () => startOfDay(addDays(TODAY, 1)));
  const logger = pino({ level: 'silent' });
  const gate = await openGate({ config, logger, clock: clock.now, newId: countingIds() });
  try {
    await seedStory({ gate, clock, installerKey: bootstrapKey, today: TODAY });
    await read(gate.db);
  } finally {
    await gate.close();
    await fresh.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Orders that went every way short of a contract, one of them classified. */
async function tellLives(read: Read): Promise<void> {
  const gate = await startGate({ engine: 'sqlite', clock: testClock('2026-03-01T01:00:00.000Z') });
  try {
    await liveThrough(gate);
    await read(gate.db);
  } finally {
    await gate.close();
  }
}

const SEED = 16;
const STEPS = 800;

/**
 * What people do in a year, from a seed: contracts, acceptances, returns, payments, credit notes, redemptions, waivers,
 * transfers, revisions, allocations and the closing. Without the faults of the model's own test, and one act at a time, so
 * that it depends on nothing but the seed.
 */
async function tellModel(read: Read): Promise<void> {
  const steps = stepsOf({ seed: SEED, steps: STEPS }).map((step) => ({ ...step, fault: null, joins: false }));
  await runModel({ engine: 'sqlite', steps, planned: STEPS, onEnd: ({ gate }) => read(gate.db) });
}

const ENV = {
  GATE_LICENCE_KEY_SECRET: 'the_secret_that_seals_licence_keys_of_fixed_runs',
  GATE_WEBHOOK_SECRET: 'the_secret_that_seals_webhook_secrets_of_fixed_runs',
  GATE_OUTBOUND_ALLOW: 'hooks.example.gov.cn:443',
};

/** One object of each kind from the examples of the contract, and what happens to some of them. */
async function tellOneOfEach(read: Read): Promise<void> {
  const gate = await startGate({ engine: 'sqlite', env: ENV });
  try {
    const office = await openOffice(gate);
    const { ids } = await targetIn(gate, office);
    const audit = await gate.as('audit');
    await goOnWith(gate, ids);
    await raiseFinding(office, audit);
    await useRights(gate, ids);
    await gate.retireBootstrap();
    await actTogether(gate, office, ids);
    await read(gate.db);
  } finally {
    await gate.close();
  }
}

type Ids = Readonly<Record<string, string>>;

async function ok(answer: Promise<Response>): Promise<Response> {
  const found = await answer;
  assert.ok(found.status < 300, JSON.stringify(found.body));
  return found;
}

/** Events and descriptions of what an installer has registered. */
async function goOnWith({ installer }: Gate, ids: Ids): Promise<void> {
  const change = async (path: string, changes: object): Promise<void> => {
    const tag = { 'if-match': etagIn(await ok(installer.get(path))) };
    const event = { effectiveOn: '2026-06-01', reason: '核对后更正', changes };
    await ok(installer.post(`${path}/events`, event, tag));
  };
  await change(`/v1/agencies/${ids.agency}`, { staff: 130 });
  await change(`/v1/devices/${ids.device}`, { state: 'idle' });
  await change(`/v1/budget-lines/${ids['budget-line']}`, { warnPercent: 80 });
  const person = `/v1/responsible-persons/${ids['responsible-person']}`;
  const tag = { 'if-match': etagIn(await ok(installer.get(person))) };
  await ok(installer.patch(person, { phone: '13900000000' }, tag));
}

async function raiseFinding({ agencyCode, officer }: Office, audit: Caller): Promise<void> {
  const finding = { agencyCode, severity: 'high', text: '未建立软件台账', rule: 'INT-05', legalBasis: null };
  const act = (caller: Caller, last: Response, path: string, body: object): Promise<Response> =>
    ok(caller.post(`/v1/audit-findings/${last.body.id}/${path}`, body, { 'if-match': etagIn(last) }));
  const open = await ok(audit.post('/v1/audit-findings', { ...finding, dueOn: '2026-06-30' }));
  const answered = await act(officer, open, 'answers', { text: '已补登记' });
  const returned = await act(audit, answered, 'returns', { text: '缺少便携式计算机', dueOn: '2026-07-31' });
  await act(audit, await act(officer, returned, 'answers', { text: '已全部登记' }), 'closing', { text: '予以销号' });
}

/** People who get passwords and other roles, keys that are given up, and a licence key that somebody reads. */
async function useRights(gate: Gate, ids: Ids): Promise<void> {
  const { id } = await signUp(gate, { password: null });
  await setPassword(gate, id, '监利老街的三只铜铃与一坛米酒哩 Tn6');
  await changePerson(gate, id, { roles: [{ role: 'finance', grant: { region: '421000' } }] });
  const office = await gate.as('legalization-office');
  await ok(office.post(`/v1/licence-keys/${ids['licence-key']}/readings`, { reason: '重装计算机' }));
}

/** What takes two people once the installer is gone: one proposes and another signs. */
async function actTogether(gate: Gate, { hardwareLine, softwareLine }: Office, ids: Ids): Promise<void> {
  const finance = await gate.as('finance', { who: 'the maker' });
  const signer = await gate.as('finance', { who: 'the signer' });
  const maker = await gate.as('legalization-office', { who: 'the maker' });
  const erasure = { subject: `responsible-person/${ids['responsible-person']}`, reason: '本人书面申请' };
  await ok(sign(await gate.as('audit'), (await proposed(maker, '/v1/log/erasures', erasure)).body));
  const document = { documentNumber: '荆财预〔2026〕91号', reason: '调剂' };
  const transfer = { from: hardwareLine, to: softwareLine, amount: '1234.56', ...document };
  const { body } = await proposed(finance, '/v1/budget-transfers', transfer);
  await ok(sign(signer, body));
}

/** A rule set that comes into force, another that is given up, and a waiver that is used and revoked. */
async function tellBureaus(read: Read): Promise<void> {
  const gate = await startGate({ engine: 'sqlite' });
  try {
    const desk = await openDesk(gate);
    const referred = await referredForPrice(desk.office);
    await granted(desk.finance, reviewOf(referred));
    const other = await granted(desk.finance, forDesktops(desk.office, 5));
    const tag = { 'if-match': etagIn(await ok(desk.finance.first.get(`/v1/waivers/${other}`))) };
    await ok(desk.finance.first.post(`/v1/waivers/${other}/revocation`, { reason: '依据已失效' }, tag));
    await refreshPricesNow(gate.db, gate.deps);
    await changeRules(gate);
    await ok(desk.office.submit(desk.office.order()));
    await read(gate.db);
  } finally {
    await gate.close();
  }
}

/** By those whom it takes, after a back-test; an hour later it is in force. */
async function changeRules(gate: Gate): Promise<void> {
  const { author, audit, finance } = await bureausOf(gate);
  const draft = await drafted(author);
  const scheduled = await ok(schedule(author, draft, await triedOnPast(gate, draft)));
  await ok(sign(audit, scheduled.body));
  await ok(sign(finance, scheduled.body));
  const { number } = await drafted(author, OTHER);
  await ok(author.post(`/v1/rule-sets/${number}/withdrawal`, { reason: '另有安排。' }));
  gate.clock.advance({ hours: 1 });
}

const OTHER = { parameters: [{ ...LOWER_CAP, value: 470_000, from: '2026-07-01' }], inForceFrom: '2026-07-01' };
