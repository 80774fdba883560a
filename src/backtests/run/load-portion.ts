import type { Tx } from '../../db/index.ts';
import { isClassifiedLeaf } from '../../decisions/index.ts';
import { listStatements } from '../../fulfilment/index.ts';
import { addDays, groupBy, reaches, startOfDay } from '../../kernel/index.ts';
import { listSealedTexts, regionsOfAgencies, type SealedText } from '../../log/index.ts';
import { findRuleSet, type RuleSet, ruleSetFromStored, type Stage } from '../../rules/index.ts';
import type { BacktestQuestion, LogPart } from '../backtest.ts';
import { type FactChunk, type OpenedChunk, openContent } from '../chunks/fact-chunk.ts';
import { findChunkAt } from '../chunks/fact-chunks-repository.ts';
import {
  countDecisions,
  listBodies,
  listPortionRows,
  listPortionRowsAt,
  listSubtree,
  type PortionRow,
} from './portion-repository.ts';
import type { SilentDecision } from './silent-decision.ts';

/** A decision to be tried, by its record. */
export interface PortionItem {
  readonly row: PortionRow;
  readonly sealed: readonly SealedText[];
  /** Null when the set that it names is not kept. */
  readonly ruleSet: RuleSet | null;
}

/** A decision to be tried, by a chunk of facts. */
export interface SilentItem {
  readonly silent: SilentDecision;
  readonly ruleSet: RuleSet;
}

export interface Portion {
  readonly items: readonly PortionItem[];
  readonly silent: readonly SilentItem[];
  /** Decisions that were looked at to find them. */
  readonly looked: number;
  /** The next leaf to look at. */
  readonly next: number;
}

/** Some ten milliseconds of reading, for which a gate on SQLite answers nobody else. */
const DECISIONS_AT_ONCE = 100;

/** What a whole run remembers: which agencies are asked for and where they are, and the rule sets that decisions name. */
export interface Run {
  readonly question: BacktestQuestion;
  readonly part: LogPart;
  readonly ruleSets: Map<number, RuleSet | null>;
  readonly regions: Map<string, string>;
  subtree?: ReadonlySet<string>;
}

export function openRun(question: BacktestQuestion, part: LogPart): Run {
  return { question, part, ruleSets: new Map(), regions: new Map() };
}

/** The next decisions of a run in a fixed number of statements: off a chunk where one begins here, else off records. */
export async function loadPortion(tx: Tx, run: Run, from: number): Promise<Portion> {
  const { logSize } = run.part;
  const chunk = run.question.facts === 'recorded' ? await findChunkAt(tx, from) : undefined;
  if (chunk?.from === from && chunk.next <= logSize) {
    const portion = await loadChunk(tx, run, chunk);
    if (portion) return portion;
  }
  const before = chunk && chunk.next > from ? Math.min(chunk.next, logSize) : logSize;
  const rows = await listPortionRows(tx, { from, before, limit: DECISIONS_AT_ONCE });
  const last = rows.at(-1);
  const next = last && rows.length === DECISIONS_AT_ONCE ? last.logIndex + 1 : before;
  return { items: await loadItems(tx, run, rows), silent: [], looked: rows.length, next };
}

/** Undefined for a chunk that does not tell of all its decisions, or of another set: their records do. */
async function loadChunk(tx: Tx, run: Run, chunk: FactChunk): Promise<Portion | undefined> {
  const opened = openContent(chunk.content);
  const ruleSet = await ruleSetOf(tx, run, chunk.ruleSet);
  if (!opened || !ruleSet || !(await isWhole(tx, chunk, opened))) return undefined;
  if (opened.silent.some(({ ruleSetDigest }) => ruleSetDigest !== ruleSet.digest)) return undefined;
  await learnSubtree(tx, run);
  await learnRegions(tx, run, opened.silent);
  const isAsked = openIsAsked(run);
  const silent = opened.silent
    .filter((one) => isAsked({ ...one, region: run.regions.get(one.agencyCode) ?? '' }))
    .map((one) => ({ silent: one, ruleSet }));
  const items = await loadItemsAt(tx, run, opened.others);
  return { items, silent, looked: chunk.decisions, next: chunk.next };
}

/** Counted off an index: a decision that a chunk keeps back would be tried by nobody. */
async function isWhole(
  tx: Tx,
  { from, next, decisions }: FactChunk,
  { silent, others }: OpenedChunk,
): Promise<boolean> {
  const places = new Set([...silent.map(({ logIndex }) => logIndex), ...others]);
  const isInside = [...places].every((place) => place >= from && place < next);
  return (
    isInside &&
    places.size === decisions &&
    decisions === (await countDecisions(tx, { fromIndex: from, logSize: next }))
  );
}

