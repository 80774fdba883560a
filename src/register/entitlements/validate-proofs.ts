import type { Tx } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { DraftProblem } from '../../reference/index.ts';
import { afterUse, isDelivered, type ProofUse, type StatedEvidence } from '../evidence/evidence.ts';
import { listProofUses } from './proofs-repository.ts';

/** Judges uses of papers in turn: what is taken counts for those after it. */
export interface ProofJudge {
  /** Reads what is known of the papers of some uses; more may follow. */
  readonly readFor: (tx: Tx, uses: readonly ProofUse[]) => Promise<void>;
  readonly problemOf: (use: ProofUse) => DraftProblem | undefined;
  readonly take: (use: ProofUse) => void;
  /** Another judge that knows what this one knows, to try something without taking it here. */
  readonly fork: () => ProofJudge;
}

type CountedUse = Pick<ProofUse, 'usedFor' | 'seats'>;

/** A paper counts once: for one entitlement, or for one part of an order up to the seats that it covers. */
export function proofJudge(): ProofJudge {
  return judgeOf(new Map());
}

function judgeOf(known: Map<string, CountedUse>): ProofJudge {
  return {
    readFor: async (tx, uses) => {
      const proofs = uses.map(({ proof }) => proof);
      // What a row before has taken is not free again because the database does not know it yet.
      for (const [proof, use] of await listProofUses(tx, proofs)) if (!known.has(proof)) known.set(proof, use);
    },
    problemOf: (use) => {
      const before = known.get(use.proof);
      if (before !== undefined && before.usedFor !== '' && before.usedFor !== use.usedFor) return usedElsewhere();
      const { seats } = afterUse<CountedUse>(before, use);
      return isDelivered(use.usedFor) && use.covers !== null && seats > use.covers ? notCovered(use.covers) : undefined;
    },
    take: ({ proof, usedFor, seats }) => {
      known.set(proof, afterUse<CountedUse>(known.get(proof), { usedFor, seats }));
    },
    fork: () => judgeOf(new Map(known)),
  };
}

function usedElsewhere(): DraftProblem {
  const message = text(
    '该证明已用于其他授权，一份证明不能重复计算。',
    'This proof is counted for other seats already; one proof never counts twice.',
  );
  return { kind: 'conflict', code: 'evidence.used', field: 'evidence', text: message };
}

function notCovered(covers: number): DraftProblem {
  const message = text(
    `该证明只覆盖 ${covers} 份授权，历次到货合计已超出。`,
    `The proof covers ${covers} seats, and the deliveries come to more.`,
  );
  return { kind: 'unprocessable', code: 'evidence.seats', field: 'evidence', text: message };
}

export interface ShownEvidence {
  readonly agencyCode: string;
  readonly evidence: readonly StatedEvidence[];
}

export interface FileJudge {
  readonly readFor: (tx: Tx, shown: readonly ShownEvidence[]) => Promise<void>;
  readonly problemsOf: (shown: ShownEvidence) => readonly DraftProblem[];
}

/** Which of these files which agencies have sent, as `sentFileKey` writes them. */
export async function listSentFiles(tx: Tx, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await selectIn(tx, 'evidence_files', 'hash', hashes);
  return new Set(rows.map((row) => sentFileKey(String(row.agency_code), String(row.hash))));
}

export function sentFileKey(agencyCode: string, hash: string): string {
  return `${agencyCode}/${hash}`;
}

/** Refuses evidence that names a file which its agency has not sent. */
export function fileJudge(): FileJudge {
  const sent = new Set<string>();
  return {
    readFor: async (tx, shown) => {
      const hashes = shown.flatMap(({ evidence }) => evidence.flatMap(({ file }) => file ?? []));
      for (const key of await listSentFiles(tx, hashes)) sent.add(key);
    },
    problemsOf: ({ agencyCode, evidence }) => {
      const isMissing = evidence.some(({ file }) => file && !sent.has(sentFileKey(agencyCode, file)));
      if (!isMissing) return [];
      const message = text('该单位没有上传过此证明文件。', 'The agency has sent no such evidence file.');
      return [{ kind: 'unprocessable', code: 'evidence.file', field: 'evidence', text: message }];
    },
  };
}
