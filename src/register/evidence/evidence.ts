import { canonicalJson, digestOf } from '../../kernel/index.ts';
import { nameKey } from '../products/name-key.ts';

export type EvidenceKind =
  | 'coa'
  | 'oem-firmware-statement'
  | 'vendor-authorization-letter'
  | 'serial-list'
  | 'packing-list'
  | 'licence-certificate'
  | 'licence-page'
  | 'site-licence-letter'
  | 'allocation-letter'
  | 'downgrade-terms'
  | 'free-use-statement'
  | 'lessor-authorization'
  | 'donor-licence-transfer'
  | 'purchase-contract'
  | 'invoice'
  | 'other';

export interface Evidence {
  readonly kind: EvidenceKind | null;
  readonly reference: string | null;
  readonly seats: number | null;
  /** The hash of an evidence file. */
  readonly file: string | null;
}

/** What the contract lets somebody leave out of an evidence. */
export type StatedEvidence = { readonly [Name in keyof Evidence]?: Evidence[Name] | undefined };

export const completeEvidence = ({ kind, reference, seats, file }: StatedEvidence): Evidence => ({
  kind: kind ?? null,
  reference: reference ?? null,
  seats: seats ?? null,
  file: file ?? null,
});

/** How a kind of paper proves seats: for whoever shows it, each of several agencies that it names, or not by itself. */
const PROVES: Readonly<Record<EvidenceKind, 'once' | 'each-agency' | 'nothing'>> = {
  coa: 'once',
  'licence-certificate': 'once',
  'licence-page': 'once',
  'donor-licence-transfer': 'once',
  other: 'once',
  // Letters give seats to many agencies, each its own.
  'site-licence-letter': 'each-agency',
  'allocation-letter': 'each-agency',
  'lessor-authorization': 'each-agency',
  // One contract, invoice or delivery brings many things, and none of these says how many seats there are a right to.
  'oem-firmware-statement': 'nothing',
  'vendor-authorization-letter': 'nothing',
  'serial-list': 'nothing',
  'packing-list': 'nothing',
  'downgrade-terms': 'nothing',
  'free-use-statement': 'nothing',
  'purchase-contract': 'nothing',
  invoice: 'nothing',
};

/** Seats of something that a proof is counted for. */
export interface ProofUse {
  /** Names the paper: equal for the same file, or the same number on the same kind of paper. */
  readonly proof: string;
  readonly agencyCode: string;
  /** `order/ord_…/item/1`, `order/ord_…/line/1` or `entitlement/ent_…`. */
  readonly usedFor: string;
  readonly seats: number;
  /** How many seats the paper covers; null where it does not say. */
  readonly covers: number | null;
}

export interface ProvenSeats {
  readonly agencyCode: string;
  readonly usedFor: string;
  readonly seats: number;
  readonly evidence: readonly StatedEvidence[];
}

/** Which papers of something are counted, each once. */
export function proofUsesOf({ evidence, ...proven }: ProvenSeats): readonly ProofUse[] {
  const uses = evidence.map(completeEvidence).flatMap((paper): readonly ProofUse[] => {
    const proof = proofOf(paper, proven.agencyCode);
    if (proof === null) return [];
    return [{ proof, ...proven, seats: Math.min(paper.seats ?? proven.seats, proven.seats), covers: paper.seats }];
  });
  return [...new Map(uses.map((use) => [use.proof, use])).values()];
}

/** Null for a paper that proves no seats, and for words that name none, such as "comes with the goods". */
function proofOf({ kind, reference, file }: Evidence, agencyCode: string): string | null {
  const proves = PROVES[kind ?? 'other'];
  if (proves === 'nothing') return null;
  const whose = proves === 'each-agency' ? agencyCode : null;
  if (file !== null) return digestOf(canonicalJson(['file', file, whose]));
  if (kind === null || reference === null || !/\d/u.test(reference)) return null;
  return digestOf(canonicalJson([kind, nameKey(reference), whose]));
}

/** Parts of an order come in several deliveries, which may show the same paper; whatever else uses one uses it as a whole. */
export function isDelivered(usedFor: string): boolean {
  return usedFor.startsWith('order/');
}

/** Where a paper stands after one more use of it; nothing uses one whose `usedFor` is empty. */
export function afterUse<U extends Pick<ProofUse, 'usedFor' | 'seats'>>(before: U | undefined, use: U): U {
  const isMore = before?.usedFor === use.usedFor && isDelivered(use.usedFor);
  return isMore ? { ...use, seats: before.seats + use.seats } : use;
}
