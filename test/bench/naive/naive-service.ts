import express from 'express';
import * as validator from 'express-openapi-validator';
import { factsOfAgencies, factsOfResponsiblePersons } from '../../../src/agencies/index.ts';
import { factsOfBudgetLines } from '../../../src/budget/index.ts';
import { type Database, migrate, openDatabase, type Tx } from '../../../src/db/index.ts';
import type { Gathered } from '../../../src/facts/gathered.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { startServer } from '../../../src/http/start-server.ts';
import { civilDate, newId, systemClock } from '../../../src/kernel/index.ts';
import { evaluationInput, factsFor } from '../../../src/orders/decide/judge-order.ts';
import { contentOfPack, loadPack, type RuleSet, ruleSetFromContent } from '../../../src/rules/index.ts';
import { writeNaively } from './naive-rows.ts';
import { type NaiveEngines, type NaiveFinding, naiveEngines, naiveFindings } from './naive-rules.ts';

/**
 * The service one writes in an afternoon: express-openapi-validator, one transaction for each order that locks its budget
 * lines first, json-rules-engine as its README shows, a row in an audit table. It prepares facts by our own functions,
 * which is kind to it: the difference that is measured lies in the rest.
 */
const db = openDatabase(process.env.DATABASE_URL ?? '');
await migrate(db, systemClock);
await db.writer.raw('create table if not exists naive_audit (id varchar(40) not null primary key, body text not null)');
const pack = loadPack('rules');
const header = { number: 1, parent: null, inForceFrom: civilDate('2026-01-01'), changeNote: 'bench' };
const ruleSet = ruleSetFromContent(contentOfPack(pack, header));
const engines = naiveEngines(ruleSet.rules);

const app = express();
app.use(express.json({ limit: '1mb' }));
app.use(
  validator.middleware({ apiSpec: './openapi/bundle.json', validateSecurity: false, ajvFormats: { mode: 'full' } }),
);
app.post('/v1/orders', async (req, res) => {
  const body: OrderSubmission = req.body;
  const answer = await db.writer.transaction((tx) => decideNaively(tx, { body, ruleSet, engines, db }));
  res.status(201).json(answer);
});
const server = await startServer(app, { port: 0, host: '127.0.0.1' });
console.log(`listening ${server.port}`);
process.once('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});

interface NaiveParts {
  readonly body: OrderSubmission;
  readonly ruleSet: RuleSet;
  readonly engines: NaiveEngines;
  readonly db: Database;
}

async function decideNaively(tx: Tx, { body, ruleSet: rules, engines: own, db: database }: NaiveParts) {
  const lock = tx('budget_lines').whereIn('code', codesOf(body));
  await (database.engine === 'mysql' ? lock.forUpdate() : lock);
  const gathered = await gatherNaively(tx, body);
  const { agency } = gathered;
  const today = civilDate(new Date().toISOString().slice(0, 10));
  const days = { submittedOn: today, decidedOn: today };
  const question = { stage: 'submission', ruleSet: rules, body, agency, gathered, ...days } as const;
  const findings = await naiveFindings(own, evaluationInput(question, factsFor(question)));
  const outcome = outcomeOf(findings);
  const ids = { order: newId('ord'), decision: newId('dec') };
  await writeNaively(tx, { body, ids, outcome, findings, gathered });
  return { order: { id: ids.order }, decision: { id: ids.decision, outcome, stage: 'submission', findings } };
}

function codesOf(body: OrderSubmission): readonly string[] {
  const funding = [...body.lines, ...(body.softwarePlan ?? [])].flatMap((part) => part.funding ?? []);
  return [...new Set(funding.flatMap(({ budgetLine }) => budgetLine ?? []))].sort();
}

async function gatherNaively(tx: Tx, body: OrderSubmission): Promise<Gathered> {
  const agency = (await factsOfAgencies(tx, [body.agencyCode])).get(body.agencyCode);
  if (!agency) throw new Error('no such agency');
  const duties = await factsOfResponsiblePersons(tx, [body.agencyCode]);
  const lines = await factsOfBudgetLines(tx, codesOf(body));
  return {
    agency,
    responsible: duties.get(body.agencyCode) ?? [],
    budgetLines: Object.fromEntries(lines),
    planFiling: null,
    supplier: body.supplier?.creditCode ? { creditCode: body.supplier.creditCode, debarments: [] } : null,
    products: [],
    devices: {},
    deviceCounts: {},
    idleDevices: {},
    entitlements: {},
    freePools: [],
    releasedSeats: [],
    overdueUndertakings: [],
    overdueRectifications: [],
    overdueFilings: [],
    history: { openTwinOrders: 0, exemptionDevicesUsed: 0, purchases: [], prices: {} },
  };
}

function outcomeOf(findings: readonly NaiveFinding[]): 'approved' | 'referred' | 'rejected' {
  if (findings.some(({ effect }) => effect === 'reject')) return 'rejected';
  return findings.some(({ effect }) => effect === 'refer') ? 'referred' : 'approved';
}
