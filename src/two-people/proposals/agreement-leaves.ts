import { signedIn } from '../../access/index.ts';
import type { LeafDraft } from '../../log/index.ts';
import type { ProposalContent, ProposalSignature } from './proposal.ts';

/** What was proposed, by its maker; and a signature that waits for another. The last signature stands in what it does. */
export const PROPOSAL_MADE = 'proposal.made';
export const PROPOSAL_SIGNED = 'proposal.signed';

export function proposalSubject(id: string): string {
  return `proposal/${id}`;
}

export function proposalMade({ id, operation, maker }: ProposalContent, digest: string): LeafDraft {
  return { type: PROPOSAL_MADE, subject: proposalSubject(id), by: maker, body: { operation, digest } };
}

export function proposalSigned(
  id: string,
  { person, key, read }: Omit<ProposalSignature, 'name'>,
  digest: string,
): LeafDraft {
  const by = { personId: person, keyId: key };
  const body = { digest, ...(read !== undefined && { read }) };
  return { type: PROPOSAL_SIGNED, subject: proposalSubject(id), by, body };
}

/** Somebody who agreed to a proposal, by a key or in a session. */
export interface AgreedBy {
  readonly person: string | null;
  readonly key: string;
}

/** Who agreed to what, as leaves say it. */
export interface Agreement {
  readonly id: string;
  readonly digest: string;
  readonly maker: AgreedBy;
  /** Of signatures that waited for another. */
  readonly signers: readonly AgreedBy[];
}

/** An open proposal of before proposals were recorded, as the first start of a build that records them found it. */
export function keptAgreementsIn(body: Readonly<Record<string, unknown>>): readonly Agreement[] | undefined {
  const { proposals } = body;
  return Array.isArray(proposals) ? (proposals as Agreement[]) : undefined;
}

interface AgreementLeaf {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the leaves about a proposal say of it; undefined where none says that it was made. */
export function agreementIn(id: string, leaves: readonly AgreementLeaf[]): Agreement | undefined {
  const made = leaves.find(({ type }) => type === PROPOSAL_MADE);
  if (!made) return undefined;
  const digest = String(made.body.digest);
  const signatures = leaves.filter(({ type, body }) => type === PROPOSAL_SIGNED && body.digest === digest);
  return { id, digest, maker: made.body.by as AgreedBy, signers: signatures.map(({ body }) => body.by as AgreedBy) };
}

export function isSameParty(one: AgreedBy, other: AgreedBy): boolean {
  return one.person === other.person && one.key === other.key;
}

/** By which proposal a leaf was done. Undefined for bytes that cannot be read: that is reported where leaves are. */
export function proposalNamedIn(bytes: string): string | undefined {
  try {
    return signedIn(JSON.parse(bytes) as Readonly<Record<string, unknown>>)?.proposal;
  } catch {
    return undefined;
  }
}
