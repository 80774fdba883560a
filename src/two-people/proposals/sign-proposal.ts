import {
  type ActStep,
  type AnyAct,
  type AnyRequest,
  agenciesIn,
  carryOut,
  endOfKey,
  findApiKey,
  findCodeRoles,
  findGateRegion,
  findPerson,
  isCarriedBy,
  isLong,
  isReadingKey,
  listAgencyRegions,
  reachesAsFar,
  requireGateReach,
  requireSigning,
} from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor, Grant, Instant, Role } from '../../kernel/index.ts';
import { type Governed, regionsOfAgencies } from '../../log/index.ts';
import { signedBy } from '../execution/signed-entry.ts';
import { proposalSigned } from './agreement-leaves.ts';
import { getProposal } from './find-proposal.ts';
import { keptAnswer, type Proposal, type ProposalContent, type ProposalSignature } from './proposal.ts';
import {
  makerGone,
  notOpen,
  otherDigest,
  ownRoles,
  samePerson,
  signedAlready,
  signerGone,
  slotTaken,
  staleProposal,
  wrongSignerRole,
} from './proposal-refusals.ts';
import { hasSignature, insertSignature, updateExecuted, updateExecuting } from './proposals-repository.ts';
import { bindsGate, givenBy, refuseBeyondReach, refuseConcerned } from './propose-act.ts';
import { assignSlots, awaitedRoles } from './signature-slots.ts';

/** A signature as it is given, and what was read for it before the log's head was taken. */
export interface SignatureRequest {
  /** Of this attempt: an attempt that runs again, as after a lost connection, finds what it has done. */
  readonly signatureId: string;
  readonly id: string;
  readonly signer: Actor;
  /** Of what the signer has read. */
  readonly digest: string;
  /** Of what is kept. */
  readonly kept: { readonly content: ProposalContent; readonly digest: string };
  readonly act: AnyAct;
  /** As the maker asked it. */
  readonly asked: AnyRequest;
  /** Of a long act: what its last signature does at once. */
  readonly first?: ActStep<Governed> | undefined;
}

/**
 * Adds a person's signature. The last one carries the act out in this very transaction, in the maker's name; when the act
 * refuses, because things have changed since it was proposed, nothing is left behind, and the signature neither.
 */
export async function signProposal(entry: Governed, signing: SignatureRequest): Promise<void> {
  const { id, signer, signatureId } = signing;
  if (await hasSignature(entry.tx, signatureId)) return;
  const proposal = await getProposal(entry.tx, id, { reader: signer, at: entry.at });
  const person = requireSigner(proposal, signer);
  if (proposal.state !== 'open') throw notOpen(proposal.state);
  if (proposal.signatures.some((given) => given.person === person)) throw signedAlready();
  await requireSigning(entry.tx, person, entry.at);
  if (![proposal.digest, signing.kept.digest].every((digest) => digest === signing.digest)) throw otherDigest();
  await requireSigned(entry, signing, person);
  const signature = { person, key: signer.keyId, role: signer.role, at: entry.at };
  const signatures = [...proposal.signatures, { ...signature, name: null }];
  const roles = signatures.map(({ role }) => role);
  const { slots } = signing.kept.content;
  if (!assignSlots(slots, roles)) throw slotTaken();
  const awaited = awaitedRoles(slots, roles);
  const sequence = proposal.signatures.length;
  await insertSignature(entry.tx, { id: signatureId, proposalId: id, sequence, signature, awaited });
  if (signatures.length === slots.length) await execute(entry, signing, signatures);
  else entry.append(proposalSigned(id, signature, proposal.digest));
}

/** Refuses whoever may not say yes or no to a proposal, and answers who it is. */
export function requireSigner(proposal: Proposal, { personId, role }: Actor): string {
  if (personId === null) throw wrongSignerRole();
  if (personId === proposal.maker.person) throw samePerson();
  if (personId === proposal.concerns) throw ownRoles();
  if (!proposal.slots.some((slot) => slot.includes(role))) throw wrongSignerRole();
  return personId;
}

/** The same by what was signed, which nobody can have changed since; the columns of the proposal are only for lists. */
async function requireSigned(
  { tx, at }: Governed,
  { kept, act, asked, signer }: SignatureRequest,
  person: string,
): Promise<void> {
  const { maker, lapsesAt } = kept.content;
  if (person === maker.personId) throw samePerson();
  refuseConcerned(act, asked, signer);
  if (at >= lapsesAt) throw notOpen('lapsed');
  await refuseBeyondReach(tx, { act, asked }, signer);
  if (await bindsGate(tx, { act, asked })) await requireGateReach(tx, signer.grant);
  await act.refuseSigner?.(tx, asked, signer);
}

