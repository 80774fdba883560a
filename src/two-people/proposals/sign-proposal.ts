import {
  type ActStep,
  type AnyAct,
  type AnyRequest,
  agenciesIn,
  carryOut,
  endOfKey,
  findApiKeys,
  findCodeRoles,
  findGateRegion,
  findPeople,
  isCarriedBy,
  isLong,
  isReadingKey,
  type Person,
  reachesAsFar,
  requireGateReach,
  requireSigning,
} from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor, Grant, Role } from '../../kernel/index.ts';
import { type Governed, regionsOfAgencies } from '../../log/index.ts';
import { signedBy } from '../execution/signed-entry.ts';
import { proposalSigned } from './agreement-leaves.ts';
import {
  asStored,
  keptAnswer,
  type Proposal,
  type ProposalContent,
  type ProposalSignature,
  type ReadWords,
} from './proposal.ts';
import {
  makerGone,
  notOpen,
  otherDigest,
  otherWords,
  ownRoles,
  proposalNotFound,
  samePerson,
  signedAlready,
  signerGone,
  slotTaken,
  staleProposal,
  wrongSignerRole,
} from './proposal-refusals.ts';
import {
  hasSignature,
  insertSignature,
  updateAwaited,
  updateExecuted,
  updateExecuting,
} from './proposals-repository.ts';
import { type BoundByAct, bindsGate, givenBy, namedBy, refuseBeyondReach, refuseConcerned } from './propose-act.ts';
import { assignSlots, awaitedRoles } from './signature-slots.ts';

