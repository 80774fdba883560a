import { kindOf } from '../../goods/index.ts';
import { canonicalJson, foldedNumber, sha256 } from '../../kernel/index.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';

/** A paper as an order or a delivery shows it for systems. */
type Paper = NonNullable<NonNullable<NonNullable<OrderLine['computer']>['operatingSystem']>['evidence']>[number];
export type ProofKind = NonNullable<Paper['kind']>;

/** How many machines a paper is shown for, and how many it covers: null where nobody has said. */
export interface ProofUse {
  readonly machines: number;
  readonly covers: number | null;
}

/** By `proofKey`. */
export type ProofUses = Readonly<Record<string, ProofUse>>;

/** A paper that is counted, as far as it is shown for one line of an order. */
export interface ShownProof extends ProofUse {
  readonly key: string;
  /** Its number as it was written, or the beginning of the hash of its file. */
  readonly number: string;
}

export interface ProofsOfLine {
  readonly shown: readonly ShownProof[];
  /** Machines of the line that no paper is left for. */
  readonly uncovered: number;
}

/** The paper that proves the system of a machine of a delivery. */
export interface DeliveredProof {
  readonly key: string;
  readonly number: string;
  readonly covers: number | null;
  /** What it is shown for with this machine: other orders, earlier deliveries, and the machines of this one before it. */
  readonly machines: number;
  /** Whether these are more than it covers. */
  readonly isBeyond: boolean;
}

/** Which paper it is, whoever writes its number: equal for the same number on the same kind of paper of one agency. */
export function proofKey(agencyCode: string, { kind, reference, file }: Paper): string | null {
  if (!kind) return null;
  // Words such as "comes with the goods" name no paper, they promise one.
  if (reference && /\d/u.test(reference)) return digestOf([agencyCode, kind, foldedNumber(reference)]);
  return file ? digestOf([agencyCode, 'file', file]) : null;
}

/** Every paper that the lines of an order name for their systems, whichever kinds are counted. */
export function proofKeysOf({ agencyCode, lines }: OrderSubmission): readonly string[] {
  const papers = lines.flatMap(({ computer }) => computer?.operatingSystem?.evidence ?? []);
  return [...new Set(papers.flatMap((paper) => proofKey(agencyCode, paper) ?? []))];
}

interface CountedPaper {
  /** Null for one that is promised by its kind alone. */
  readonly key: string | null;
  readonly number: string;
  readonly covers: number | null;
}

/** Of papers that are shown for one system, those that are counted in machines, in the order in which they stand. */
function countedPapers(
  agencyCode: string,
  evidence: readonly Paper[] | null | undefined,
  kinds: readonly string[],
): readonly CountedPaper[] {
  return (evidence ?? []).flatMap((paper): readonly CountedPaper[] => {
    if (!paper.kind || !kinds.includes(paper.kind)) return [];
    const number = paper.reference ?? paper.file?.slice(0, 12) ?? '';
    return [{ key: proofKey(agencyCode, paper), number, covers: coveredBy(paper) }];
  });
}

/** One certificate of authenticity is one machine, whatever number stands beside it. */
function coveredBy({ kind, seats }: Paper): number | null {
  return kind === 'coa' ? 1 : (seats ?? null);
}

/** The smaller of what two places say that a paper covers. */
export function leastCovered(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/**
 * What each line of an order shows of papers that are counted. They are used in the order in which they stand: each for as
 * many machines as it covers, the next for the others. One that is promised by its kind alone covers all that are left.
 */
export function proofsOfLines(order: OrderSubmission, kinds: readonly string[]): readonly ProofsOfLine[] {
  const papers = order.lines.map((line) =>
    isProven(line) ? countedPapers(order.agencyCode, line.computer?.operatingSystem?.evidence, kinds) : [],
  );
  const least = new Map<string, number | null>();
  for (const { key, covers } of papers.flat()) {
    if (key !== null) least.set(key, leastCovered(covers, least.get(key) ?? null));
  }
  const taken = new Map<string, number>();
  return order.lines.map(({ quantity }, index) => {
    const shown: ShownProof[] = [];
    let left = quantity;
    for (const { key, number } of papers[index] ?? []) {
      const covers = key === null ? null : (least.get(key) ?? null);
      const machines = Math.min(left, covers === null ? left : covers - (taken.get(key ?? '') ?? 0));
      left -= machines;
      if (key === null) continue;
      taken.set(key, (taken.get(key) ?? 0) + machines);
      shown.push({ key, number, covers, machines });
    }
    return { shown, uncovered: shown.length === 0 ? 0 : left };
  });
}

/** What an order shows of papers as a whole: machines by paper. */
export function proofsOfOrder(order: OrderSubmission, kinds: readonly string[]): ReadonlyMap<string, ProofUse> {
  const uses = new Map<string, ProofUse>();
  for (const { key, machines, covers } of proofsOfLines(order, kinds).flatMap(({ shown }) => shown)) {
    if (machines > 0) uses.set(key, { machines: machines + (uses.get(key)?.machines ?? 0), covers });
  }
  return uses;
}

/** A system that is only required has no papers yet, and what is no genuine system needs none. */
function isProven(line: OrderLine): boolean {
  return kindOf(line).runsSoftware && line.computer?.operatingSystem?.state === 'preinstalled';
}

/** The paper that proves the system of one machine: the first that is counted. */
export function proofOfMachine(
  agencyCode: string,
  evidence: readonly Paper[] | null | undefined,
  kinds: readonly string[],
): (Omit<ShownProof, 'machines'> & { readonly key: string }) | null {
  for (const { key, number, covers } of countedPapers(agencyCode, evidence, kinds)) {
    if (key !== null) return { key, number, covers };
  }
  return null;
}

function digestOf(named: readonly string[]): string {
  return sha256(canonicalJson(named)).toString('hex');
}
