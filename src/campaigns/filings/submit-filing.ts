import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, dayOf, type NewId, Refusal, startOfDay, text } from '../../kernel/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import {
  type Draft,
  findOfKind,
  type RecordedKind,
  type ReferenceRecord,
  recordChanged,
  recordCreated,
} from '../../reference/index.ts';
import { fileJudge } from '../../register/index.ts';
import { findOpenProposals } from '../../two-people/index.ts';
import { judgingOf, wrongState } from '../asked/campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import { findStoredDraft } from './drafts-of-filings-repository.ts';
import { filedBytes } from './filed-bytes.ts';
import { FILING, type FiledBy, type Filing, filingState, isFinal, type RevisionKind, UNASSESSED } from './filing.ts';
import { findFilingOf, insertRevision, listRevisions, updateFate } from './filings-repository.ts';
import { findFigures } from './find-figures.ts';
import { getReporting, type Reporting } from './find-reporter.ts';
import { type FilingContent, type JudgedFiling, judgeFiling, numbersOf, refuseUnfit } from './judged-filing.ts';

/** What a unit files. */
export interface FilingStatement extends FilingContent {
  readonly reporter: string | undefined;
  readonly draftVersion: number | null;
  readonly acknowledged: readonly string[];
  readonly files: readonly string[];
  /** When a stamped form came in, where the office types it. */
  readonly receivedOn: CivilDate | null;
  readonly signedFor: string | null;
  readonly reason: string | null;
}

export interface FilingToSubmit {
  readonly actor: Actor;
  readonly campaignId: string;
  readonly basis: FiledBy;
  readonly statement: FilingStatement;
  /** Whether it is only tried, before anybody signs. */
  readonly isTrial: boolean;
}

/** A unit's answer, signed by a second person: frozen bytes, whose digest is in the log. */
export async function submitFiling(
  entry: Governed,
  { newId }: { readonly newId: NewId },
  asked: FilingToSubmit,
): Promise<ReferenceRecord<Filing>> {
  const { tx } = entry;
  const { actor, statement, basis } = asked;
  const reporting = await getReporting(tx, actor, { campaignId: asked.campaignId, reporter: statement.reporter });
  const before = await findFilingOf(tx, reporting.campaign.key, reporting.participant.agencyCode);
  const kind = kindOf(reporting, before?.state, statement);
  if (asked.isTrial) await refuseAwaiting(entry, reporting);
  await refuseOtherDraft(tx, reporting, statement.draftVersion);
  refuseWrongDay(entry, reporting, statement);
  const judged = await judgeStatement(tx, reporting, statement);
  refuseUnfit(judged, statement.acknowledged);
  await refuseForeignFiles(tx, ownersOf(reporting, basis), statement.files);
  await refuseStranger(tx, reporting, statement.signedFor);
  return recordFiling(entry, { reporting, before, kind, basis, statement, judged, actor, newId });
}

/** Why there is a revision, if there may be one as things stand. */
function kindOf(
  { campaign, participant }: Reporting,
  filing: Filing | undefined,
  { reason }: Pick<FilingStatement, 'reason'>,
): RevisionKind {
  if (participant.leftIndex !== null)
    throw wrongParticipant(text('该单位已免予报送。', 'The unit is excused and need not file.'));
  const { state } = campaign.state;
  if (filing?.assessment === 'confirmed') throw isFinal();
  if (state === 'closed') {
    if (reason === null) throw noReason();
    return 'correction';
  }
  if (state !== 'open') throw wrongState();
  if (reason !== null)
    throw filingState(text('报送任务尚未关闭，无需更正说明。', 'The campaign is open: nothing is corrected yet.'));
  if (!filing) return 'first';
  if (filing.state === 'returned') return 'after-return';
  throw filingState(
    text('已报送的报表须先退回才能重报。', 'What was filed is filed again only after it was returned.'),
  );
}

function wrongParticipant(message: ReturnType<typeof text>): Refusal {
  return new Refusal('conflict', 'campaign.participant', message);
}

function noReason(): Refusal {
  const message = text('报送任务已关闭，更正须说明原因。', 'The campaign is closed: a correction needs a reason.');
  return new Refusal('unprocessable', 'filing.reason_missing', message, [{ pointer: '/reason', message: '' }]);
}

