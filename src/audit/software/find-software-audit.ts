import { answersTo, type Tx } from '../../db/index.ts';
import { allPages } from '../../documents/index.ts';
import { addDays, type CivilDate, civilDate, type Instant, startOfDay, sumBy } from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { readCursor } from '../../proof/index.ts';
import {
  type AgencyWithoutSoftwareMoney,
  type AsOf,
  AUDIT_ROWS,
  classesOf,
  findOrderSums,
  type KeptAnswers,
  type LinesScope,
  type LoadedPosition,
  type Looks,
  listAgencyCodes,
  listBudgetExecution,
  listSoftwareMoney,
  NEED_NO_SEAT,
  positionReport,
  recallAnswer,
  recallPosition,
  recallUnlicensedDevices,
} from '../../reports/index.ts';
import { getRuleSetInForce, type Policy, policyFor, type RuleSet } from '../../rules/index.ts';
import { type AssetFacts, assetFigures, type Computers } from './asset-figures.ts';
import { budgetFigures } from './budget-figures.ts';
import { procurementFigures } from './procurement-figures.ts';
import type { AuditFigure } from './software-audit.ts';
import {
  type AuditScope,
  countAgencies,
  countEntitlements,
  countLooksElsewhere,
  countOwed,
  countWaivers,
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
  const together = await readTogether(tx, parts);
  return {
    figures: [
      ...figures,
      ...procurementFigures({ ruleSet, policy, ...together.others, ...together.others.register }),
      ...(await assetPart(together)),
    ],
    agencies: agencies.slice(0, AGENCIES_MAX),
  };
}

async function budgetPart(tx: Tx, { scope, policy, asOf }: Parts) {
  const lines = await linesOf(tx, scope);
  const classes = classesOf(policy);
  const execution = await listBudgetExecution(tx, { ...lines, groupBy: 'softwareHardware', asOf, classes });
  const kinds = await execution.reading.page(undefined, KINDS_MAX);
  const agencies: AgencyWithoutSoftwareMoney[] = [];
  for await (const page of allPages(listSoftwareMoney(tx, lines, policy))) agencies.push(...page);
  const counted = await countAgencies(tx, scope, classes.software);
  return { agencies, figures: budgetFigures({ kinds, agencies, counted }) };
}

const KINDS_MAX = 10;

/** Reports of money know no agency with all below it, so these are named; two thousand names take longer than their money. */
async function linesOf(tx: Tx, scope: AuditScope): Promise<LinesScope> {
  const { fiscalYear, grant, region, agencyCode, isSubtree } = scope;
  if (!isSubtree) return { fiscalYear, grant, region, agencyCode };
  const codes: { code: string }[] = await listAgencyCodes(tx, scope);
  const agencies = codes.map(({ code }) => code);
  return { fiscalYear, grant: { agencies }, region: undefined, agencyCode: undefined };
}

/**
 * The position is most of the work, a good half of it in this process. So all else is asked for behind its last rows, the longest
 * first: the database reads it while the position is worked out.
 */
async function readTogether(tx: Tx, parts: Parts) {
  const { scope, ruleSet, policyRegion: region, kept } = parts;
  const { isOpen, open: onAsked } = openGate();
  const position = recallPosition(tx, { ...scope, category: undefined }, { ruleSet, region, onAsked }, kept)
    // Also what is in memory, or cannot be read, lets the others go on.
    .finally(onAsked)
    .then((loaded) => ({
      looks: [...loaded.looks.values()],
      ledger: computersOf(loaded.computers),
      ...positionReport(loaded, BY_CATEGORY),
    }));
  const [report, others] = await answersTo([position, findOthers(tx, parts, isOpen)]);
  return { report, others };
}

/** Whether a computer needs a licence of its own follows from its category. */
function computersOf(rows: LoadedPosition['computers']): Computers {
  const needing = rows.filter(({ category }) => !NEED_NO_SEAT.some((kind) => kind === category));
  return {
    computers: sumBy(rows, ({ computers }) => Number(computers)),
    licensable: sumBy(needing, ({ computers }) => Number(computers)),
    numbered: sumBy(rows, ({ numbered }) => Number(numbered)),
  };
}

const BY_CATEGORY = { grouping: 'category', product: undefined } as const;

async function findOthers(tx: Tx, { scope, kept }: Parts, asked: Promise<void>) {
  const { fiscalYear } = scope;
  const window = { from: yearStart(fiscalYear), before: yearStart(fiscalYear + 1) };
  const [unlicensed, register] = await answersTo([
    recallUnlicensedDevices(tx, { ...scope, category: undefined }, kept, asked),
    recallRegister(tx, { scope, kept, asked }),
  ]);
  const [fired, undertakings, sums, waivers, findings] = await answersTo([
    listFiredRules(tx, scope),
    countOwed(tx, scope, 'undertakings'),
    findOrderSums(tx, scope, fiscalYear),
    countWaivers(tx, scope, window),
    countOwed(tx, scope, 'audit_findings'),
  ]);
  return { register, unlicensed, fired, undertakings, sums, waivers, findings };
}

/** What waits for a promise goes on once somebody opens. */
function openGate() {
  let open = (): void => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { isOpen, open };
}

function yearStart(year: number): Instant {
  return startOfDay(civilDate(`${year}-01-01`));
}

/** What only leaves change that void kept answers. */
interface Register extends Pick<AssetFacts, 'entitlements'> {
  readonly elsewhere: Looks;
}

async function recallRegister(
  tx: Tx,
  { scope, kept, asked }: Pick<Parts, 'scope' | 'kept'> & { readonly asked: Promise<void> },
): Promise<Register> {
  return recallAnswer(tx, kept, {
    key: ['audited-register', scope],
    compute: async () => {
      await asked;
      const [entitlements, elsewhere] = await answersTo([countEntitlements(tx, scope), countLooksElsewhere(tx, scope)]);
      return { entitlements, elsewhere };
    },
  });
}

type ReadTogether = Awaited<ReturnType<typeof readTogether>>;

async function assetPart({ report, others }: ReadTogether): Promise<readonly AuditFigure[]> {
  const { register, unlicensed } = others;
  const { looks, ledger, reading, total } = report;
  return assetFigures({
    ...others,
    ...register,
    ledger,
    looks: {
      seen: sumBy(looks, ({ seen }) => seen) - register.elsewhere.seen,
      stale: sumBy(looks, ({ stale }) => stale) - register.elsewhere.stale,
    },
    unlicensed: sumBy(unlicensed, ({ devices }) => Number(devices)),
    positions: await reading.page(undefined, KINDS_MAX),
    total: total.figures,
  });
}
