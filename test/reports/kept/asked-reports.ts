import { listAlerts } from '../../../src/alerts/list-alerts.ts';
import { findSoftwareAudit } from '../../../src/audit/software/find-software-audit.ts';
import { findRuleStatistics } from '../../../src/audit/statistics/find-rule-statistics.ts';
import { findRollUp, recallStanding, toParticipantBody } from '../../../src/campaigns/index.ts';
import type { Tx } from '../../../src/db/index.ts';
import type { Instant } from '../../../src/kernel/index.ts';
import { type Actor, addDays, type CivilDate, dayOf, NATIONAL_REGION } from '../../../src/kernel/index.ts';
import { classesOf } from '../../../src/reports/budget/economic-classes.ts';
import { type ExecutionGrouping, listBudgetExecution } from '../../../src/reports/budget/list-budget-execution.ts';
import { findAsOf } from '../../../src/reports/find-as-of.ts';
import { type KeptAnswers, openKeptAnswers } from '../../../src/reports/kept/kept-answers.ts';
import { recallPages } from '../../../src/reports/kept/recall-pages.ts';
import { recallWhile, type StampedQuestion } from '../../../src/reports/kept/recall-while.ts';
import type { AgencyScope } from '../../../src/reports/list-agency-codes.ts';
import { listComputers } from '../../../src/reports/software/ledgers/list-computers.ts';
import { listSoftwareChanges } from '../../../src/reports/software/ledgers/list-software-changes.ts';
import {
  listSoftwareSummary,
  recallSoftwareSummary,
} from '../../../src/reports/software/ledgers/list-software-summary.ts';
import { positionReport } from '../../../src/reports/software/positions/licence-positions.ts';
import { listCopiesByKind } from '../../../src/reports/software/positions/list-copies-by-kind.ts';
import type { LoadedPosition } from '../../../src/reports/software/positions/load-position.ts';
import { recallPosition, recallUnlicensedDevices } from '../../../src/reports/software/positions/recall-position.ts';
import { getRuleSetInForce, policyFor, type RuleSet, ruleSetFromContent } from '../../../src/rules/index.ts';
import { canonicalContent } from '../../../src/rules/sets/rule-set.ts';

/** One question about agencies, which every report that is kept is asked. */
export interface Asked {
  readonly scope: AgencyScope;
  /** Now, by the clock of who asks. */
  readonly at: Instant;
  /** The day of the position and of the computers, and the point of the log of the budget. */
  readonly on: CivilDate;
  readonly category: string | undefined;
  /** After how many days a copy is unverified: rules that differ in that have another digest. */
  readonly unseenDays: 14 | 180;
  readonly asOf: number;
  readonly groupBy: ExecutionGrouping;
  readonly rule: string;
  readonly region: string;
  readonly fiscalYear: number;
}

/** How one report is told; without `kept` nothing that was worked out before goes into it. */
type Told = (tx: Tx, asked: Asked, kept: KeptAnswers | undefined) => Promise<unknown>;

const ALL = 1_000;