/** A signature as it is given, and what was read for it before the log's head was taken. */
export interface SignatureRequest {
  /** Of this attempt: an attempt that runs again, as after a lost connection, finds what it has done. */
  readonly signatureId: string;
  readonly id: string;
  readonly signer: Actor;
  /** Of what the signer has read. */
  readonly digest: string;
  /** Which words of the gate were read, where the signer says so. */
  readonly read: ReadWords | null;
  /** As it stands in this transaction; undefined: it is not there, or the signer does not see it. */
  readonly proposal: Proposal | undefined;
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
 * refuses, because things have changed since it was proposed, nothing is left behind, and the signature neither. Answers the
 * proposal as it stands then.
 */
export async function signProposal(entry: Governed, signing: SignatureRequest): Promise<Proposal> {
  const { id, signer, signatureId, proposal } = signing;
  if (!proposal) throw proposalNotFound();
  const hasSigned = proposal.signatures.some((given) => given.person === signer.personId);
  if (hasSigned && (await hasSignature(entry.tx, signatureId))) return proposal;
  const person = requireSigner(proposal, signer);
  if (proposal.state !== 'open') throw notOpen(proposal.state);
  if (hasSigned) throw signedAlready();
  await requireSigning(entry.tx, person, entry.at);
  if (![proposal.digest, signing.kept.digest].every((digest) => digest === signing.digest)) throw otherDigest();
  const read = requireRead(proposal, signing.read);
  const bound = await requireSigned(entry, signing, person);
  const signature = { person, key: signer.keyId, role: signer.role, at: entry.at, ...(read !== undefined && { read }) };
  const name = (await findPeople(entry.tx, [person])).get(person)?.name ?? null;
  const signatures = [...proposal.signatures, { ...signature, name }];
  const roles = signatures.map(({ role }) => role);
  const { slots } = signing.kept.content;
  if (!assignSlots(slots, roles)) throw slotTaken();
  const sequence = proposal.signatures.length;
  await insertSignature(entry.tx, { id: signatureId, proposalId: id, sequence, signature });
  const signed = { ...proposal, signatures };
  if (signatures.length === slots.length)
    return { ...signed, ...(await execute(entry, { ...signing, bound }, signatures)) };
  await updateAwaited(entry.tx, id, awaitedRoles(slots, roles));
  entry.append(proposalSigned(id, signature, proposal.digest));
  return signed;
}

/** Refuses whoever may not say yes or no to a proposal, and answers who it is. */
export function requireSigner(proposal: Proposal, { personId, role }: Actor): string {
  if (personId === null) throw wrongSignerRole();
  if (personId === proposal.maker.person) throw samePerson();
  if (personId === proposal.concerns) throw ownRoles();
  if (!proposal.slots.some((slot) => slot.includes(role))) throw wrongSignerRole();
  return personId;
}

/**
 * The same by what was signed, which nobody can have changed since; the columns of the proposal are only for lists. Answers
 * whom the act binds by now.
 */
async function requireSigned(
  { tx, at }: Governed,
  { kept, act, asked, signer }: SignatureRequest,
  person: string,
): Promise<BoundByAct> {
  const { maker, lapsesAt } = kept.content;
  if (person === maker.personId) throw samePerson();
  refuseConcerned(act, asked, signer);
  if (at >= lapsesAt) throw notOpen('lapsed');
  const given = await givenBy(tx, { act, asked });
  await refuseBeyondReach(tx, { act, given }, signer);
  const bound = { given, agencies: await namedBy(tx, { act, asked }) };
  if (bindsGate(act, bound)) await requireGateReach(tx, signer.grant);
  const barred = await act.barsSigner?.(tx, asked, signer);
  if (barred) throw barred;
  return bound;
}

/** What the leaf says was read: nothing at all where the gate has no words for what is signed. */
function requireRead({ preview: { words } }: Proposal, read: ReadWords | null): ReadWords | null | undefined {
  if (read !== null && words?.[read.language].digest !== read.digest) throw otherWords();
  return words && read;
}

interface SignatureToExecute extends SignatureRequest {
  /** Read for the signer, and the same for the others: nothing is written between. */
  readonly bound: BoundByAct;
}

async function execute(
  entry: Governed,
  signing: SignatureToExecute,
  signatures: readonly ProposalSignature[],
): Promise<Pick<Proposal, 'state' | 'result'>> {
  const { act, asked, id, kept, first } = signing;
  const rights = await readRights(entry, signing, signatures);
  await requireMaker(entry, kept.content.maker, rights);
  await requireSigners(entry, { ...kept.content, rights }, signatures);
  requireFresh(signing);
  const roles = signatures.map((given) => ({ personId: given.person, keyId: given.key, role: given.role }));
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
  const done = { at: entry.at, logIndex: from };
  const result = keptAnswer(answer);
  const isDone = !first || first.isLast;
  if (isDone) await updateExecuted(entry.tx, { ...done, id, result });
  else await updateExecuting(entry.tx, { ...done, id, result: { ...result, steps: 1 } });
  return { state: isDone ? 'executed' : 'executing', result: { ...asStored(result), ...done } };
}

/** What people may do at present who have agreed to something: of all of them at once, since everybody else waits. */
interface RightsByNow {
  /** The reaches that the act needs by now, beside the agencies that were named when it was proposed. */
  readonly bound: readonly Grant[];
  readonly personOf: (id: string) => Person | undefined;
  /** Whether a key was revoked, has run out or only reads by now; a session may well be over. */
  readonly hasEnded: (keyId: string) => boolean;
  readonly regions: ReadonlyMap<string, string>;
}

async function readRights(
  { tx, at }: Governed,
  { act, bound, kept: { content } }: SignatureToExecute,
  signatures: readonly ProposalSignature[],
): Promise<RightsByNow> {
  const { maker, agencies } = content;
  const ids = [maker.personId ?? '', ...signatures.map(({ person }) => person)];
  const persons = await findPeople(tx, ids);
  const keys = await findApiKeys(tx, [maker.keyId, ...signatures.map(({ key }) => key)]);
  const codeRoles = keys.size === 0 ? new Map() : await findCodeRoles(tx);
  const regions = await regionsOfAgencies(tx, [...agenciesIn(maker.grant), ...agencies]);
  return {
    bound: bindsGate(act, bound) ? [...bound.given, { region: await findGateRegion(tx) }] : bound.given,
    personOf: (id) => persons.get(id),
    hasEnded: (keyId) => {
      const key = keys.get(keyId);
      if (!key) return false;
      const end = endOfKey(key, codeRoles);
      return key.revokedAt !== null || isReadingKey(key, codeRoles) || (end !== null && at >= end);
    },
    regions,
  };
}

/** What was proposed is done in the maker's name, so the maker must still be able to do it. */
async function requireMaker(
  { tx }: Governed,
  { personId, keyId, role, grant, scopes }: Actor,
  { bound, personOf, hasEnded, regions }: RightsByNow,
): Promise<void> {
  const person = personId === null ? undefined : personOf(personId);
  if (!person?.isActive || hasEnded(keyId)) throw makerGone();
  if (!isCarriedBy({ role, grant, scopes }, person.roles, regions)) throw makerGone();
  if (!(await reachesAsFar(tx, bound, grant))) throw makerGone();
}

/** Others than the maker, each once, who could still sign it: the last signature may come long after the first. */
async function requireSigners(
  { tx }: Governed,
  { maker, agencies, rights }: Pick<ProposalContent, 'maker' | 'agencies'> & { readonly rights: RightsByNow },
  signatures: readonly ProposalSignature[],
): Promise<void> {
  const { bound, personOf, hasEnded, regions } = rights;
  const people = new Set([maker.personId, ...signatures.map(({ person }) => person)]);
  if (people.size !== signatures.length + 1) throw signerGone();
  for (const { person: id, key, role } of signatures) {
    const person = personOf(id);
    const isCarried = isCarriedBy({ role, grant: { agencies }, scopes: [] }, person?.roles ?? [], regions);
    if (!person?.isActive || !isCarried || hasEnded(key)) throw signerGone();
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
function requireFresh({ bound, kept }: SignatureToExecute): void {
  const signed = new Set(kept.content.agencies);
  if (bound.agencies.some((code) => !signed.has(code))) throw staleProposal();
}
