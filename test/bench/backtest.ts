import { setTimeout as sleep } from 'node:timers/promises';
import type { Backtest } from '../../src/backtests/backtest.ts';
import { findBacktestRow, insertBacktest } from '../../src/backtests/backtests-repository.ts';
import { packFacts } from '../../src/backtests/chunks/fact-chunks-job.ts';
import { NOTHING_COUNTED } from '../../src/backtests/report/tally.ts';
import { runBacktests } from '../../src/backtests/run/backtests-job.ts';
import { loadJudged, loadPortion, openRun } from '../../src/backtests/run/load-portion.ts';
import { openItem, openOrder } from '../../src/backtests/run/replay-portion.ts';
import { type Database, type Engine, inSnapshot, inTransaction, openDatabase } from '../../src/db/index.ts';
import { nameRecordedFacts } from '../../src/decisions/index.ts';
import type { Gathered } from '../../src/facts/index.ts';
import { buildDigest } from '../../src/gate/build-digest.ts';
import { civilDate, dayOf, NATIONAL_REGION, newId, systemClock } from '../../src/kernel/index.ts';
import type { GovernedTx } from '../../src/log/index.ts';
import { evaluationInput } from '../../src/orders/index.ts';
import { findRuleSet, type RuleSet, ruleSetFromStored } from '../../src/rules/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import { startChild } from './child.ts';
import { naiveEngines, naiveFindings } from './naive/naive-rules.ts';
import { BOOTSTRAP_KEY, makeOrders, makeWorld } from './world.ts';

export interface BacktestSize {
  /** Decided by the gate. */
  readonly orders: number;
  /** How often the rows of all of them are copied beside them, under other ids and indexes. */
  readonly copies: number;
}

export interface BacktestMeasured {
  readonly engine: Engine;
  readonly candidate: string;
  readonly decisions: number;
  readonly changed: number;
  readonly ordersPerSecond: number;
  /** By the processor time of this process; the database's own is not in it where it is a server. */
  readonly perCpuSecond: number;
  readonly heapMiB: number;
  readonly residentMiB: number;
  /** Once for each decision, behind it, by a job. */
  readonly packedPerSecond: number;
  /** json-rules-engine as usually written over orders read from the same rows. */
  readonly usualPerSecond: number;
  readonly ratio: string;
}

const OFFICES = 50;
const BATCH_ORDERS = 100;
const USUAL_MS = 4_000;

/** Every tenth order costs more than a lower cap. */
const PRICES = ['4999.00', ...Array.from({ length: 9 }, () => '4700.00')];

/** From rows in the database to the report with its leaf, on one core, by a lower cap and by a changed rule. */
export async function measureBacktests(engine: Engine, size: BacktestSize): Promise<readonly BacktestMeasured[]> {
  const fresh = await freshDatabaseUrl(engine);
  const env = { DATABASE_URL: fresh.url, GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY, GATE_LOG_LEVEL: 'error' };
  const gate = await startChild({ entry: './serve-gate', env });
  await decideOrders(gate.url, size.orders);
  const drafts = [
    { says: 'a lower cap', number: await draft(gate.url, { parameters: [CAP] }) },
    { says: 'a rule less, facts as recorded', number: await draft(gate.url, { removedRules: ['HW-01'] }) },
  ];
  await gate.stop();
  const db = openDatabase(fresh.url);
  await copyRows(db, engine, size);
  const packedPerSecond = await measurePacking(db, size);
  const measured: BacktestMeasured[] = [];
  for (const { says, number } of drafts) {
    const candidate = await inSnapshot(db, (tx) => ruleSetNumbered(tx, number));
    const usualPerSecond = await measureUsual(db, candidate);
    const one = await measureOne(db, candidate, size);
    measured.push({ engine, candidate: says, ...one, packedPerSecond, usualPerSecond, ratio: '' });
  }
  await db.close();
  await fresh.drop();
  return measured.map((one) => ({ ...one, ratio: `${(one.ordersPerSecond / one.usualPerSecond).toFixed(1)} ×` }));
}

