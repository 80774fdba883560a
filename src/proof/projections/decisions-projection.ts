import type { Tx } from '../../db/index.ts';
import type { DecisionDetail, DecisionRecord } from '../../decisions/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listSealedTexts,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { listDecisionRows } from './projections-repository.ts';

export type DecidedBody = Omit<DecisionRecord, 'detail'> & { readonly detail?: ComparedDetail };

/** What is compared of a detail; the bulk of it is facts, which only re-derivation looks at. */
export type ComparedDetail = Pick<
  DecisionDetail,
  'orderDigest' | 'moves' | 'undertakings' | 'openOwners' | 'waivers' | 'contract' | 'delivery' | 'payment'
>;

/** Undefined for a leaf of another kind. */
export function decidedBodyOf({ type, body }: Pick<ReadLeaf, 'type' | 'body'>): DecidedBody | undefined {
  return type === 'order.decided' ? (body as unknown as DecidedBody) : undefined;
}

/** The details of decided leaves by index; that of a classified order is opened, and absent once it was erased. */
export async function detailsOf(tx: Tx, leaves: readonly ReadLeaf[]): Promise<ReadonlyMap<number, ComparedDetail>> {
  const decided = leaves.flatMap((leaf) => {
    const body = decidedBodyOf(leaf);
    return body ? [{ logIndex: leaf.logIndex, body }] : [];
  });
  const sealed = decided.filter(({ body }) => body.isClassified).map(({ logIndex }) => logIndex);
  const texts = sealed.length === 0 ? [] : await listSealedTexts(tx, sealed);
  return new Map([
    ...decided.flatMap(({ logIndex, body }) => (body.detail ? [[logIndex, body.detail] as const] : [])),
    ...texts.flatMap(({ logIndex, pointer, value }) => {
      const detail = pointer === '/detail' ? detailIn(value) : undefined;
      return detail ? [[logIndex, detail] as const] : [];
    }),
  ]);
}

/** A text that cannot be read does not fit its commitment either, and that is reported where texts are compared. */
function detailIn(value: string): ComparedDetail | undefined {
  try {
    return JSON.parse(value) as ComparedDetail;
  } catch {
    return undefined;
  }
}

/** Every decision has its leaf and every decided leaf its row, with the same outcome, order, revision and rule set. */
export const decisionProjection: LogProjection = {
  compare: compareDecisions,
  finish: async (tx, size) => [
    ...(await listDecisionRows(tx, { from: Number.MIN_SAFE_INTEGER, to: 0 })).map(strayDecision),
    ...(await listDecisionRows(tx, { from: size, to: Number.MAX_SAFE_INTEGER })).map(strayDecision),
  ],
};

async function compareDecisions(tx: Tx, { from, to, leaves }: LeafChunk): Promise<readonly Difference[]> {
  const rows = new Map((await listDecisionRows(tx, { from, to })).map((row) => [Number(row.log_index), row]));
  const found: Difference[] = [];
  for (const leaf of leaves) {
    const logged = decidedBodyOf(leaf);
    if (!logged) continue;
    const row = rows.get(leaf.logIndex);
    rows.delete(leaf.logIndex);
    const place = { table: 'decisions', key: logged.decision, index: leaf.logIndex };
    found.push(...(row ? differencesIn(place, { ...row }, rowOf(leaf, logged)) : [withoutRow(place)]));
  }
  return [...found, ...[...rows.values()].map(strayDecision)];
}

function rowOf({ at }: ReadLeaf, logged: DecidedBody): Readonly<Record<string, unknown>> {
  return {
    id: logged.decision,
    order_id: logged.order,
    revision: logged.revision,
    stage: logged.stage,
    outcome: logged.outcome,
    decided_at: at,
    expires_at: logged.expiresAt,
    previous_decision: logged.previousDecision,
    rule_set: logged.ruleSet.number,
  };
}

function strayDecision(row: { readonly id: string; readonly log_index: number }): Difference {
  return withoutLeaf({ table: 'decisions', key: row.id, index: Number(row.log_index) });
}
