import type { Tx } from '../../db/index.ts';
import type { DecisionDetail, DecisionRecord } from '../../decisions/index.ts';
import { listSealedTexts, type ReadLeaf } from '../../log/index.ts';
import { listDecisionRows } from './projections-repository.ts';
import { tableProjection } from './table-projection.ts';

export const DECIDED = 'order.decided';

export type DecidedBody = Omit<DecisionRecord, 'detail'> & { readonly detail?: ComparedDetail };

/** What is compared of a detail; the bulk of it is facts, which only re-derivation looks at. */
export type ComparedDetail = Pick<
  DecisionDetail,
  | 'orderDigest'
  | 'moves'
  | 'undertakings'
  | 'openOwners'
  | 'findings'
  | 'indeterminate'
  | 'waivers'
  | 'contract'
  | 'delivery'
  | 'payment'
>;

/** Undefined for a leaf of another kind. */
export function decidedBodyOf({ type, body }: Pick<ReadLeaf, 'type' | 'body'>): DecidedBody | undefined {
  return type === DECIDED ? (body as unknown as DecidedBody) : undefined;
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
export const decisionProjection = tableProjection({
  leafTypes: [DECIDED],
  toldBy: (_tx, leaves) =>
    leaves.flatMap(({ logIndex, at, ...leaf }) => {
      const logged = decidedBodyOf(leaf);
      return logged ? [{ place: placeOf({ id: logged.decision, log_index: logIndex }), logged, at }] : [];
    }),
  rowsIn: listDecisionRows,
  placeOf,
  // A row whose name was changed still names its leaf.
  nameOf: ({ index }) => String(index),
  columns: ({ logged, at }) => ({
    id: logged.decision,
    order_id: logged.order,
    revision: logged.revision,
    stage: logged.stage,
    outcome: logged.outcome,
    decided_at: at,
    expires_at: logged.expiresAt,
    previous_decision: logged.previousDecision,
    rule_set: logged.ruleSet.number,
  }),
});

function placeOf(row: { readonly id: string; readonly log_index: number }) {
  return { table: 'decisions', key: row.id, index: Number(row.log_index) };
}