/** Those that a run is about of some decisions, by their records. */
export async function loadItemsAt(tx: Tx, run: Run, logIndexes: readonly number[]): Promise<readonly PortionItem[]> {
  return loadItems(tx, run, await listPortionRowsAt(tx, logIndexes));
}

async function loadItems(tx: Tx, run: Run, found: readonly PortionRow[]): Promise<readonly PortionItem[]> {
  await learnSubtree(tx, run);
  const isAsked = openIsAsked(run);
  const rows = found.filter(({ stage, leaf, agencyCode, region }) =>
    isAsked({ stage, submittedAt: submittedAtIn(leaf.bytes), agencyCode, region }),
  );
  const classified = rows.filter(({ leaf }) => isClassifiedLeaf(leaf.bytes)).map(({ logIndex }) => logIndex);
  const texts = classified.length === 0 ? [] : await listSealedTexts(tx, classified);
  const sealed = groupBy(texts, ({ logIndex }) => String(logIndex));
  const items: PortionItem[] = [];
  for (const row of rows) {
    const ruleSet = await ruleSetOf(tx, run, row.ruleSet);
    items.push({ row, sealed: sealed.get(String(row.logIndex)) ?? [], ruleSet });
  }
  return items;
}

async function learnSubtree(tx: Tx, run: Run): Promise<void> {
  const { agencyCode } = run.question;
  if (agencyCode !== null) run.subtree ??= await listSubtree(tx, agencyCode);
}

async function learnRegions(tx: Tx, { regions }: Run, decisions: readonly SilentDecision[]): Promise<void> {
  const unknown = new Set(decisions.map(({ agencyCode }) => agencyCode).filter((code) => !regions.has(code)));
  for (const [code, region] of await regionsOfAgencies(tx, [...unknown])) regions.set(code, region);
}

async function ruleSetOf(tx: Tx, { ruleSets }: Run, number: number): Promise<RuleSet | null> {
  const known = ruleSets.get(number);
  if (known !== undefined) return known;
  const stored = await findRuleSet(tx, number);
  const ruleSet = stored ? ruleSetFromStored(stored.digest, stored.content) : null;
  ruleSets.set(number, ruleSet);
  return ruleSet;
}

interface DecisionScope {
  readonly stage: Stage;
  /** Null where the record does not say so: it is tried, and found unreadable. */
  readonly submittedAt: string | null;
  readonly agencyCode: string;
  readonly region: string;
}

function openIsAsked({ question, subtree }: Run): (decision: DecisionScope) => boolean {
  const { stages, reach } = question;
  const [from, before] = [startOfDay(question.from), startOfDay(addDays(question.until, 1))];
  return ({ stage, submittedAt, agencyCode, region }) => {
    if (!stages.includes(stage)) return false;
    if (submittedAt !== null && (submittedAt < from || submittedAt >= before)) return false;
    return reaches(reach, { code: agencyCode, region }) && (subtree === undefined || subtree.has(agencyCode));
  };
}

const SUBMITTED_AT = '"submittedAt":"';
const INSTANT_LENGTH = '2026-03-31T09:00:00.000Z'.length;

/** Members of canonical JSON are sorted, so that all free texts stand before it; parsing the record to leave it out takes longer. */
function submittedAtIn(bytes: string): string | null {
  const member = bytes.lastIndexOf(SUBMITTED_AT);
  const start = member + SUBMITTED_AT.length;
  return member < 0 ? null : bytes.slice(start, start + INSTANT_LENGTH);
}

/** What a decision judged, as the exact bytes. */
export interface JudgedBytes {
  readonly body: string | undefined;
  /** Of a delivery. */
  readonly statement: string | undefined;
}

/** What some decisions judged, by their index. */
export async function loadJudged(tx: Tx, items: readonly PortionItem[]): Promise<ReadonlyMap<number, JudgedBytes>> {
  const bodies = await listBodies(
    tx,
    items.map(({ row }) => row.logIndex),
  );
  const delivered = items.filter(({ row }) => row.stage === 'acceptance').map(({ row }) => row.id);
  const statements = await listStatements(tx, delivered);
  return new Map(
    items.map(({ row }) => [row.logIndex, { body: bodies.get(row.logIndex), statement: statements.get(row.id) }]),
  );
}
