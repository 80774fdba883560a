import { type Fen, fen, groupBy, type Instant, ZERO_FEN } from '../../kernel/index.ts';

/** What becomes of money that contracts bind when its year is closed. */
export type EncumberedChoice = 'carry-over' | 'keep-open';

export interface LineChoice {
  readonly budgetLine: string;
  readonly encumbered: EncumberedChoice;
  /** The line of the next year; null: the one that matches. */
  readonly to: string | null;
}

export interface ClosingChoices {
  readonly encumbered: EncumberedChoice;
  /** Lines that are treated differently, or go to a line that is named. */
  readonly lines: readonly LineChoice[];
}

/** Which year is closed, and for whom: a region and those below it. */
export interface ClosedScope {
  readonly region: string;
  readonly fiscalYear: number;
}

export interface YearClosing extends ClosedScope {
  readonly state: 'running' | 'closed';
  readonly choices: ClosingChoices;
  /** What was open when it began. */
  readonly toDo: number;
  readonly startedAt: Instant;
  readonly startedIndex: number;
  readonly closedAt: Instant | null;
  /** Null until it is closed. */
  readonly sums: ClosingSums | null;
  readonly logIndex: number;
}

export interface ClosingSums {
  readonly releasedFen: Fen;
  readonly carriedFen: Fen;
  readonly keptOpenFen: Fen;
}

/** What lines come to together. */
export interface YearBuckets {
  readonly appropriationFen: Fen;
  readonly elsewhereFen: Fen;
  readonly reservedFen: Fen;
  readonly encumberedFen: Fen;
  readonly spentFen: Fen;
}

export function closingSubject({ region, fiscalYear }: ClosedScope): string {
  return `fiscal-year/${region}/${fiscalYear}`;
}

/** What a line is matched by with one of the next year. */
export interface LineIdentity {
  readonly code: string;
  readonly agencyCode: string;
  readonly project: string;
  readonly projectCode: string | null;
  readonly economicClass: string;
}

export interface ClosingLine extends LineIdentity {
  readonly appropriationFen: Fen;
  readonly reservedFen: Fen;
  readonly encumberedFen: Fen;
  readonly spentFen: Fen;
  readonly isFrozen: boolean;
}

/** A line of the next year as far as it may take what is carried. */
export interface NextLine extends LineIdentity {
  readonly fiscalYear: number;
  readonly isClosed: boolean;
  readonly isFrozen: boolean;
}

export const EXCEPTIONS = [
  'frozen',
  'overdrawn',
  'no-next-line',
  'ambiguous',
  'next-line-closed',
  'next-line-frozen',
] as const;

/** Why money that should be carried stays where it is. */
export type ClosingException = (typeof EXCEPTIONS)[number];

export type Treatment =
  | { readonly kind: 'carry-over'; readonly to: string }
  | { readonly kind: 'keep-open' }
  | { readonly kind: 'exception'; readonly reason: ClosingException };

export interface PlannedLine {
  readonly line: ClosingLine;
  readonly treatment: Treatment;
}

/** What becomes of each line. One that cannot be carried as chosen is kept open and named as an exception. */
export function planLines(
  lines: readonly ClosingLine[],
  next: readonly NextLine[],
  choices: ClosingChoices,
): readonly PlannedLine[] {
  const chosen = new Map(choices.lines.map((choice) => [choice.budgetLine, choice]));
  const byCode = new Map(next.map((line) => [line.code, line]));
  const byAgency = groupBy(next, ({ agencyCode }) => agencyCode);
  return lines.map((line): PlannedLine => {
    const choice = chosen.get(line.code);
    if ((choice?.encumbered ?? choices.encumbered) === 'keep-open') return { line, treatment: { kind: 'keep-open' } };
    const named = choice?.to ?? null;
    const found =
      named === null
        ? (byAgency.get(line.agencyCode) ?? []).filter((candidate) => isMatch(line, candidate))
        : [byCode.get(named)].flatMap((each) => each ?? []);
    return { line, treatment: treatmentOf(line, found) };
  });
}

/** A project keeps its code over the years where it has one; its name may say the year. */
function isMatch(line: LineIdentity, next: LineIdentity): boolean {
  const isSameProject =
    line.projectCode !== null && next.projectCode !== null
      ? line.projectCode === next.projectCode
      : line.project === next.project;
  return isSameProject && line.economicClass === next.economicClass;
}

function treatmentOf(line: ClosingLine, [next, ...others]: readonly NextLine[]): Treatment {
  if (line.encumberedFen === ZERO_FEN) return { kind: 'keep-open' };
  if (line.isFrozen) return exception('frozen');
  // More is bound than the line was ever granted: what was taken back, or spent in its year, cannot be carried.
  if (line.appropriationFen - line.spentFen < line.encumberedFen) return exception('overdrawn');
  if (!next) return exception('no-next-line');
  if (others.length > 0) return exception('ambiguous');
  if (next.isClosed) return exception('next-line-closed');
  if (next.isFrozen) return exception('next-line-frozen');
  return { kind: 'carry-over', to: next.code };
}

function exception(reason: ClosingException): Treatment {
  return { kind: 'exception', reason };
}

/** What purchases that are under way have reserved, by budget line: it stays where it is. */
export type PurchaseReservations = ReadonlyMap<string, Fen>;

/** What a plan comes to. */
export function sumsOf(plan: readonly PlannedLine[], inPurchase: PurchaseReservations): ClosingSums {
  let [releasedFen, carriedFen, keptOpenFen] = [0, 0, 0];
  for (const { line, treatment } of plan) {
    const boughtFen = inPurchase.get(line.code) ?? ZERO_FEN;
    releasedFen += line.reservedFen - boughtFen;
    keptOpenFen += boughtFen;
    if (treatment.kind === 'carry-over') carriedFen += line.encumberedFen;
    else keptOpenFen += line.encumberedFen;
  }
  return { releasedFen: fen(releasedFen), carriedFen: fen(carriedFen), keptOpenFen: fen(keptOpenFen) };
}
