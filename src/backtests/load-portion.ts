import type { Tx } from '../db/index.ts';
import { addDays, groupBy, reaches, startOfDay } from '../kernel/index.ts';
import { listSealedTexts, type SealedText } from '../log/index.ts';
import { isClassifiedLeaf, listStatements } from '../orders/index.ts';
import { findRuleSet, type RuleSet, ruleSetFromStored } from '../rules/index.ts';
import type { BacktestQuestion, LogPart } from './backtest.ts';
import { listBodies, listPortionRows, listSubtree, type PortionRow } from './portion-repository.ts';

/** A decision to be tried. */
export interface PortionItem {
  readonly row: PortionRow;
  readonly sealed: readonly SealedText[];
  /** Null when the set that it names is not kept. */
  readonly ruleSet: RuleSet | null;
}

export interface Portion {
  readonly items: readonly PortionItem[];
  /** Decisions that were looked at to find them. */
  readonly looked: number;
  /** The next leaf to look at. */
  readonly next: number;
}

/** Some ten milliseconds of reading, for which a gate on SQLite answers nobody else. */
const DECISIONS_AT_ONCE = 100;

/** What a whole run remembers: which agencies are asked for, and the rule sets that decisions name. */
export interface Run {
  readonly question: BacktestQuestion;
  readonly part: LogPart;
  readonly ruleSets: Map<number, RuleSet | null>;
  subtree?: ReadonlySet<string>;
}

export function openRun(question: BacktestQuestion, part: LogPart): Run {
  return { question, part, ruleSets: new Map() };
}

/** The next decisions of a run in a fixed number of statements. */
export async function loadPortion(tx: Tx, run: Run, from: number): Promise<Portion> {
  const { logSize } = run.part;
  const rows = await listPortionRows(tx, { from, before: logSize, limit: DECISIONS_AT_ONCE });
  const last = rows.at(-1);
  const next = last && rows.length === DECISIONS_AT_ONCE ? last.logIndex + 1 : logSize;
  return { items: await loadItems(tx, run, rows), looked: rows.length, next };
}

/** One decision, if the run is about it. */
export async function loadItem(tx: Tx, run: Run, logIndex: number): Promise<PortionItem | undefined> {
  const rows = await listPortionRows(tx, { from: logIndex, before: logIndex + 1, limit: 1 });
  return (await loadItems(tx, run, rows))[0];
}

async function loadItems(tx: Tx, run: Run, found: readonly PortionRow[]): Promise<readonly PortionItem[]> {
  const { agencyCode } = run.question;
  if (agencyCode !== null) run.subtree ??= await listSubtree(tx, agencyCode);
  const rows = found.filter(isAsked(run));
  const classified = rows.filter(({ leaf }) => isClassifiedLeaf(leaf.bytes)).map(({ logIndex }) => logIndex);
  const texts = classified.length === 0 ? [] : await listSealedTexts(tx, classified);
  const sealed = groupBy(texts, ({ logIndex }) => String(logIndex));
  const { ruleSets } = run;
  for (const { ruleSet } of rows) {
    if (!ruleSets.has(ruleSet)) ruleSets.set(ruleSet, await ruleSetNumbered(tx, ruleSet));
  }
  return rows.map((row) => {
    return { row, sealed: sealed.get(String(row.logIndex)) ?? [], ruleSet: ruleSets.get(row.ruleSet) ?? null };
  });
}

function isAsked({ question, subtree }: Run): (row: PortionRow) => boolean {
  const { stages, reach } = question;
  const [from, before] = [startOfDay(question.from), startOfDay(addDays(question.until, 1))];
  return ({ stage, leaf, agencyCode, region }) => {
    if (!stages.includes(stage)) return false;
    const submittedAt = submittedAtIn(leaf.bytes);
    if (submittedAt < from || submittedAt >= before) return false;
    return reaches(reach, { code: agencyCode, region }) && (subtree === undefined || subtree.has(agencyCode));
  };
}

const SUBMITTED_AT = '"submittedAt":"';
const INSTANT_LENGTH = '2026-03-31T09:00:00.000Z'.length;

/** Members of canonical JSON are sorted, so that all free texts stand before it; parsing the record to leave it out takes longer. */
function submittedAtIn(bytes: string): string {
  const start = bytes.lastIndexOf(SUBMITTED_AT) + SUBMITTED_AT.length;
  return bytes.slice(start, start + INSTANT_LENGTH);
}

async function ruleSetNumbered(tx: Tx, number: number): Promise<RuleSet | null> {
  const stored = await findRuleSet(tx, number);
  return stored ? ruleSetFromStored(stored.digest, stored.content) : null;
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
