import { selectRows, type Tx } from '../../db/index.ts';
import { type DecisionRow, listDecisionsFrom } from '../../decisions/index.ts';
import { type Instant, sha256 } from '../../kernel/index.ts';
import { type Governed, readHead } from '../../log/index.ts';
import { REFERENCE_EVALUATOR, type RuleSet } from '../../rules/index.ts';
import { insertRederivations, listRederived, moveCursor, readCursor } from './rederivations-repository.ts';
import { type DecisionParts, openParts } from './rederive-decision.ts';
import { isOfThisDerivation, type Pause, rederiveFacts, rederiveOutcome } from './rederive-outcome.ts';
import type { Unequal } from './rederive-record.ts';

/**
 * Two passes over the same log. The first keeps up under load: it derives the facts of every decision anew, and has the
 * reference judge all of them while it is not far behind, else what matters most. The second has the rest judged.
 */
export type Pass = 'rederive-priority' | 'rederive-all';

/** What became of one decision that was derived anew. */
export interface ComparedDecision {
  readonly decision: DecisionRow;
  /** By facts: the reference agrees on those that were recorded, but others are derived today. */
  readonly verdict: 'agreed' | 'disagreed' | 'other-facts' | 'unreadable';
  /** Whether the reference has judged it, or its facts alone were compared. */
  readonly isJudged: boolean;
  /** Where the record and what is derived anew part. */
  readonly unequal: Unequal | null;
  readonly isClassified: boolean;
}

const SAMPLED_OF_HUNDRED = 1;

/** Every rejected and every referred decision, and by their id one in a hundred of the approved. */
export function hasPriority({ id, outcome }: Pick<DecisionRow, 'id' | 'outcome'>): boolean {
  return outcome !== 'approved' || sha256(id).readUInt32BE(0) % 100 < SAMPLED_OF_HUNDRED;
}

const DECISIONS_AT_ONCE = 300;

/** The next decisions of a pass, and where its cursor stands after them. */
export interface Portion {
  readonly decisions: readonly DecisionRow[];
  readonly from: number;
  readonly next: number;
  /** Leaves from the cursor on. */
  readonly backlog: number;
}

export async function listPortion(tx: Tx, pass: Pass): Promise<Portion> {
  const from = await readCursor(tx, pass);
  const { size } = (await readHead(tx)).frontier;
  const found = await listDecisionsFrom(tx, { from, limit: DECISIONS_AT_ONCE });
  const known = await listRederived(
    tx,
    found.map(({ id }) => id),
  );
  const last = found.at(-1);
  const next = last && found.length === DECISIONS_AT_ONCE ? last.logIndex + 1 : size;
  return { decisions: found.filter(({ id }) => !known.has(id)), from, next, backlog: size - from };
}

export interface BackgroundRun {
  readonly ruleSetOf: (name: { readonly number: number; readonly digest: string }) => Promise<RuleSet | undefined>;
  readonly pause: Pause;
  /** False: the reference judges only what has priority, and whatever is told of. */
  readonly isJudgingAll: boolean;
}

/** Derives one decision anew: its facts, and by the reference what follows from them. Undefined for one whose detail was erased. */
export async function rederiveForBackground(
  parts: DecisionParts & { readonly decision: DecisionRow },
  { ruleSetOf, pause, isJudgingAll }: BackgroundRun,
): Promise<ComparedDecision | undefined> {
  const { decision } = parts;
  const opened = openParts(parts);
  if (opened.kind === 'erased') return undefined;
  const unreadable = (derived: string): ComparedDecision => {
    const unequal = { pointer: '', recorded: decision.outcome, derived };
    return { decision, verdict: 'unreadable', isJudged: true, unequal, isClassified: true };
  };
  if (opened.kind === 'unreadable') return unreadable(opened.why);
  const { record, body, accepted } = opened;
  const ruleSet = await ruleSetOf(record.ruleSet);
  if (!ruleSet) return unreadable('its rule set is not kept');
  const rederivable = { record, body, accepted, ruleSet };
  const otherFacts = isOfThisDerivation(record) ? rederiveFacts(rederivable) : undefined;
  const { isClassified } = record;
  const isSilent = record.detail.findings.length === 0 && !hasPriority(decision);
  if (isSilent && !isJudgingAll && !otherFacts)
    return { decision, verdict: 'agreed', isJudged: false, unequal: null, isClassified };
  const unequal = await rederiveOutcome(rederivable, { by: REFERENCE_EVALUATOR, pause });
  const judged = { decision, isJudged: true, isClassified };
  if (unequal) return { ...judged, verdict: 'disagreed', unequal };
  return otherFacts
    ? { ...judged, verdict: 'other-facts', unequal: otherFacts }
    : { ...judged, verdict: 'agreed', unequal: null };
}