/** The proposal of a unit's filing that waits for its signature. */
export async function findAwaiting(
  { tx, at }: Pick<Governed, 'tx' | 'at'> | { readonly tx: Tx; readonly at: Governed['at'] },
  { campaign, participant }: Pick<Reporting, 'campaign' | 'participant'>,
): Promise<string | undefined> {
  const question = { agencyCodes: [participant.coveredBy ?? participant.agencyCode], at };
  const open = await findOpenProposals(tx, { ...question, operations: ['submitFiling', 'fileOnPaper'] });
  return open.find(({ params, body }) => {
    const reporter = Reflect.get(Object(body), 'reporter') ?? participant.agencyCode;
    return params.id === campaign.key && reporter === participant.agencyCode;
  })?.id;
}

async function refuseAwaiting(entry: Governed, reporting: Reporting): Promise<void> {
  if (await findAwaiting(entry, reporting)) throw awaitingSignature();
}

export function awaitingSignature(): Refusal {
  const message = text('该单位的报表正在等待审核人签署。', "The unit's filing waits for its signature.");
  return new Refusal('conflict', 'filing.awaiting_signature', message);
}

async function refuseOtherDraft(tx: Tx, { campaign, participant }: Reporting, version: number | null): Promise<void> {
  if (version === null) return;
  const draft = await findStoredDraft(tx, { campaignId: campaign.key, agencyCode: participant.agencyCode });
  if ((draft?.version ?? 0) === version) return;
  const message = text(
    '草稿已被他人更新，请重新读取。',
    'The draft was saved by somebody else meanwhile. Read it again.',
  );
  throw new Refusal('conflict', 'filing.draft_changed', message, [{ pointer: '/draftVersion', message: '' }]);
}

/** A paper came in while it was asked for, and has come already. */
function refuseWrongDay({ at }: Governed, { campaign }: Reporting, { receivedOn }: FilingStatement): void {
  const { launchedAt } = campaign.state;
  if (receivedOn === null) return;
  if (receivedOn <= dayOf(at) && launchedAt !== null && receivedOn >= dayOf(launchedAt)) return;
  const message = text(
    '收到日期应在发起报送任务之日与今天之间。',
    'The paper came in between the day of the launch and today.',
  );
  throw new Refusal('unprocessable', 'filing.received_on', message, [{ pointer: '/receivedOn', message: '' }]);
}

async function judgeStatement(tx: Tx, { campaign, participant }: Reporting, content: FilingContent) {
  const form = await getFormOf(tx, campaign.state);
  const figures = await findFigures(tx, campaign.key, participant.agencyCode);
  return judgeFiling({ form, figures, ...judgingOf(campaign.state) }, content);
}

/** A scan was sent by the unit, or by the office that types its paper in. */
function ownersOf({ campaign, participant, filedFor }: Reporting, basis: FiledBy): readonly string[] {
  return [participant.agencyCode, filedFor, ...(basis === 'paper' ? [campaign.state.officeAgency] : [])];
}

/** Refuses files that none of some agencies has sent. */
export async function refuseForeignFiles(tx: Tx, owners: readonly string[], files: readonly string[]): Promise<void> {
  const judge = fileJudge();
  const shown = [...new Set(owners)].map((agencyCode) => files.map((file) => ({ agencyCode, evidence: [{ file }] })));
  await judge.readFor(tx, shown.flat());
  for (const at of files.keys()) {
    const problems = shown.map((ofOwner) => ofOwner[at]).map((each) => (each ? judge.problemsOf(each)[0] : undefined));
    const [problem] = problems;
    if (problems.every((each) => each !== undefined) && problem)
      throw new Refusal(problem.kind, problem.code, problem.text, [{ pointer: `/files/${at}`, message: '' }]);
  }
}

async function refuseStranger(tx: Tx, { participant, filedFor }: Reporting, signedFor: string | null): Promise<void> {
  if (signedFor === null) return;
  const [person] = await selectIn(tx, 'responsible_persons', 'id', [signedFor]);
  const isTheirs = person && [participant.agencyCode, filedFor].includes(String(person.agency_code));
  if (isTheirs) return;
  const message = text('该责任人不属于本单位。', 'The responsible person is not of this unit.');
  throw new Refusal('unprocessable', 'filing.signed_for', message, [{ pointer: '/signedFor', message: '' }]);
}