async function execute(
  entry: Governed,
  signing: SignatureRequest,
  signatures: readonly ProposalSignature[],
): Promise<void> {
  const { act, asked, id, kept, first } = signing;
  const bound = await boundBy(entry, signing);
  await requireMaker(entry, kept.content.maker, bound);
  await requireSigners(entry, { ...kept.content, bound }, signatures);
  await requireFresh(entry, signing);
  const roles = signatures.map((given) => ({ personId: given.person, role: given.role }));
  const from = entry.nextIndex();
  const within = signedBy(entry, { id, digest: kept.digest, maker: kept.content.maker, signatures });
  const about = { subject: `proposal/${id}`, by: kept.content.maker, body: {} };
  if (isLong(act)) {
    if (!first) throw new Error('a long act is signed with its first step');
    if (!first.isLast) within.append({ type: 'proposal.begun', ...about });
  }
  const answer = isLong(act)
    ? (await first?.take(within))?.answer
    : await carryOut(act, { entry, signed: within }, { ...asked, signers: roles });
  if (!answer) throw new Error('an act answers');
  // An import of what is there already changes nothing; that two people agreed to it is recorded all the same.
  if (entry.nextIndex() === from) within.append({ type: 'proposal.executed', ...about });
  const done = { id, at: entry.at, logIndex: from };
  if (first && !first.isLast) await updateExecuting(entry.tx, { ...done, result: { ...keptAnswer(answer), steps: 1 } });
  else await updateExecuted(entry.tx, { ...done, result: keptAnswer(answer) });
}

/** The reaches that an act needs by now, beside the agencies that were named when it was proposed. */
async function boundBy({ tx }: Governed, { act, asked }: SignatureRequest): Promise<readonly Grant[]> {
  const given = await givenBy(tx, { act, asked });
  return (await bindsGate(tx, { act, asked })) ? [...given, { region: await findGateRegion(tx) }] : given;
}

/** What was proposed is done in the maker's name, so the maker must still be able to do it. */
async function requireMaker(
  { tx, at }: Governed,
  { personId, keyId, role, grant, scopes }: Actor,
  bound: readonly Grant[],
): Promise<void> {
  const person = personId === null ? undefined : await findPerson(tx, personId);
  const regions = await listAgencyRegions(tx, agenciesIn(grant));
  if (!person?.isActive || (await hasEnded(tx, keyId, at))) throw makerGone();
  if (!isCarriedBy({ role, grant, scopes }, person.roles, regions)) throw makerGone();
  if (!(await reachesAsFar(tx, bound, grant))) throw makerGone();
}

/** A key that was revoked, has run out or only reads by now; a session may well be over. */
async function hasEnded(tx: Tx, keyId: string, at: Instant): Promise<boolean> {
  const key = await findApiKey(tx, keyId);
  if (!key) return false;
  const codeRoles = await findCodeRoles(tx);
  const end = endOfKey(key, codeRoles);
  return key.revokedAt !== null || isReadingKey(key, codeRoles) || (end !== null && at >= end);
}

/** Others than the maker, each once, who could still sign it: the last signature may come long after the first. */
async function requireSigners(
  { tx, at }: Governed,
  { maker, agencies, bound }: Pick<ProposalContent, 'maker' | 'agencies'> & { readonly bound: readonly Grant[] },
  signatures: readonly ProposalSignature[],
): Promise<void> {
  const people = new Set([maker.personId, ...signatures.map(({ person }) => person)]);
  if (people.size !== signatures.length + 1) throw signerGone();
  const regions = await regionsOfAgencies(tx, agencies);
  for (const { person: id, key, role } of signatures) {
    const person = await findPerson(tx, id);
    const isCarried = isCarriedBy({ role, grant: { agencies }, scopes: [] }, person?.roles ?? [], regions);
    if (!person?.isActive || !isCarried || (await hasEnded(tx, key, at))) throw signerGone();
    if (!(await hasReach(tx, { role, roles: person.roles }, bound))) throw signerGone();
  }
}

interface RoleHeld {
  readonly role: Role;
  readonly roles: readonly { readonly role: Role; readonly grant: Grant }[];
}

/** By one of the reaches in which somebody has a role at present. */
async function hasReach(tx: Tx, { role, roles }: RoleHeld, bound: readonly Grant[]): Promise<boolean> {
  for (const held of roles) if (held.role === role && (await reachesAsFar(tx, bound, held.grant))) return true;
  return false;
}

/** Who must reach what was found when it was proposed; about no other agency may it be when it is done. */
async function requireFresh({ tx }: Governed, { act, asked, kept }: SignatureRequest): Promise<void> {
  const signed = new Set(kept.content.agencies);
  const now = (await act.agencies?.(tx, asked)) ?? [];
  if (now.some((code) => !signed.has(code))) throw staleProposal();
}
