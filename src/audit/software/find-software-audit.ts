import type { Tx } from '../../db/index.ts';
import { allPages } from '../../documents/index.ts';
import { addDays, type CivilDate, civilDate, type Instant, startOfDay } from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { readCursor } from '../../proof/index.ts';
import {
  type AgencyWithoutSoftwareMoney,
  type AsOf,
  AUDIT_ROWS,
  classesOf,
  findOrderSums,
  type KeptAnswers,
  listAgencyCodes,
  listBudgetExecution,
  listSoftwareMoney,
  positionReport,
  recallAnswer,
  recallPosition,
  recallUnlicensedDevices,
} from '../../reports/index.ts';
import { getRuleSetInForce, type Policy, policyFor, type RuleSet } from '../../rules/index.ts';
import { type AssetFacts, assetFigures } from './asset-figures.ts';
import { budgetFigures } from './budget-figures.ts';
import { procurementFigures } from './procurement-figures.ts';
import type { AuditFigure } from './software-audit.ts';
import {
  type AuditScope,
  countAgencies,
  countEntitlements,
  countOwed,
  countWaivers,
  findLedger,
  listFiredRules,
} from './software-audit-repository.ts';

export interface SoftwareAudit {
  readonly figures: readonly AuditFigure[];
  /** Agencies that buy computers and have too little for software, the first two hundred. */
  readonly agencies: readonly AgencyWithoutSoftwareMoney[];
  /** Rules are counted in decisions before this index of the log. */
  readonly logSize: number;
}

export interface SoftwareAuditQuestion {
  readonly scope: Omit<AuditScope, 'seenSince'>;
  /** Whose policy parameters measure. */
  readonly policyRegion: string;
  readonly asOf: AsOf;
  /** What was worked out before over the same database. */
  readonly kept: KeptAnswers;
}

const AGENCIES_MAX = 200;
/** Where no policy says how long ago a copy may have been seen. */
const UNSEEN_DAYS = 180;

interface Parts {
  readonly scope: AuditScope;
  readonly policyRegion: string;
  readonly asOf: AsOf;
  readonly kept: KeptAnswers;
  readonly ruleSet: RuleSet;
  /** Of the last day of the year, or today's while it lasts: what was bought is measured by what held then. */
  readonly policy: Policy;
}

/**
 * The three parts of an audit of genuine software, for an agency, all below it or a region, and a year. Whoever asks again before
 * anything has happened and before more decisions are counted is answered out of memory.
 */
export async function findSoftwareAudit(tx: Tx, question: SoftwareAuditQuestion): Promise<SoftwareAudit> {
  const { scope, policyRegion, kept } = question;
  const logSize = await readCursor(tx, AUDIT_ROWS);
  return recallAnswer(tx, kept, {
    key: ['software-audit', scope, policyRegion, logSize],
    compute: async () => ({ ...(await auditOf(tx, question)), logSize }),
    rowsOf: ({ figures, agencies }) => figures.length + agencies.length,
    // Orders, undertakings and money change with leaves that leave the register as it was.
    renew: async () => undefined,
  });
}

async function auditOf(tx: Tx, question: SoftwareAuditQuestion): Promise<Omit<SoftwareAudit, 'logSize'>> {
  const { policyRegion, asOf, kept } = question;
  const ruleSet = await getRuleSetInForce(tx, (await readHead(tx)).at);
  const { on: today, fiscalYear } = question.scope;
  const yearEnd = civilDate(`${fiscalYear}-12-31`);
  const policyOn = (on: CivilDate): Policy => policyFor(ruleSet, { region: policyRegion, level: '', on });
  const isOver = yearEnd < today;
  const policy = policyOn(isOver ? yearEnd : today);
  const seenSince = addDays(today, -(policyOn(today).integer('policy.register.unseenDays') ?? UNSEEN_DAYS));
  const parts: Parts = { scope: { ...question.scope, seenSince }, policyRegion, asOf, kept, ruleSet, policy };
  const { agencies, figures } = await budgetPart(tx, parts);
  const register = await recallRegister(tx, parts);
  const procurement = await procurementPart(tx, parts, register);
  return {
    figures: [...figures, ...procurement, ...(await assetPart(tx, parts, register))],
    agencies: agencies.slice(0, AGENCIES_MAX),
  };
}

async function budgetPart(tx: Tx, { scope, policy, asOf }: Parts) {
  const codes: { code: string }[] = await listAgencyCodes(tx, scope);
  const grant = { agencies: codes.map(({ code }) => code) };
  const lines = { fiscalYear: scope.fiscalYear, grant, region: undefined, agencyCode: undefined };
  const classes = classesOf(policy);
  const execution = await listBudgetExecution(tx, { ...lines, groupBy: 'softwareHardware', asOf, classes });
  const kinds = await execution.reading.page(undefined, KINDS_MAX);
  const agencies: AgencyWithoutSoftwareMoney[] = [];
  for await (const page of allPages(listSoftwareMoney(tx, lines, policy))) agencies.push(...page);
  const counted = await countAgencies(tx, scope, classes.software);
  return { agencies, figures: budgetFigures({ kinds, agencies, counted }) };
}

const KINDS_MAX = 10;

async function procurementPart(
  tx: Tx,
  { scope, ruleSet, policy }: Parts,
  { entitlements }: Register,
): Promise<readonly AuditFigure[]> {
  const { fiscalYear } = scope;
  const window = { from: yearStart(fiscalYear), before: yearStart(fiscalYear + 1) };
  return procurementFigures({
    ...{ ruleSet, policy },
    sums: await findOrderSums(tx, scope, fiscalYear),
    fired: await listFiredRules(tx, scope),
    waivers: await countWaivers(tx, scope, window),
    entitlements,
  });
}

function yearStart(year: number): Instant {
  return startOfDay(civilDate(`${year}-01-01`));
}

/** What only leaves change that void kept answers. */
type Register = Pick<AssetFacts, 'ledger' | 'entitlements'>;

async function recallRegister(tx: Tx, { scope, kept }: Parts): Promise<Register> {
  return recallAnswer(tx, kept, {
    key: ['audited-register', scope],
    compute: async () => ({ ledger: await findLedger(tx, scope), entitlements: await countEntitlements(tx, scope) }),
    rowsOf: () => 1,
  });
}

async function assetPart(
  tx: Tx,
  { scope, ruleSet, policyRegion, kept }: Parts,
  register: Register,
): Promise<readonly AuditFigure[]> {
  const position = { ...scope, category: undefined };
  const loaded = await recallPosition(tx, position, { ruleSet, region: policyRegion }, kept);
  const { reading, total } = positionReport(loaded, { grouping: 'category', product: undefined });
  return assetFigures({
    ...register,
    unlicensed: (await recallUnlicensedDevices(tx, position, kept)).reduce((sum, row) => sum + Number(row.devices), 0),
    positions: await reading.page(undefined, KINDS_MAX),
    total: total.figures,
    undertakings: await countOwed(tx, scope, 'undertakings'),
    findings: await countOwed(tx, scope, 'audit_findings'),
  });
}
