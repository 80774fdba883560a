import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';
import { softwareUse } from '../campaigns/campaign-support.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import * as given from '../support/given.ts';
import { runningServers } from '../support/mariadb.ts';
import { type Ask, asker } from './campaign-people.ts';
import { cpuMsOf, startChild } from './child.ts';
import { type Hold, readHolds } from './holds.ts';
import { fillRegister } from './licence-position.ts';
import { inPace, ORDERS_PER_SECOND, orderLoad, ordersInTurns } from './pace.ts';
import { quantile } from './quantile.ts';
import { BOOTSTRAP_KEY, makeWorld, type World } from './world.ts';

/** What one campaign over many units takes; an empty target: there is none. */
export interface CampaignMeasured {
  readonly engine: Engine;
  readonly what: string;
  readonly measured: number;
  readonly unit: 'ms' | '/s' | '×';
  readonly target: string;
}

export interface CampaignSize {
  readonly units: number;
  /** Of each unit: machines, with two copies on each. */
  readonly devicesEach: number;
}

/** Counties of the city whose office asks. */
const COUNTIES = ['421002', '421003', '421022', '421023', '421024', '421081', '421083', '421087'];
const CITY = '421000';
const QUIET_MS = 5_000;
/** Signed one after the other, before others file at the same time. */
const ALONE = 100;
const PACED_PER_SECOND = 60;
/** Eight hundred orders alone and as many beside: the p99 of fewer is chance. */
const TURNS = 8;
const TURN_MS = 5_000;
const FILERS = 4;
const READ_TIMES = 7;

/** A campaign as a city has it on its last day: launched over every unit, filed by each, summed up. */
export async function measureCampaign(
  engine: Engine,
  size: CampaignSize,
  profileDir?: string,
): Promise<readonly CampaignMeasured[]> {
  const fresh = await freshDatabaseUrl(engine);
  const holds = join(tmpdir(), `holds-${process.pid}-${engine}`);
  rmSync(holds, { force: true });
  const env = {
    DATABASE_URL: fresh.url,
    GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
    GATE_LOG_LEVEL: 'error',
    HOLDS_FILE: holds,
  };
  const child = await startChild({ entry: './serve-timed', env, profileDir });
  const world = await makeWorld(child.url, { offices: 2 });
  const codes = Array.from({ length: size.units }, () => given.creditCode());
  const db = openDatabase(fresh.url);
  await fillRegister(db, codes, { devicesEach: size.devicesEach, regionAt: (at) => COUNTIES[at % 8] ?? CITY });
  await db.close();
  const ask = await asker(child.url, CITY);
  const bench: Bench = {
    engine,
    url: child.url,
    world,
    ask,
    codes,
    holdsSince: async (from) => {
      await sleep(FLUSHED_AFTER_MS);
      return readHolds(holds, from);
    },
    cpuMs: () => child.cpuMs() ?? 0,
    databaseCpuMs: () => runningServers().reduce((sum, pid) => sum + (cpuMsOf(pid) ?? 0), 0),
  };
  const { campaign, rows: ofLaunch } = await launched(bench);
  const rows = [...ofLaunch, ...(await filed(bench, campaign)), ...(await readAfter(bench, campaign))];
  await child.stop();
  await fresh.drop();
  rmSync(holds, { force: true });
  return rows.map((row) => ({ ...row, engine, measured: Math.round(row.measured * 100) / 100 }));
}

interface Bench {
  readonly engine: Engine;
  readonly url: string;
  readonly world: World;
  readonly ask: Ask;
  readonly codes: readonly string[];
  /** The longest first. */
  readonly holdsSince: (from: number) => Promise<readonly Hold[]>;
  readonly cpuMs: () => number;
  readonly databaseCpuMs: () => number;
}

type Row = Omit<CampaignMeasured, 'engine'>;

interface Launched {
  readonly campaign: string;
  readonly rows: readonly Row[];
}

