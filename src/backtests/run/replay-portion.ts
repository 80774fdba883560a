import { openRecord, type ReadRecord } from '../../decisions/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { DERIVATION } from '../../orders/index.ts';
import { openJudged, type Pause, type Rederivable, type Unequal } from '../../proof/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { BacktestChange } from '../report/backtest-change.ts';
import type { Tally, TriedDecision } from '../report/tally.ts';
import { confirmChange, confirmWhole } from './confirm-change.ts';
import type { JudgedBytes, PortionItem, SilentItem } from './load-portion.ts';
import { tradeOf } from './quick-replay.ts';
import type { Glance, Replay, ReplayedDecision } from './replay-decision.ts';
import type { SilentDecision } from './silent-decision.ts';

export interface PortionReplay {
  readonly replay: Replay;
  readonly tally: Tally;
  /** Of so many unchanged decisions one is looked at by the reference. */
  readonly sampledOneIn: number;
  readonly pause: Pause;
}

const SAMPLE_SIZE = 500;

/**
 * Some five hundred, whatever the size of the history: without a disagreement in them, closures are wrong on less than one
 * in a hundred.
 */
export function sampledOneIn(decisions: number): number {
  return Math.max(1, Math.ceil(decisions / SAMPLE_SIZE));
}

/** By its place in the log, scattered, so that a second run draws the same sample. */
function isSampled(logIndex: number, oneIn: number): boolean {
  return Math.imul(logIndex, SCATTER) >>> 0 < 2 ** 32 / oneIn;
}

/** Odd, and without a pattern that orders could have: neighbours fall far apart. */
const SCATTER = 0x9e3779b1;

/** A decision that its record alone does not settle. */
export interface UnsettledDecision {
  readonly item: PortionItem;
  readonly record: ReadRecord;
  readonly ruleSet: RuleSet;
  readonly glance: Glance;
  /** By its chunk of facts it was unchanged. */
  readonly isToldUnchanged: boolean;
}

/** Counts what is unchanged by its facts alone, and answers which decisions have to be looked at by their records. */
export async function glanceOverFacts(trying: PortionReplay, silent: readonly SilentItem[]): Promise<FactsGlance> {
  const { replay, tally, sampledOneIn: oneIn } = trying;
  const [changed, sampled] = [new Set<number>(), new Set<number>()];
  for (const { silent: one, ruleSet } of silent) {
    const { isUnchanged } = replay.glance(one, ruleSet);
    if (!isUnchanged) changed.add(one.logIndex);
    else if (isSampled(one.logIndex, oneIn)) sampled.add(one.logIndex);
    else tally.add({ ...UNCHANGED, ...countedBy(one, ruleSet) });
    await trying.pause();
  }
  return { changed, sampled };
}

/** By their places in the log. */
export interface FactsGlance {
  readonly changed: ReadonlySet<number>;
  /** Unchanged, and looked at all the same. */
  readonly sampled: ReadonlySet<number>;
}

const UNCHANGED = { bucket: 'unchanged', rules: [], missing: [], unequal: undefined, reference: null } as const;

/** Counts what is unchanged by its record alone, and answers what has to be looked at with the order's body. */
export async function glanceOver(
  trying: PortionReplay,
  items: readonly PortionItem[],
  { sampled }: Pick<FactsGlance, 'sampled'>,
): Promise<readonly UnsettledDecision[]> {
  const unsettled: UnsettledDecision[] = [];
  for (const item of items) {
    const found = glanceAt(trying, item, sampled.has(item.row.logIndex));
    if (found) unsettled.push(found);
    await trying.pause();
  }
  return unsettled;
}

function glanceAt(
  { replay, tally, sampledOneIn: oneIn }: PortionReplay,
  item: PortionItem,
  isToldUnchanged: boolean,
): UnsettledDecision | undefined {
  const opened = openItem(item);
  if (opened.kind !== 'open') {
    tally.add(shutOut(item, opened));
    return undefined;
  }
  const { record, ruleSet } = opened;
  const glance = replay.glanceAt(record, ruleSet);
  if (!glance.isUnchanged || isSampled(item.row.logIndex, oneIn)) {
    return { item, record, ruleSet, glance, isToldUnchanged };
  }
  tally.add({ ...UNCHANGED, ...countedOf(item, record, ruleSet) });
  return undefined;
}

/** Tries the candidate on the others, and answers those that would have been other decisions. */
export async function replayUnsettled(
  trying: PortionReplay,
  unsettled: readonly UnsettledDecision[],
  judged: ReadonlyMap<number, JudgedBytes>,
): Promise<readonly BacktestChange[]> {
  const changes: BacktestChange[] = [];
  for (const one of unsettled) {
    const change = await lookAt(trying, one, judged.get(one.item.row.logIndex));
    if (change) {
      trying.tally.note(change);
      changes.push(change);
    }
    await trying.pause();
  }
  return changes;
}

async function lookAt(
  { replay, tally, sampledOneIn: oneIn, pause }: PortionReplay,
  { item, record, ruleSet, glance, isToldUnchanged }: UnsettledDecision,
  bytes: JudgedBytes | undefined,
): Promise<BacktestChange | undefined> {
  const opened = openOrder({ record, ruleSet }, bytes);
  if (opened.kind !== 'open') {
    tally.add(shutOut(item, opened));
    return undefined;
  }
  const replayed = replay.look(opened.rederivable, glance);
  const { bucket, rules, missing } = replayed;
  const unequal = isToldUnchanged && !glance.isUnchanged ? WRONG_FACTS : replayed.unequal;
  const reference = await confirmed(replayed, { isSampled: isSampled(item.row.logIndex, oneIn), pause });
  tally.add({ bucket, rules, missing, unequal, reference, ...countedOf(item, record, ruleSet) });
  return bucket === 'unchanged' || bucket === 'not-replayable'
    ? undefined
    : changeOf(item, record, { ruleSet, replayed });
}

