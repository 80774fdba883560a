import {
  apiKeyProjection,
  authorProjection,
  credentialProjection,
  personProjection,
  setUpProjection,
} from '../../access/index.ts';
import { budgetChangeProjection } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import { WAIVER } from '../../decisions/index.ts';
import {
  counterProjection,
  frozenAccountProjection,
  type Move,
  type MovesOfLeaf,
  movesProjection,
} from '../../ledger/index.ts';
import { type LogProjection, listSealedTexts, type ReadLeaf, sealedTextProjection } from '../../log/index.ts';
import { MOVES_POINTER } from '../../orders/index.ts';
import { referenceProjection } from '../../reference/index.ts';
import { ALLOCATIONS, EVIDENCE_FILE, LICENCE_KEY, proofProjection } from '../../register/index.ts';
import { agreementProjection, proposalProjection } from '../../two-people/index.ts';
import { acceptanceProjection } from './acceptances-projection.ts';
import { closingProjection } from './closings-projection.ts';
import { contractProjection } from './contracts-projection.ts';
import { decidedBodyOf, decisionProjection, detailsOf } from './decisions-projection.ts';
import { findingProjection } from './findings-projection.ts';
import { formProjection, withdrawnFormProjection } from './forms-projection.ts';
import { parseWithoutBulk } from './leaf-bulk.ts';
import { matterAgencyProjection, matterStepProjection } from './matters-projection.ts';
import { orderProjection } from './orders-projection.ts';
import { paymentProjection } from './payments-projection.ts';
import { priceProjection } from './prices-projection.ts';
import { redemptionProjection } from './redemptions-projection.ts';
import { reviewProjection } from './reviews-projection.ts';
import { ruleSetProjection } from './rule-sets-projection.ts';
import { undertakingProjection } from './undertakings-projection.ts';

/** Every table of the deciding path that shows what the log says. */
export function gateProjections(): readonly LogProjection[] {
  return [
    decisionProjection,
    orderProjection,
    contractProjection,
    redemptionProjection,
    acceptanceProjection,
    paymentProjection,
    undertakingProjection(),
    movesProjection(movesOfLeaf),
    counterProjection,
    budgetChangeProjection,
    closingProjection,
    frozenAccountProjection,
    ruleSetProjection,
    priceProjection(),
    reviewProjection,
    findingProjection,
    formProjection,
    withdrawnFormProjection,
    matterAgencyProjection,
    matterStepProjection,
    referenceProjection(WAIVER),
    referenceProjection(ALLOCATIONS),
    referenceProjection(EVIDENCE_FILE),
    referenceProjection(LICENCE_KEY),
    proofProjection(),
    personProjection,
    setUpProjection(),
    apiKeyProjection,
    proposalProjection,
    credentialProjection(),
    authorProjection(),
    agreementProjection(),
    sealedTextProjection,
  ];
}

/** A decision names its moves in its detail, every other leaf beside what it says. */
const movesOfLeaf: MovesOfLeaf = async (leaf, tx) => {
  const decided = decidedBodyOf(leaf);
  if (decided?.detail) return decided.detail.moves;
  if (decided) return (await detailsOf(tx, [leaf])).get(leaf.logIndex)?.moves ?? null;
  if ('moves' in leaf.body) return leaf.body.moves as readonly Move[];
  if (hasSealedMoves(leaf)) return openMoves(tx, leaf);
  return [];
};

function hasSealedMoves({ body }: ReadLeaf): boolean {
  const { sealed } = body;
  return typeof sealed === 'object' && sealed !== null && Object.hasOwn(sealed, MOVES_POINTER);
}

/** Null once they were erased, or when they cannot be read: that is reported where texts are compared. */
async function openMoves(tx: Tx, { logIndex }: ReadLeaf): Promise<readonly Move[] | null> {
  const opening = (await listSealedTexts(tx, [logIndex])).find(({ pointer }) => pointer === MOVES_POINTER);
  return opening ? movesIn(opening.value) : null;
}

function movesIn(value: string): readonly Move[] | null {
  try {
    return JSON.parse(value) as readonly Move[];
  } catch {
    return null;
  }
}

/** Reads a leaf, of a decision only what the tables of the deciding path show. */
export function parseLeaf(type: string, bytes: string): unknown {
  return type === 'order.decided' ? parseWithoutBulk(bytes) : JSON.parse(bytes);
}