export const DISAGREED = 'evaluator.disagreed';

export interface PassNote {
  readonly pass: Pass;
  readonly from: number;
  readonly next: number;
  readonly checked: readonly ComparedDecision[];
  readonly at: Instant;
}

/**
 * Notes what the reference has judged and moves the cursor on, also that of the second pass where nothing is left for it. It
 * touches nothing that decides, so it needs no head.
 */
export async function noteAgreed(tx: Tx, { pass, from, next, checked, at }: PassNote): Promise<void> {
  const judged = checked.filter(({ isJudged }) => isJudged);
  await insertRederivations(
    tx,
    judged.map(({ decision, verdict, unequal }) => ({
      decision: decision.id,
      hasAgreed: verdict === 'agreed',
      at,
      note: unequal ? `${verdict}: ${unequal.pointer}` : '',
    })),
  );
  await moveCursor(tx, pass, next);
  const isWhole = pass === 'rederive-priority' && judged.length === checked.length;
  if (isWhole && (await readCursor(tx, 'rederive-all')) >= from) await moveCursor(tx, 'rederive-all', next);
}

/** A leaf for each disagreement, since what it says about the gate must be as hard to hide as a decision. */
export async function recordDisagreements(
  entry: Governed,
  { noting, build }: { readonly noting: PassNote; readonly build: string },
): Promise<void> {
  const disagreed = noting.checked.filter(({ verdict }) => verdict === 'disagreed');
  const known = await listRederived(
    entry.tx,
    disagreed.map(({ decision }) => decision.id),
  );
  for (const { decision, unequal, isClassified } of disagreed) {
    if (known.has(decision.id)) continue;
    // What a rule said about a classified order is not for everybody who reads the log.
    const pointer = isClassified ? null : (unequal?.pointer ?? null);
    const body = { decision: decision.id, order: decision.orderId, decidedAtIndex: decision.logIndex, build, pointer };
    entry.append({ type: DISAGREED, subject: `decision/${decision.id}`, by: null, body });
  }
  await noteAgreed(entry.tx, noting);
}

/** Leaves that each pass has not seen yet. */
export type Backlog = Readonly<Record<Pass, number>>;

export async function readBacklog(tx: Tx): Promise<Backlog> {
  const { size } = (await readHead(tx)).frontier;
  const left = async (pass: Pass): Promise<number> => Math.max(0, size - (await readCursor(tx, pass)));
  return { 'rederive-priority': await left('rederive-priority'), 'rederive-all': await left('rederive-all') };
}

/**
 * Whether a build of this program was ever found to disagree with itself, here or by another process. Another build may
 * have disagreed since, so it is asked of every such leaf, or of those from an index on; a broken build leaves many, and
 * none of them is brought here. Quotes within texts are escaped in a leaf, so that only the member itself reads like this.
 */
export async function hasDisagreed(tx: Tx, build: string, from = 0): Promise<boolean> {
  const found = await selectRows(
    tx,
    'select log_index from log_leaves where type = ? and log_index >= ? and instr(bytes, ?) > 0 limit 1',
    [DISAGREED, from, `"build":${JSON.stringify(build)}`],
  );
  return found.length > 0;
}