export const KEPT_REPORTS: Readonly<Record<string, Told>> = {
  position: async (tx, asked, kept) => toldBy(tx, await positionFor(tx, asked, kept)),
  'computers without a licence': async (tx, { scope, on }, kept) =>
    recallUnlicensedDevices(tx, { ...scope, category: undefined, on }, kept),
  alerts: async (tx, asked, kept) => {
    const { scope, at, category, region } = asked;
    const ruleSet = await rulesFor(tx, asked);
    const wish = { scope: { ...scope, category, on: dayOf(at) }, kinds: undefined, ruleSet, region, kept };
    return listAlerts(tx, wish, { after: undefined, severity: undefined, limit: ALL });
  },
  'summary of software': async (tx, { scope, at }, kept) => {
    const day = { on: dayOf(at), logIndex: null };
    return kept ? recallSoftwareSummary(tx, { scope, day }, kept) : listSoftwareSummary(tx, scope, day);
  },
  'software in use': async (tx, { scope, at }, kept) => {
    const reading = await listComputers(tx, scope, { on: dayOf(at), logIndex: null }, kept);
    return reading.page(undefined, ALL);
  },
  'software installed and taken off': async (tx, { scope, at }, kept) => {
    const period = { from: addDays(dayOf(at), -365), until: dayOf(at) };
    const changes = listSoftwareChanges(tx, scope, period);
    const reading = kept ? recallPages(tx, changes, { of: ['software-changes', scope, period], kept }) : changes;
    return reading.page(undefined, ALL);
  },
  'software audit': async (tx, { scope, at, region, fiscalYear }, kept) =>
    findSoftwareAudit(tx, {
      scope: { ...scope, fiscalYear, on: dayOf(at) },
      ...{ policyRegion: region, asOf: await findAsOf(tx, {}), kept: kept ?? openKeptAnswers() },
    }),
  'budgets as they were': async (tx, asked, kept) => {
    const { scope, at, region, fiscalYear, groupBy, asOf: index } = asked;
    const policy = policyFor(await getRuleSetInForce(tx, at), { region, level: '', on: dayOf(at) });
    const { reading, total } = await listBudgetExecution(tx, {
      ...{ fiscalYear, grant: scope.grant, region: scope.region, agencyCode: scope.agencyCode, groupBy },
      ...{ asOf: await findAsOf(tx, { asOf: index }), classes: classesOf(policy), ...(kept && { kept }) },
    });
    return { rows: await reading.page(undefined, ALL), total };
  },
  'results of a rule': async (tx, { scope, rule }, kept) =>
    findRuleStatistics(tx, {
      scope: { ...scope, rule, from: '2000-01', until: '2100-12' },
      ...{ after: undefined, limit: ALL, kept: kept ?? openKeptAnswers() },
    }),
  'who has filed': async (tx, { scope: { grant }, at }, kept) =>
    eachCampaign(tx, async (campaignId) => {
      const { counts, units } = await recallStanding(tx, { campaignId, grant, at }, recalling(kept));
      return { counts, units: units.map(toParticipantBody) };
    }),
  'sums of campaigns': async (tx, _asked, kept) =>
    eachCampaign(tx, async (id) => {
      const question = {
        id,
        by: 'agency',
        level: undefined,
        basis: 'current',
        region: undefined,
        asOf: undefined,
      } as const;
      const { units, total, groups } = await findRollUp(tx, AUDITOR, question, recalling(kept));
      return { units, total, groups: groups.map(({ key, sum }) => [key, sum()]) };
    }),
};

const AUDITOR: Actor = { keyId: 'key', personId: null, role: 'audit', grant: { region: NATIONAL_REGION }, scopes: [] };

/** By what was kept before, or anew each time. */
function recalling(kept: KeptAnswers | undefined) {
  return <Value>(question: StampedQuestion<Value>): Promise<Value> =>
    kept ? recallWhile(kept, question) : question.compute();
}

/** Of those that ask or have asked. */
async function eachCampaign(tx: Tx, tell: (id: string) => Promise<unknown>): Promise<readonly unknown[]> {
  const asking: { readonly id: string }[] = await tx('campaigns').whereIn('state', ['open', 'closed']).orderBy('id');
  const told: unknown[] = [];
  for (const { id } of asking) told.push(await tell(id));
  return told;
}

export async function positionFor(tx: Tx, asked: Asked, kept: KeptAnswers | undefined): Promise<LoadedPosition> {
  const { scope, category, on, region } = asked;
  return recallPosition(tx, { ...scope, category, on }, { ruleSet: await rulesFor(tx, asked), region }, kept);
}

/** Those in force, or the same but that a copy is unverified earlier. */
async function rulesFor(tx: Tx, { at, unseenDays }: Asked): Promise<RuleSet> {
  const inForce = await getRuleSetInForce(tx, at);
  return unseenDays === 180 ? inForce : impatient(inForce);
}

const impatientOnes = new Map<string, RuleSet>();

/** To read a rule set takes longer than to work out what the few agencies of a test have. */
function impatient(ruleSet: RuleSet): RuleSet {
  const unseen = '"name":"policy.register.unseenDays","until":null,"value":';
  const changed = (): string => canonicalContent(ruleSet).replace(`${unseen}180`, `${unseen}14`);
  const made = impatientOnes.get(ruleSet.digest) ?? ruleSetFromContent(JSON.parse(changed()));
  impatientOnes.set(ruleSet.digest, made);
  return made;
}

/** All that is shown of a position. */
async function toldBy(tx: Tx, loaded: LoadedPosition): Promise<object> {
  const { book: _book, agencies, ...values } = loaded;
  const reports = (['product', 'category', 'agency'] as const).map((grouping) =>
    positionReport(loaded, { grouping, product: undefined }),
  );
  const rows = await Promise.all(reports.map(({ reading }) => reading.page(undefined, ALL)));
  const kinds = await listCopiesByKind(tx, loaded);
  return { agencies: [...agencies], values, rows, kinds, totals: reports.map(({ total }) => total) };
}
