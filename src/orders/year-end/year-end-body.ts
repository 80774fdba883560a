import type { components } from '../../http/openapi.generated.ts';
import { type Fen, formatYuan, subtractFen, type Text, text, ZERO_FEN } from '../../kernel/index.ts';
import type { ClosingProgress } from './list-closings.ts';
import type { YearEndPlan } from './list-year-end.ts';
import {
  type ClosedScope,
  type ClosingException,
  type ClosingSums,
  type PlannedLine,
  type PurchaseReservations,
  sumsOf,
  type YearBuckets,
} from './year-end.ts';

type Schemas = components['schemas'];

/** How a year stands for a region; without a closing it is open. */
export function toFiscalYearBody(
  { region, fiscalYear }: ClosedScope,
  progress: ClosingProgress | undefined,
): Schemas['FiscalYearStanding'] {
  if (!progress) return { fiscalYear, region, state: 'open', ...NOT_CLOSED };
  const { closing, done } = progress;
  const { sums } = closing;
  return {
    fiscalYear,
    region: closing.region,
    state: closing.state === 'running' ? 'closing' : 'closed',
    encumbered: closing.choices.encumbered,
    startedAt: closing.startedAt,
    closedAt: closing.closedAt,
    progress: { done, total: closing.toDo },
    sums: sums && toSumsBody(sums),
    logIndex: closing.logIndex,
  };
}

const NOT_CLOSED = {
  encumbered: null,
  startedAt: null,
  closedAt: null,
  progress: null,
  sums: null,
  logIndex: null,
} as const;

function toSumsBody({ releasedFen, carriedFen, keptOpenFen }: ClosingSums): Schemas['YearEndSums'] {
  return { released: formatYuan(releasedFen), carried: formatYuan(carriedFen), keptOpen: formatYuan(keptOpenFen) };
}

/** A page holds no more; the sums are over all. */
const LINES_SHOWN_MAX = 1_000;

export function toYearEndPlanBody({
  region,
  fiscalYear,
  lines,
  inPurchase,
  before,
  work,
}: YearEndPlan): Schemas['YearEndPlan'] {
  const sums = sumsOf(lines, inPurchase);
  return {
    ...{ fiscalYear, region, orders: work.orders.length, commitments: work.commitments.length },
    sums: toSumsBody(sums),
    before: toBucketsBody(before),
    after: toBucketsBody({
      ...before,
      appropriationFen: subtractFen(before.appropriationFen, sums.carriedFen),
      reservedFen: subtractFen(before.reservedFen, sums.releasedFen),
      encumberedFen: subtractFen(before.encumberedFen, sums.carriedFen),
    }),
    lines: lines.slice(0, LINES_SHOWN_MAX).map((line) => toLineBody(line, inPurchase)),
    lineCount: lines.length,
    exceptionCount: lines.filter(({ treatment }) => treatment.kind === 'exception').length,
  };
}

function toBucketsBody(buckets: YearBuckets): Schemas['YearBuckets'] {
  const { appropriationFen, elsewhereFen, reservedFen, encumberedFen, spentFen } = buckets;
  const bound: readonly Fen[] = [elsewhereFen, reservedFen, encumberedFen, spentFen];
  return {
    appropriation: formatYuan(appropriationFen),
    elsewhere: formatYuan(elsewhereFen),
    available: formatYuan(bound.reduce((rest, amount) => subtractFen(rest, amount), appropriationFen)),
    reserved: formatYuan(reservedFen),
    encumbered: formatYuan(encumberedFen),
    spent: formatYuan(spentFen),
  };
}

function toLineBody({ line, treatment }: PlannedLine, inPurchase: PurchaseReservations): Schemas['YearEndLine'] {
  const boughtFen = inPurchase.get(line.code) ?? ZERO_FEN;
  return {
    budgetLine: line.code,
    agencyCode: line.agencyCode,
    released: formatYuan(subtractFen(line.reservedFen, boughtFen)),
    inPurchase: formatYuan(boughtFen),
    encumbered: formatYuan(line.encumberedFen),
    becomes: treatment.kind === 'carry-over' ? 'carried' : 'kept-open',
    to: treatment.kind === 'carry-over' ? treatment.to : null,
    exception:
      treatment.kind === 'exception' ? { code: treatment.reason, text: EXCEPTION_WORDS[treatment.reason] } : null,
  };
}

const EXCEPTION_WORDS: Readonly<Record<ClosingException, Text>> = {
  frozen: text('该指标对账不符，已被冻结。', 'The line does not reconcile and is frozen.'),
  overdrawn: text('指标金额少于已占用的资金。', 'Less was granted to the line than contracts bind.'),
  'no-next-line': text(
    '下一年度没有同一单位、项目和经济分类的指标。',
    'The next year has no line of the same agency, project and economic class.',
  ),
  ambiguous: text(
    '下一年度有多条指标符合，须指明结转去向。',
    'Several lines of the next year match; name the one to carry to.',
  ),
  'next-line-closed': text('下一年度的指标已关闭。', 'The line of the next year is closed.'),
  'next-line-frozen': text('下一年度的指标已被冻结。', 'The line of the next year is frozen.'),
};