async function launched({ engine, ask, world, url, codes, holdsSince }: Bench): Promise<Launched> {
  const office = world.offices[0]?.agencyCode ?? '';
  const today = dayOf(systemClock());
  const draft = await ask.clerk('POST', '/v1/campaigns', {
    ...{ purpose: 'survey', title: { 'zh-CN': '软件使用情况统计' }, form: 'software-use@1', documents: [] },
    ...{
      region: CITY,
      officeAgency: office,
      period: null,
      asOfOn: today,
      dueOn: `${Number(today.slice(0, 4)) + 1}-06-30`,
    },
    ...{ gating: true, needsReasons: false, ask: { regions: COUNTIES, agencies: [], except: [] } },
  });
  const campaign = String(draft.body.id);
  const orders = orderLoad(url, world);
  await sleep(QUIET_MS);
  const from = Date.now();
  const begun = performance.now();
  const path = `/v1/campaigns/${campaign}/launch`;
  const proposed = await ask.clerk('POST', path, { reason: '工作方案' }, { 'if-match': draft.etag });
  const trialMs = performance.now() - begun;
  const { id, digest } = proposed.body;
  const signed = performance.now();
  await ask.chief('POST', `/v1/proposals/${String(id)}/signatures`, { digest });
  const wallMs = performance.now() - signed;
  const waited = await orders.stop();
  const holds = await holdsSince(from);
  const ofLaunch = holds.filter(({ leaves }) => leaves.includes('campaign.'));
  printHolds(`${engine}, while a campaign was launched`, holds);
  printHolds(`${engine}, of the launch`, ofLaunch);
  const { body } = await ask.clerk('GET', `/v1/campaigns/${campaign}`);
  const { state, counts } = body as { state: string; counts: { asked: number } };
  if (state !== 'open' || counts.asked !== codes.length) throw new Error(`${state}, ${JSON.stringify(counts)}`);
  const rows: readonly Row[] = [
    { what: `launch proposed, ${codes.length} units`, measured: trialMs, unit: 'ms', target: '' },
    { what: 'launch signed, with snapshot', measured: wallMs, unit: 'ms', target: '< 60,000' },
    { what: 'longest hold of the launch', measured: ofLaunch[0]?.ms ?? 0, unit: 'ms', target: '< 50' },
    { what: 'slowest order beside the launch', measured: Math.max(...waited), unit: 'ms', target: '' },
  ];
  return { campaign, rows };
}

/** Units that have not filed yet, and how long those took that have. */
interface Filers {
  readonly rest: string[];
  readonly proposing: number[];
  readonly signing: number[];
  readonly file: () => Promise<void>;
}

function filersOf({ ask, codes }: Bench, campaign: string): Filers {
  const path = `/v1/campaigns/${campaign}/filings`;
  const rest = [...codes];
  const [proposing, signing]: [number[], number[]] = [[], []];
  const file = async (): Promise<void> => {
    const reporter = rest.pop();
    if (reporter === undefined) return;
    const begun = performance.now();
    const { body } = await ask.officer('POST', path, { reporter, cells: softwareUse({ computers: 10 }) });
    const proposed = performance.now();
    await ask.approver('POST', `/v1/proposals/${String(body.id)}/signatures`, { digest: body.digest });
    proposing.push(proposed - begun);
    signing.push(performance.now() - proposed);
  };
  return { rest, proposing, signing, file };
}

async function filed(bench: Bench, campaign: string): Promise<readonly Row[]> {
  const filers = filersOf(bench, campaign);
  return [...(await filedAlone(bench, filers)), ...(await filedBeside(bench, filers))];
}

async function filedAlone(bench: Bench, { file, proposing, signing }: Filers): Promise<readonly Row[]> {
  const { cpuMs, databaseCpuMs } = bench;
  const [before, databaseBefore] = [cpuMs(), databaseCpuMs()];
  for (let count = 0; count < ALONE; count += 1) await file();
  return [
    { what: 'a filing proposed, median', measured: quantile(proposing, 0.5), unit: 'ms', target: '' },
    { what: 'a filing signed, median', measured: quantile(signing, 0.5), unit: 'ms', target: '< 50' },
    { what: 'a filing signed, p99', measured: quantile(signing, 0.99), unit: 'ms', target: '' },
    { what: 'processor time of both', measured: (cpuMs() - before) / ALONE, unit: 'ms', target: '' },
    { what: 'and of the server', measured: (databaseCpuMs() - databaseBefore) / ALONE, unit: 'ms', target: '' },
  ];
}

