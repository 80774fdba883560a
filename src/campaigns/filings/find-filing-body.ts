import { type ActedBy, type ActSigner, findActedAt, findActedBy, signedIn } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { type Actor, Refusal, seesTexts, text } from '../../kernel/index.ts';
import { findLeaf, type ReadLeaf } from '../../log/index.ts';
import { findCampaign } from '../asked/find-campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import type { FilingRevision } from './filing.ts';
import { toRevisionBody, toStandingBody } from './filing-body.ts';
import { listRevisions } from './filings-repository.ts';
import { findWritten, getVisibleFiling, type VisibleFiling } from './find-filing.ts';
import type { FiledOrTried } from './submit-filing.ts';

type FilingBody = components['schemas']['Filing'];
type RevisionBody = components['schemas']['FilingRevision'];

/** A filing as somebody may read it. */
export async function findFilingBody(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ readonly body: FilingBody; readonly logIndex: number }> {
  const visible = await getVisibleFiling(tx, actor, id);
  const { filing, participant } = visible;
  const revisions = await listRevisions(tx, id);
  const newest = revisions.at(-1);
  if (!newest) throw new Error(`the filing ${id} has no revision`);
  const body = {
    ...{ ...toStandingBody(filing.state), agencyName: participant.name },
    newest: await revisionBody(tx, actor, { visible, revision: newest }),
    revisions: revisions.map(toSummaryOfRevision),
  };
  return { body, logIndex: filing.logIndex };
}

function toSummaryOfRevision(each: FilingRevision): FilingBody['revisions'][number] {
  return {
    ...{ revision: each.revision, kind: each.kind, basis: each.basis, digest: each.digest },
    ...{ filedAt: each.filedAt, filedIndex: each.filedIndex },
    ...{ acceptedAt: each.acceptedAt, returnedAt: each.returnedAt },
  };
}

interface FiledBy {
  readonly actor: Actor;
  /** Of a filing that is only tried nobody. */
  readonly signers: readonly ActSigner[];
}

/** A filing right after it was made, or tried, as whoever files it reads it: of what it says nothing is read again. */
export async function findFiledBody(tx: Tx, { actor, signers }: FiledBy, made: FiledOrTried): Promise<FilingBody> {
  const { filing, form, revision, earlier, judged, reason, participant } = made;
  const ids = { key: actor.keyId, person: actor.personId };
  const signed = signers.map(({ keyId: key, personId: person }) => ({ key, person }));
  const actedBy = await findActedBy(tx, [ids, ...signed]);
  const { texts, rows } = judged.filed;
  const written = { texts, rows, reasons: judged.reasons, reason: reason ?? undefined };
  const isMasked = participant.isClassified && !seesTexts(actor);
  return {
    ...{ ...toStandingBody(filing), agencyName: participant.name },
    newest: toRevisionBody({
      ...{ form, revision, isMasked, actedAt: () => actedBy(ids) },
      signedBy: signed.flatMap((signer) => actedBy(signer) ?? []),
      written: { ...written, cells: undefined, returnReason: undefined },
    }),
    revisions: [...earlier, revision].map(toSummaryOfRevision),
  };
}

export async function findRevisionBody(tx: Tx, actor: Actor, which: RevisionQuestion): Promise<RevisionBody> {
  const visible = await getVisibleFiling(tx, actor, which.id);
  const revision = (await listRevisions(tx, which.id)).find((each) => each.revision === which.revision);
  if (!revision) throw noSuchRevision();
  return revisionBody(tx, actor, { visible, revision });
}

export interface RevisionQuestion {
  readonly id: string;
  readonly revision: number;
}

interface ShownRevision {
  readonly visible: VisibleFiling;
  readonly revision: FilingRevision;
}

async function revisionBody(tx: Tx, actor: Actor, { visible, revision }: ShownRevision): Promise<RevisionBody> {
  const campaign = await findCampaign(tx, revision.campaignId);
  if (!campaign) throw new Error(`the campaign ${revision.campaignId} is gone`);
  const form = await getFormOf(tx, campaign.state);
  const written = await findWritten(tx, revision);
  const { filedIndex, acceptedIndex, returnedIndex } = revision;
  const indexes = [filedIndex, acceptedIndex, returnedIndex].filter((index) => index !== null);
  const actedAt = await findActedAt(tx, actor, indexes);
  const isMasked = visible.participant.isClassified && !seesTexts(actor);
  const signedBy = await findSigners(tx, filedIndex);
  return toRevisionBody({ form, revision, written, isMasked, actedAt, signedBy });
}

/** Who signed what a leaf tells of. */
async function findSigners(tx: Tx, logIndex: number): Promise<readonly ActedBy[]> {
  const leaf = await findLeaf(tx, logIndex);
  const body = leaf && (JSON.parse(leaf.bytes) as ReadLeaf['body']);
  const signers = (body && signedIn(body)?.signers) ?? [];
  const actedBy = await findActedBy(tx, signers);
  return signers.flatMap((signer) => actedBy(signer) ?? []);
}

function noSuchRevision(): Refusal {
  return new Refusal('not_found', 'filing.not_found', text('该报表没有这一版次。', 'The filing has no such revision.'));
}
