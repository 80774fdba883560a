import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { ProposalSignature } from '../proposals/proposal.ts';

/** Who agreed to what. */
export interface AgreedProposal {
  /** Of the proposal. */
  readonly id: string;
  readonly digest: string;
  readonly maker: Pick<Actor, 'personId' | 'keyId'>;
  readonly signatures: readonly ProposalSignature[];
}

/** A governed act whose leaves all name proposal, digest, maker and signers. */
export function signedBy(entry: Governed, { id, digest, maker, signatures }: AgreedProposal): Governed {
  const signers = signatures.map(({ person, key, at, read }) => ({
    person,
    key,
    at,
    ...(read !== undefined && { read }),
  }));
  const signed = { proposal: id, digest, maker: { person: maker.personId, key: maker.keyId }, signers };
  return { ...entry, append: (draft) => entry.append({ ...draft, body: { ...draft.body, signed } }) };
}
