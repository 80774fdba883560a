import type { Tx } from '../../db/index.ts';
import { openDetail, type ReadRecord } from '../../decisions/index.ts';
import { groupBy, instant } from '../../kernel/index.ts';
import { listSealedTexts, type ReadLeaf, type SealedText } from '../../log/index.ts';
import { parseBulk } from '../../proof/index.ts';
import { findRuleSetByDigest, type RuleSet, ruleSetFromStored } from '../../rules/index.ts';
import { type RecordToCount, type Signal, signalsOf } from '../samples/order-signals.ts';
import { countsOf, monthOf, type RuleCount } from '../statistics/rule-counts.ts';
import { expectedOnIn, listDeliveredBodies } from './gather-audit-rows.ts';

/** What a decision's leaf gives for the tables that auditors ask. */
export interface ExpectedAuditRows {
  readonly logIndex: number;
  readonly orderId: string;
  readonly agencyCode: string;
  readonly month: string;
  /** Null where the detail was erased or cannot be read: nobody can say any more what was counted of it. */
  readonly rows: { readonly signals: readonly Signal[]; readonly counts: readonly RuleCount[] } | null;
}

/** The sets that decisions name, once each; undefined for one that is gone or is no set any more. */
export type KnownSets = Map<string, RuleSet | undefined>;

/** Counts some decided leaves again, in a fixed number of statements and one for each rule set that is new. */
export async function gatherExpectedAuditRows(
  tx: Tx,
  leaves: readonly ReadLeaf[],
  sets: KnownSets,
): Promise<readonly ExpectedAuditRows[]> {
  if (leaves.length === 0) return [];
  const decided = leaves.map((leaf) => ({ leaf, body: leaf.body as unknown as DecidedBody }));
  const classified = decided.filter(({ body }) => body.isClassified).map(({ leaf }) => leaf.logIndex);
  const texts = classified.length === 0 ? [] : await listSealedTexts(tx, classified);
  const sealed = groupBy(texts, ({ logIndex }) => String(logIndex));
  const bodies = await listDeliveredBodies(
    tx,
    decided.map(({ body }) => body),
  );
  for (const { body } of decided) await learnSet(tx, digestIn(body), sets);
  return decided.map(({ leaf, body }) => {
    const beside = { bodies, sealed: sealed.get(String(leaf.logIndex)) ?? [], ruleSet: sets.get(digestIn(body)) };
    return { ...placeOf(leaf, body), rows: auditRowsIn(leaf, body, beside) };
  });
}

type DecidedBody = Omit<ReadRecord, 'decidedAt' | 'logIndex' | 'leafHash'> & {
  readonly sealed?: Readonly<Record<string, string>>;
};

function placeOf({ logIndex, at }: ReadLeaf, { order, agency }: DecidedBody): Omit<ExpectedAuditRows, 'rows'> {
  return { logIndex, orderId: order, agencyCode: agency, month: monthIn(at) };
}

/** A moment that is none is reported where leaves are read. */
function monthIn(at: string): string {
  try {
    return monthOf({ decidedAt: instant(at) });
  } catch {
    return '';
  }
}

/** Nothing for a leaf that was made into something else, which is reported where leaves are read. */
function digestIn({ ruleSet }: { readonly ruleSet?: { readonly digest: string } }): string {
  return ruleSet?.digest ?? '';
}

async function learnSet(tx: Tx, digest: string, sets: KnownSets): Promise<void> {
  if (sets.has(digest)) return;
  const stored = await findRuleSetByDigest(tx, digest);
  sets.set(digest, stored && setIn(stored));
}

/** One that was changed is reported where rule sets are compared. */
function setIn({ digest, content }: { readonly digest: string; readonly content: string }): RuleSet | undefined {
  try {
    return ruleSetFromStored(digest, content);
  } catch {
    return undefined;
  }
}

interface RecordSources {
  readonly bodies: ReadonlyMap<string, string>;
  readonly sealed: readonly SealedText[];
  readonly ruleSet: RuleSet | undefined;
}

/** What keeps a record from being read is reported where leaves, sealed texts and orders are compared. */
function auditRowsIn(
  leaf: ReadLeaf,
  body: DecidedBody,
  { bodies, sealed, ruleSet }: RecordSources,
): ExpectedAuditRows['rows'] {
  if (!ruleSet) return null;
  try {
    const decision = { record: recordIn(leaf, body, sealed), ruleSet, expectedOn: expectedOnIn(bodies, body) };
    return { signals: signalsOf(decision), counts: countsOf(decision) };
  } catch {
    return null;
  }
}

function recordIn(leaf: ReadLeaf, body: DecidedBody, sealed: readonly SealedText[]): RecordToCount {
  const { logIndex, at } = leaf;
  const detail = body.isClassified ? openDetail(leaf, body.sealed, sealed) : { ...body.detail, ...parseBulk(leaf) };
  return { ...body, detail, logIndex, decidedAt: instant(at) };
}
