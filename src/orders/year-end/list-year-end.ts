import { factsOfBudgetLines } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import { listFrozenOf } from '../../ledger/index.ts';
import {
  type ClosedScope,
  type ClosingChoices,
  type NextLine,
  type PlannedLine,
  type PurchaseReservations,
  planLines,
  type YearBuckets,
  type YearClosing,
} from './year-end.ts';
import {
  type CommitmentsQuestion,
  listClosingLines,
  listLinesOfYear,
  listOpenCommitments,
  type OpenCommitment,
  sumInPurchase,
  sumYear,
} from './year-end-repository.ts';

export interface PlannedScope extends ClosedScope {
  readonly choices: ClosingChoices;
}

/** What would become of each line with money that orders hold, as the lines stand now. */
export async function listPlannedLines(tx: Tx, { choices, ...scope }: PlannedScope): Promise<readonly PlannedLine[]> {
  const stated = await listClosingLines(tx, scope);
  const frozen = await listFrozenOf(
    tx,
    'budget-line',
    stated.map(({ code }) => code),
  );
  const lines = stated.map((line) => ({ ...line, isFrozen: frozen.has(line.code) }));
  const agencyCodes = [
    ...new Set(lines.filter(({ encumberedFen }) => encumberedFen > 0).map((line) => line.agencyCode)),
  ];
  return planLines(lines, await listNextLines(tx, scope.fiscalYear + 1, agencyCodes), choices);
}

/** More than this is counted as this much: progress is for people. */
export const COUNTED_MAX = 1_000_000;

/** Bindings of one statement stay far below what SQLite takes. */
const LINES_AT_ONCE = 2_000;

async function listNextLines(tx: Tx, fiscalYear: number, agencyCodes: readonly string[]): Promise<readonly NextLine[]> {
  const lines = await listLinesOfYear(tx, { fiscalYear, agencyCodes });
  const next: NextLine[] = [];
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    const portion = lines.slice(start, start + LINES_AT_ONCE);
    const facts = await factsOfBudgetLines(
      tx,
      portion.map(({ code }) => code),
    );
    for (const line of portion) {
      const { isClosed = true, isFrozen = false } = facts.get(line.code) ?? {};
      next.push({ ...line, fiscalYear, isClosed, isFrozen });
    }
  }
  return next;
}

/** What is still to be done of a closing, up to a limit of each kind. Nothing remembers how far it came: what is open tells it. */
export interface OpenWork {
  /** Orders with reserved money that no platform is buying for; they lose their clearance. */
  readonly orders: readonly string[];
  readonly commitments: readonly CarriedCommitment[];
}

export interface CarriedCommitment extends OpenCommitment {
  readonly to: string;
}

export async function listOpenWork(
  tx: Tx,
  closing: Pick<YearClosing, 'region' | 'fiscalYear' | 'choices'>,
  limit: number,
): Promise<OpenWork> {
  return listWorkOf(tx, await listPlannedLines(tx, closing), limit);
}

async function listWorkOf(tx: Tx, plan: readonly PlannedLine[], limit: number): Promise<OpenWork> {
  const reserved = plan.filter(({ line }) => line.reservedFen > 0).map(({ line }) => line.code);
  const targets = new Map(
    plan.flatMap(({ line, treatment }) =>
      treatment.kind === 'carry-over' ? [[line.code, treatment.to] as const] : [],
    ),
  );
  const held = await listUpTo(tx, { lines: reserved, bucket: 'reserved', limit });
  const encumbered = await listUpTo(tx, { lines: [...targets.keys()], bucket: 'encumbered', limit });
  return {
    orders: [...new Set(held.map(({ orderId }) => orderId))],
    commitments: encumbered.flatMap((commitment) => {
      const to = targets.get(commitment.budgetLine);
      return to === undefined ? [] : [{ ...commitment, to }];
    }),
  };
}

async function listUpTo(tx: Tx, { lines, bucket, limit }: CommitmentsQuestion): Promise<readonly OpenCommitment[]> {
  const found: OpenCommitment[] = [];
  for (let start = 0; start < lines.length && found.length < limit; start += LINES_AT_ONCE) {
    const portion = lines.slice(start, start + LINES_AT_ONCE);
    found.push(...(await listOpenCommitments(tx, { lines: portion, bucket, limit: limit - found.length })));
  }
  return found;
}

/** What closing a year would do, as things stand now. */
export interface YearEndPlan extends ClosedScope {
  readonly lines: readonly PlannedLine[];
  readonly inPurchase: PurchaseReservations;
  readonly before: YearBuckets;
  readonly work: OpenWork;
}

export async function listYearEndPlan(tx: Tx, planning: PlannedScope): Promise<YearEndPlan> {
  const { region, fiscalYear } = planning;
  const lines = await listPlannedLines(tx, planning);
  return {
    ...{ region, fiscalYear, lines },
    inPurchase: await sumInPurchase(tx),
    before: await sumYear(tx, planning),
    work: await listWorkOf(tx, lines, COUNTED_MAX),
  };
}