/** A chunk that does not say what its records say. */
const WRONG_FACTS: Unequal = { pointer: '/detail/facts', recorded: 'others', derived: 'a chunk of facts has these' };

interface ClosedRecord {
  readonly kind: 'erased' | 'unreadable';
  readonly unequal: TriedDecision['unequal'];
}

const ERASED: ClosedRecord = { kind: 'erased', unequal: null };

function unreadable(recorded: string): ClosedRecord {
  return { kind: 'unreadable', unequal: { pointer: '', recorded, derived: '' } };
}

type OpenedItem = ClosedRecord | { readonly kind: 'open'; readonly record: ReadRecord; readonly ruleSet: RuleSet };

/** What was erased by right is no fault; what cannot be read as it was written is one. */
export function openItem({ row, sealed, ruleSet }: PortionItem): OpenedItem {
  const opened = openRecord(row.leaf, sealed);
  if (opened.kind === 'erased') return ERASED;
  if (opened.kind === 'unreadable') return unreadable(opened.why);
  const { record } = opened;
  if (ruleSet?.digest !== record.ruleSet.digest) return unreadable('its rule set is not kept');
  return { kind: 'open', record, ruleSet };
}

type OpenedOrder = ClosedRecord | { readonly kind: 'open'; readonly rederivable: Rederivable };

/** The record with the order that it judged. */
export function openOrder(
  { record, ruleSet }: { readonly record: ReadRecord; readonly ruleSet: RuleSet },
  { body, statement }: JudgedBytes = { body: undefined, statement: undefined },
): OpenedOrder {
  const opened = openJudged(record, { body, statement });
  if (opened.kind === 'open') {
    const { body: order, accepted } = opened;
    return { kind: 'open', rederivable: { record, body: order, accepted, ruleSet } };
  }
  return opened.kind === 'unreadable' ? unreadable(opened.why) : ERASED;
}

async function confirmed(
  replayed: ReplayedDecision,
  { isSampled: isInSample, pause }: { readonly isSampled: boolean; readonly pause: Pause },
): Promise<TriedDecision['reference']> {
  const { bucket } = replayed;
  if (bucket === 'not-replayable') return null;
  if (bucket !== 'unchanged') return confirmChange(replayed, pause);
  return isInSample ? confirmWhole(replayed, pause) : null;
}

const NOT_STATED = 'not-stated';

function shutOut({ row }: PortionItem, { kind, unequal }: ClosedRecord): TriedDecision {
  const keys = { agency: row.agencyCode, month: monthOf(row.leaf.at), supplier: NOT_STATED, amount: NOT_STATED };
  return {
    ...{ decision: row.id, bucket: 'not-replayable', keys, rules: [], missing: [kind], unequal },
    ...{ reference: null, isOfOtherDerivation: false },
  };
}

interface CountedDecision extends Pick<SilentDecision, 'decision' | 'agencyCode' | 'submittedAt' | 'derivation'> {
  readonly facts: Pick<SilentDecision['facts'], 'order'>;
}

function countedBy({ decision, agencyCode, submittedAt, derivation, facts }: CountedDecision, ruleSet: RuleSet) {
  const { supplier, totalFen } = tradeOf(facts.order, ruleSet);
  return {
    decision,
    keys: {
      ...{ agency: agencyCode, supplier: supplier ?? NOT_STATED },
      ...{ month: monthOf(submittedAt), amount: bandOf(totalFen) },
    },
    isOfOtherDerivation: derivation !== DERIVATION,
  };
}

function countedOf({ row }: PortionItem, record: ReadRecord, ruleSet: RuleSet) {
  const { derivation } = record.evaluator;
  const { submittedAt, detail } = record;
  return countedBy({ decision: row.id, agencyCode: row.agencyCode, submittedAt, derivation, ...detail }, ruleSet);
}

function monthOf(at: ReadRecord['submittedAt']): string {
  return dayOf(at).slice(0, 'YYYY-MM'.length);
}

interface ReplayedItem {
  readonly ruleSet: RuleSet;
  readonly replayed: ReplayedDecision;
}

export function changeOf(
  { row }: PortionItem,
  record: ReadRecord,
  { ruleSet, replayed }: ReplayedItem,
): BacktestChange {
  const { bucket, rules, candidateOutcome } = replayed;
  return {
    ...{ logIndex: row.logIndex, decisionId: row.id, orderId: row.orderId, stage: row.stage, bucket, rules },
    ...{ agencyCode: row.agencyCode, ...tradeOf(record.detail.facts.order, ruleSet) },
    ...{ recordedOutcome: record.outcome, candidateOutcome },
  };
}

const WAN_FEN = 1_000_000;
/** In ten thousand yuan, the unit in which limits of procurement are written. */
const BANDS_WAN = [100, 50, 20, 10, 5, 1, 0];

/** Where the band begins, in ten thousand yuan. */
function bandOf(totalFen: number | null): string {
  if (totalFen === null) return NOT_STATED;
  return String(BANDS_WAN.find((from) => totalFen >= from * WAN_FEN) ?? 0);
}
