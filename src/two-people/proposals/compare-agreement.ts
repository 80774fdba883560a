import { BUILD_STARTED } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Difference, listLeavesAbout, listLeavesOfType, readOnce, withoutLeaf } from '../../log/index.ts';
import {
  type AgreedBy,
  type Agreement,
  agreementIn,
  isSameParty,
  keptAgreementsIn,
  proposalSubject,
} from './agreement-leaves.ts';
import type { Proposal, ProposalContent } from './proposal.ts';

/**
 * What is about to be signed, as it stands while the head is held, against the leaves by which it was proposed and signed so
 * far: nobody else agreed to it.
 */
export async function compareAgreement(
  tx: Tx,
  { id, digest, state, signatures }: Pick<Proposal, 'id' | 'digest' | 'state' | 'signatures'>,
  { maker }: ProposalContent,
): Promise<readonly Difference[]> {
  // The last signature has no leaf of its own, and what is not open is refused as such.
  if (state !== 'open' && state !== 'lapsed') return [];
  const read = { name: `agreement ${id}`, subjectsOf: () => [proposalSubject(id)] };
  const agreed = await readOnce(tx, read, () => findAgreement(tx, id));
  const madeBy = { person: maker.personId, key: maker.keyId };
  const isMade = agreed?.digest === digest && isSameParty(agreed.maker, madeBy);
  const unsigned = signatures.filter((given) => !agreed?.signers.some((signer) => isSameParty(signer, given)));
  return [
    ...(isMade ? [] : [withoutLeaf({ table: 'proposals', key: id, index: null })]),
    ...unsigned.map(({ person }) => withoutLeaf({ table: 'proposal_signatures', key: `${id} ${person}`, index: null })),
  ];
}

/** By its leaves; of a proposal that is older than such leaves, as the first start that recorded them found it. */
async function findAgreement(tx: Tx, id: string): Promise<Agreement | undefined> {
  const leaves = (await listLeavesAbout(tx, proposalSubject(id))).map(toRead);
  const agreed = agreementIn(id, leaves);
  if (agreed) return agreed;
  const builds = (await listLeavesOfType(tx, BUILD_STARTED)).map(toRead);
  const kept = builds.flatMap(({ body }) => keptAgreementsIn(body) ?? []).find((each) => each.id === id);
  return kept && { ...kept, signers: [...kept.signers, ...signersIn(leaves)] };
}

function signersIn(leaves: readonly ReturnType<typeof toRead>[]): readonly AgreedBy[] {
  return leaves.filter(({ type }) => type === 'proposal.signed').map(({ body }) => body.by as AgreedBy);
}

function toRead({ type, bytes }: { readonly type: string; readonly bytes: string }) {
  return { type, body: JSON.parse(bytes) as Readonly<Record<string, unknown>> };
}