interface FilingToRecord {
  readonly reporting: Reporting;
  readonly before: ReferenceRecord<Filing> | undefined;
  readonly kind: RevisionKind;
  readonly basis: FiledBy;
  readonly statement: FilingStatement;
  readonly judged: JudgedFiling;
  readonly actor: Actor;
  readonly newId: NewId;
}

async function recordFiling(entry: Governed, toRecord: FilingToRecord): Promise<ReferenceRecord<Filing>> {
  const { before, kind, actor } = toRecord;
  const after = filingAfter(entry, toRecord);
  const draft: Draft<Filing> = { key: after.id, before: before ?? null, changes: null, after };
  const recording = recordingOf(toRecord, after);
  if (before) await recordChanged(entry, recording, { drafts: [draft], act: actOf(kind), actor, why: {} });
  else await recordCreated(entry, recording, { drafts: [draft], actor });
  return findOfKind(entry.tx, FILING, { key: after.id, grant: EVERYBODY });
}

const EVERYBODY = { region: '000000' };

function actOf(kind: RevisionKind): 'filed' | 'corrected' {
  return kind === 'correction' ? 'corrected' : 'filed';
}

function filingAfter({ at }: Governed, { reporting, before, kind, statement, newId }: FilingToRecord): Filing {
  const { agencyCode, region } = reporting.participant;
  const { receivedOn } = statement;
  const known = before?.state;
  return {
    ...{ id: known?.id ?? newId('fil'), campaignId: reporting.campaign.key, agencyCode, region },
    // A correction is signed by the office, which has taken it by that.
    ...{ state: kind === 'correction' ? 'accepted' : 'filed', revision: (known?.revision ?? 0) + 1 },
    // The unit has filed when its paper came in, not when somebody had time to type it.
    firstFiledAt: known?.firstFiledAt ?? (receivedOn === null ? at : startOfDay(receivedOn)),
    resubmitBy: null,
    // Another revision is scored anew.
    ...UNASSESSED,
  };
}

/** The kind of filings, with what the leaf of this one says beside and what else is written with it. */
function recordingOf(toRecord: FilingToRecord, after: Filing): RecordedKind<Filing> {
  const { reporting, kind, basis, statement, judged } = toRecord;
  const { form, formDigest } = reporting.campaign.state;
  const { files, receivedOn, signedFor, reason } = statement;
  const named = { campaign: after.campaignId, agency: after.agencyCode, revision: after.revision, kind, basis };
  const { body, digest } = filedBytes({
    ...{ ...named, form, formDigest: formDigest ?? '', files, signedFor, judged },
    ...(receivedOn !== null && { receivedOn }),
  });
  const { texts, rows } = judged.filed;
  return {
    ...FILING,
    beginning: 'filed',
    notesOf: () => ({
      filed: { revision: after.revision, kind, basis, form, digest },
      ...{ texts: unlessEmpty(texts), rows: unlessEmpty(rows), reasons: unlessEmpty(judged.reasons), reason },
    }),
    write: async ({ tx, at }, [recorded]) => {
      if (!recorded) throw new Error('a filing that was recorded has a leaf');
      const filedIndex = recorded.logIndex;
      const isTaken = kind === 'correction';
      await supersede({ tx, filingId: after.id, by: filedIndex });
      await insertRevision(tx, {
        ...{ filingId: after.id, revision: after.revision, campaignId: after.campaignId },
        ...{ numbers: numbersOf(judged), body, digest, kind, basis, filedAt: at, filedIndex },
        ...{ acceptedAt: isTaken ? at : null, acceptedIndex: isTaken ? filedIndex : null, opened: [] },
        ...{ returnedAt: null, returnedIndex: null, resubmitBy: null, supersededIndex: null },
      });
    },
  };
}

function unlessEmpty<T extends object>(texts: T): T | undefined {
  return Object.keys(texts).length === 0 ? undefined : texts;
}

async function supersede({ tx, filingId, by }: { tx: Governed['tx']; filingId: string; by: number }): Promise<void> {
  const last = (await listRevisions(tx, filingId)).at(-1);
  if (last) await updateFate(tx, last, { ...last, supersededIndex: by });
}