/** The columns that back-tests read, as the job makes them. */
async function measurePacking(db: Database, { orders, copies }: BacktestSize): Promise<number> {
  const startedAt = performance.now();
  await packFacts({ db, isIdle: () => true, mayGoOn: async () => true });
  return Math.round((orders * (copies + 1)) / ((performance.now() - startedAt) / 1_000));
}

const CAP = {
  ...{ name: 'policy.cap.desktop', jurisdiction: '421000', levels: null, value: 480_000, from: null, until: null },
  ...{ document: null, article: null, verified: false },
};

async function decideOrders(url: string, count: number): Promise<void> {
  const world = await makeWorld(url, { offices: OFFICES });
  const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' };
  for (let done = 0; done < count; done += BATCH_ORDERS) {
    const orders = makeOrders(world.offices, Math.min(BATCH_ORDERS, count - done), PRICES);
    const answer = await fetch(`${url}/v1/orders/batch`, { method: 'POST', headers, body: JSON.stringify({ orders }) });
    if (!answer.ok) throw new Error(`orders were refused: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}

async function draft(url: string, changes: object): Promise<number> {
  const inForceFrom = dayOf(systemClock());
  const answer = await fetch(`${url}/v1/rule-sets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ changeNote: 'bench', inForceFrom, ...changes }),
  });
  const body = (await answer.json()) as { readonly ruleSet?: { readonly number: number } };
  if (!body.ruleSet) throw new Error(`the draft was refused: ${JSON.stringify(body)}`);
  return body.ruleSet.number;
}

/** Far behind the real log, whose head knows nothing of them: what is measured reads rows, and verifies no tree. */
const COPIES_FROM = 10_000_000;

async function copyRows(db: Database, engine: Engine, { orders, copies }: BacktestSize): Promise<void> {
  const copyOf = (column: string): string => (engine === 'sqlite' ? `${column} || ?` : `concat(${column}, ?)`);
  for (let copy = 1; copy <= copies; copy += 1) {
    const [mark, offset] = [`-${copy}`, COPIES_FROM + copy * orders * 4];
    await db.writer.raw(
      `insert into log_leaves (log_index, type, subject, at, bytes, leaf_hash)
         select l.log_index + ?, l.type, l.subject, l.at, l.bytes, l.leaf_hash
         from log_leaves l join decisions d on d.log_index = l.log_index where d.log_index < ?`,
      [offset, COPIES_FROM],
    );
    await db.writer.raw(
      `insert into order_revisions (order_id, revision, agency_code, body, body_digest, submitted_at, key_id, person_id,
           twin_key, plan_filing, exemption_document, exempted_devices, total_fen)
         select ${copyOf('r.order_id')}, r.revision, r.agency_code, r.body, r.body_digest, r.submitted_at, r.key_id,
           r.person_id, r.twin_key, r.plan_filing, r.exemption_document, r.exempted_devices, r.total_fen
         from order_revisions r join decisions d on d.order_id = r.order_id where d.log_index < ?`,
      [mark, COPIES_FROM],
    );
    await db.writer.raw(
      `insert into orders (id, order_key, agency_code, reference, fiscal_year, state, outcome, standing_revision,
           latest_revision, total_fen, is_classified, supplier, submitted_at, decided_at, expires_at, decision_id, log_index)
         select ${copyOf('o.id')}, ${copyOf('o.order_key')}, o.agency_code, o.reference, o.fiscal_year, o.state, o.outcome,
           o.standing_revision, o.latest_revision, o.total_fen, o.is_classified, o.supplier, o.submitted_at, o.decided_at,
           o.expires_at, o.decision_id, o.log_index
         from orders o join decisions d on d.order_id = o.id where d.log_index < ?`,
      [mark, mark, COPIES_FROM],
    );
    await db.writer.raw(
      `insert into decisions (id, order_id, revision, stage, outcome, decided_at, expires_at, previous_decision, rule_set,
           log_index)
         select ${copyOf('id')}, ${copyOf('order_id')}, revision, stage, outcome, decided_at, expires_at,
           previous_decision, rule_set, log_index + ?
         from decisions where log_index < ?`,
      [mark, mark, offset, COPIES_FROM],
    );
  }
}