async function filedBeside(bench: Bench, { rest, file }: Filers): Promise<readonly Row[]> {
  const { url, world } = bench;
  const from = Date.now();
  const before = rest.length;
  let pacedMs = 0;
  const paced = async (ms: number): Promise<void> => {
    const since = performance.now();
    await inPace(PACED_PER_SECOND, ms, file);
    pacedMs += performance.now() - since;
  };
  const orders = await ordersInTurns({ url, world, count: TURNS, ms: TURN_MS, act: paced });
  const left = rest.length;
  const filing = async (): Promise<void> => {
    while (rest.length > 0) await file();
  };
  const load = orderLoad(url, world);
  const begun = performance.now();
  await Promise.all(Array.from({ length: FILERS }, filing));
  const fullMs = performance.now() - begun;
  const full = await load.stop();
  const holds = await bench.holdsSince(from);
  printHolds(`${bench.engine}, while units filed`, holds);
  const [alone, beside] = [orders.alone.flat(), orders.beside.flat()];
  const share = (of: readonly number[], at: number): number => quantile(of, at) / quantile(alone, at);
  return [
    {
      what: `order p50 with nothing beside, ${ORDERS_PER_SECOND}/s`,
      measured: quantile(alone, 0.5),
      unit: 'ms',
      target: '',
    },
    { what: `order p99, of ${alone.length} orders`, measured: quantile(alone, 0.99), unit: 'ms', target: '' },
    { what: 'filings in pace', measured: ((before - left) * 1_000) / pacedMs, unit: '/s', target: '≥ 50' },
    { what: 'order p50 beside them', measured: share(beside, 0.5), unit: '×', target: '' },
    { what: `order p99, of ${beside.length} orders`, measured: share(beside, 0.99), unit: '×', target: '< 2' },
    { what: `filings of ${FILERS} offices at once`, measured: (left * 1_000) / fullMs, unit: '/s', target: '≥ 50' },
    { what: `order p99 beside those, of ${full.length}`, measured: share(full, 0.99), unit: '×', target: '' },
    { what: 'longest hold meanwhile', measured: holds[0]?.ms ?? 0, unit: 'ms', target: '' },
  ];
}

const READ = {
  'roll-up as a whole': '/roll-up?basis=filed&by=kind',
  'roll-up by region': '/roll-up?basis=filed&by=region',
  'summary by unit': '/summary?basis=filed',
  'who has filed': '/report',
  'units that are late': '/participants?timeliness=late',
  'the campaign itself': '',
};

/** What an office reads of a campaign, first and again. */
async function readAfter({ ask, codes }: Bench, campaign: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [what, path] of Object.entries(READ)) {
    const times: number[] = [];
    for (let count = 0; count < READ_TIMES; count += 1) {
      const begun = performance.now();
      const { body } = await ask.clerk('GET', `/v1/campaigns/${campaign}${path}`);
      times.push(performance.now() - begun);
      const { reporters = codes.length } = body;
      if (reporters !== codes.length) throw new Error(`${String(reporters)} reporters`);
    }
    const [first = 0, ...again] = times;
    rows.push({ what: `${what}, first`, measured: first, unit: 'ms', target: '< 1,000' });
    rows.push({ what: `${what}, again`, measured: quantile(again, 0.5), unit: 'ms', target: '< 100' });
  }
  return rows;
}

const FLUSHED_AFTER_MS = 300;

const HOLDS_SHOWN = 5;

/** Which steps held the head longest: by what they recorded. */
function printHolds(when: string, holds: readonly Hold[]): void {
  console.log(`Longest holds of the head on ${when}, of ${holds.length}:`);
  const short = (ms: number): number => Math.round(ms * 10) / 10;
  console.table(
    holds.slice(0, HOLDS_SHOWN).map(({ ms, ownMs, leaves, statements, statement, statementMs }) => ({
      ...{ ms: short(ms), leaves, statements, ownMs: short(ownMs), longest: statement, longestMs: short(statementMs) },
    })),
  );
}
