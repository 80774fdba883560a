import type { Tx } from '../../../db/index.ts';
import { type DeliveryStatement, type StatedProof, statedMachines } from '../../../facts/index.ts';
import type { KnownOrder } from '../../../orders/index.ts';
import {
  type FileJudge,
  fileJudge,
  type ProofJudge,
  type ProofUse,
  proofJudge,
  proofUsesOf,
} from '../../../register/index.ts';

/** A paper of a delivery that proves nothing of it, and where it is shown. */
export interface ProofProblem {
  readonly code: 'proof_used' | 'proof_seats' | 'proof_file';
  readonly pointer: string;
}

/** What papers of a delivery are judged by; the statement may still lose parts before it is judged. */
export type DeliveredProofs = (statement: DeliveryStatement) => readonly ProofProblem[];

type Order = Pick<KnownOrder['order'], 'id' | 'agencyCode'>;

/** What a part of a delivery shows for its seats. */
interface Part {
  readonly pointer: string;
  readonly evidence: readonly StatedProof[];
  readonly uses: readonly ProofUse[];
}

/** Reads what is known of the papers that a delivery shows: no paper counts for two parts of orders, or for more than it covers. */
export async function loadDeliveredProofs(
  tx: Tx,
  { order, statement }: { readonly order: Order; readonly statement: DeliveryStatement },
): Promise<DeliveredProofs> {
  const parts = partsOf(order, statement);
  const known = proofJudge();
  await known.readFor(
    tx,
    parts.flatMap(({ uses }) => uses),
  );
  const { agencyCode } = order;
  const files = fileJudge();
  await files.readFor(
    tx,
    parts.map(({ evidence }) => ({ agencyCode, evidence })),
  );
  return (tried) => {
    const proofs = known.fork();
    return partsOf(order, tried).flatMap((part) => problemsOf(part, { agencyCode, files, proofs }));
  };
}

interface Judges {
  readonly agencyCode: string;
  readonly files: FileJudge;
  readonly proofs: ProofJudge;
}

function problemsOf({ pointer, evidence, uses }: Part, { agencyCode, files, proofs }: Judges): readonly ProofProblem[] {
  if (files.problemsOf({ agencyCode, evidence }).length > 0) return [{ code: 'proof_file', pointer }];
  for (const use of uses) {
    const problem = proofs.problemOf(use);
    if (problem) return [{ code: problem.code === 'evidence.used' ? 'proof_used' : 'proof_seats', pointer }];
    proofs.take(use);
  }
  return [];
}

/** The system of each machine is proven by itself, the seats of a plan item together. */
function partsOf({ id, agencyCode }: Order, statement: DeliveryStatement): readonly Part[] {
  const partOf = (part: Pick<Part, 'pointer' | 'evidence'>, usedFor: string, seats: number): Part => ({
    ...part,
    uses: proofUsesOf({ agencyCode, usedFor: `order/${id}/${usedFor}`, seats, evidence: part.evidence }),
  });
  const machines = statedMachines(statement).map(({ place, line, system }) =>
    partOf({ pointer: `${place}/operatingSystem/evidence`, evidence: system?.evidence ?? [] }, `line/${line}`, 1),
  );
  const items = (statement.items ?? []).map(({ item, seats, evidence }, index) =>
    partOf({ pointer: `/items/${index}/evidence`, evidence }, `item/${item}`, seats),
  );
  return [...machines, ...items];
}