async function ruleSetNumbered(tx: Parameters<typeof findRuleSet>[0], number: number): Promise<RuleSet> {
  const stored = await findRuleSet(tx, number);
  if (!stored) throw new Error(`there is no rule set ${number}`);
  return ruleSetFromStored(stored.digest, stored.content);
}

const EVER = {
  ...{ from: civilDate('2020-01-01'), until: civilDate('2099-12-31'), stages: ['submission'] as const },
  ...{ agencyCode: null, reach: { region: NATIONAL_REGION }, facts: 'recorded' as const },
};
const EVERYTHING = { fromIndex: 0, logSize: Number.MAX_SAFE_INTEGER };

async function measureOne(db: Database, ruleSet: RuleSet, { orders, copies }: BacktestSize) {
  const id = newId('bkt');
  const backtest: Backtest = {
    ...{ id, ruleSet: { number: ruleSet.number, digest: ruleSet.digest }, ...EVER, ...EVERYTHING },
    ...{ asIfOn: ruleSet.inForceFrom, nextIndex: 0, toDo: orders * (copies + 1), tally: NOTHING_COUNTED, logIndex: 0 },
    asked: orders * (copies + 1),
    ...{
      state: 'running',
      startedBy: null,
      startedAt: systemClock(),
      endedAt: null,
      reportDigest: null,
      isValid: null,
      build: null,
    },
  };
  await inTransaction(db, (tx) => insertBacktest(tx as GovernedTx, backtest));
  const deps = { clock: systemClock, newId, origin: 'bench', build: buildDigest() };
  await sleep(1_000);
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  let [heap, resident] = [0, 0];
  const mayGoOn = async (): Promise<boolean> => {
    const { heapUsed, rss } = process.memoryUsage();
    [heap, resident] = [Math.max(heap, heapUsed), Math.max(resident, rss)];
    return true;
  };
  await runBacktests({ db, deps, isIdle: () => true, mayGoOn });
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const found = await inSnapshot(db, (tx) => findBacktestRow(tx, id));
  if (found?.state !== 'finished' || !found.isValid)
    throw new Error(`a back-test came to no good end: ${found?.state}`);
  const { decisions, buckets } = found.tally;
  return {
    ...{ decisions, changed: decisions - buckets.unchanged },
    ordersPerSecond: Math.round(decisions / seconds),
    perCpuSecond: Math.round(decisions / ((user + system) / 1_000_000)),
    ...{ heapMiB: Math.round(heap / 2 ** 20), residentMiB: Math.round(resident / 2 ** 20) },
  };
}

/** The candidate alone over the same rows, by the facts as recorded: less than what is compared with it does. */
async function measureUsual(db: Database, candidate: RuleSet): Promise<number> {
  const engines = naiveEngines(candidate.rules);
  // Chunks of facts are ours; what it is compared with reads records.
  const run = openRun({ ...EVER, facts: 'derived', asIfOn: candidate.inForceFrom }, EVERYTHING);
  let [done, from] = [0, 0];
  const startedAt = performance.now();
  while (performance.now() - startedAt < USUAL_MS && from < EVERYTHING.logSize) {
    const start = from;
    const portion = await inSnapshot(db, (tx) => loadPortion(tx, run, start));
    const judged = await inSnapshot(db, (tx) => loadJudged(tx, portion.items));
    for (const item of portion.items) {
      const opened = openItem(item);
      const order = opened.kind === 'open' ? openOrder(opened, judged.get(item.row.logIndex)) : opened;
      if (order.kind !== 'open') throw new Error(`a decision is ${order.kind}`);
      const { record, body, accepted, ruleSet } = order.rederivable;
      const gathered = record.detail.gathered as Gathered;
      const days = { submittedOn: dayOf(record.submittedAt), decidedOn: dayOf(record.decidedAt) };
      const question = {
        stage: record.stage,
        ruleSet: candidate,
        body,
        accepted,
        agency: gathered.agency,
        gathered,
        ...days,
      };
      await naiveFindings(
        engines,
        evaluationInput(question, nameRecordedFacts(record.detail.facts, ruleSet.catalogue)),
      );
      done += 1;
      if (performance.now() - startedAt >= USUAL_MS) break;
    }
    from = portion.next;
  }
  return Math.round(done / ((performance.now() - startedAt) / 1_000));
}
