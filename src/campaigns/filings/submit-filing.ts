import { worksFor } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, dayOf, type NewId, Refusal, text } from '../../kernel/index.ts';
import { type Governed, readSize, selectIn } from '../../log/index.ts';
import { fileJudge } from '../../register/index.ts';
import { findOpenProposals } from '../../two-people/index.ts';
import { judgingOf, refuseRecalled, wrongState } from '../asked/campaign.ts';
import { AWAITED } from '../asked/find-awaited.ts';
import { getFormOf } from '../asked/find-form.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { findStoredDraft } from './drafts-of-filings-repository.ts';
import { type FiledBy, type Filing, filingState, isFinal, type RevisionKind } from './filing.ts';
import { findFilingOf, listRevisions } from './filings-repository.ts';
import { type MattersOfFilings, openingsIn } from './find-opened-matters.ts';
import type { Reporting } from './find-reporter.ts';
import { type JudgedFiling, judgeFiling, refuseUnfit } from './judged-filing.ts';
import {
  bytesOf,
  type FilingStatement,
  type FilingToRecord,
  filingAfter,
  type RecordedFiling,
  recordFiling,
  revisionOf,
} from './record-filing.ts';

export interface FilingToSubmit {
  readonly actor: Actor;
  /** Read in this transaction. */
  readonly reporting: Reporting;
  readonly basis: FiledBy;
  readonly statement: FilingStatement;
  /** Whether it is only tried, before anybody signs. */
  readonly isTrial: boolean;
  /** Who acts for the office that takes it with its signatures, in whose name matters are opened. */
  readonly taker: Actor;
  /** Who has sent it, and who has signed, as far as they are known. */
  readonly people: readonly (string | null)[];
}

export interface FilingDeps {
  readonly newId: NewId;
  readonly matters: MattersOfFilings;
}

/** A unit's answer, signed by a second person: frozen bytes, whose digest is in the log. */
export async function submitFiling(
  entry: Governed,
  { newId, matters }: FilingDeps,
  asked: FilingToSubmit,
): Promise<FiledOrTried> {
  const { form, ...toRecord } = await judgeSubmission(entry, asked);
  const openings = openingsIn(toRecord.judged, entry.on);
  const { participant } = asked.reporting;
  const recorded = await recordFiling(entry, {
    ...toRecord,
    newId,
    open: async ({ filing, earlier }) => {
      if (!toRecord.isTaken) return [];
      const shown = { filing: filing.id, revision: filing.revision, owner: ownerOf(participant) };
      return matters.open(entry, { ...shown, openings, earlier, actor: asked.taker, newId });
    },
  });
  return { ...shownOf({ form, ...toRecord }), ...recorded };
}

function ownerOf({ coveredBy, agencyCode }: Reporting['participant']): string {
  return coveredBy ?? agencyCode;
}

/** The same without writing, while others decide: the filing as it would be, and its revision. */
export async function tryFiling(
  { tx, at }: Moment,
  { newId, matters }: FilingDeps,
  asked: FilingToSubmit,
): Promise<FiledOrTried> {
  const judgedNow = await judgeSubmission({ tx, at }, asked);
  const toRecord = { ...judgedNow, newId };
  const { before } = toRecord;
  const filing = filingAfter({ at }, toRecord);
  const filedIndex = await readSize(tx);
  const earlier = before ? await listRevisions(tx, before.key) : [];
  const openings = openingsIn(judgedNow.judged, dayOf(at));
  const opened = judgedNow.isTaken ? await matters.foresee(tx, { openings, earlier }) : [];
  return {
    ...{ ...shownOf(judgedNow), filing },
    earlier,
    revision: revisionOf(toRecord, { filing, bytes: bytesOf(toRecord, filing), at, filedIndex, opened }),
  };
}

type Moment = Pick<Governed, 'at'> & { readonly tx: Tx };

/** What is shown of a filing to whoever has made it: nothing of it need be read again. */
export interface FiledOrTried extends Pick<Reporting, 'participant'>, RecordedFiling {
  readonly judged: JudgedFiling;
  readonly form: CompiledForm;
  /** Of a correction. */
  readonly reason: string | null;
}

interface JudgedSubmission extends Omit<FilingToRecord, 'newId'> {
  readonly form: CompiledForm;
}

function shownOf({ judged, form, statement, reporting }: JudgedSubmission) {
  return { judged, form, reason: statement.reason, participant: reporting.participant };
}

/** Refuses what a unit may not file as things stand. */
async function judgeSubmission({ tx, at }: Moment, asked: FilingToSubmit): Promise<JudgedSubmission> {
  const { actor, statement, basis, reporting } = asked;
  const before = await findFilingOf(tx, reporting.campaign.key, reporting.participant.agencyCode);
  const kind = kindOf(reporting, before?.state, statement);
  if (asked.isTrial) await refuseAwaiting({ tx, at }, reporting);
  await refuseOtherDraft(tx, reporting, statement.draftVersion);
  refuseWrongDay(at, reporting, statement);
  const form = await getFormOf(tx, reporting.campaign.state);
  const judged = judgeFiling({ form, figures: reporting.figures, ...judgingOf(reporting.campaign.state) }, statement);
  refuseUnfit(form, judged, statement.acknowledged);
  await refuseForeignFiles(tx, ownersOf(reporting, basis), statement.files);
  await refuseStranger(tx, reporting, statement.signedFor);
  const isTaken = await isTakenAtOnce(tx, asked, kind);
  return { reporting, before, kind, basis, statement, judged, actor, form, isTaken };
}

/**
 * What the office signs it takes by that: a correction after the close, and what two of its people typed in from paper. Only
 * where one of these works for the unit another person reads it.
 */
async function isTakenAtOnce(
  tx: Tx,
  { basis, reporting, people }: FilingToSubmit,
  kind: RevisionKind,
): Promise<boolean> {
  if (kind === 'correction') return true;
  if (basis !== 'paper') return false;
  const { participant } = reporting;
  const agencies = [participant.agencyCode, ownerOf(participant)];
  for (const person of people) if (await worksFor(tx, agencies, person)) return false;
  return true;
}

/** Why there is a revision, if there may be one as things stand. */
function kindOf(
  { campaign, participant }: Reporting,
  filing: Filing | undefined,
  { reason }: Pick<FilingStatement, 'reason'>,
): RevisionKind {
  if (participant.leftIndex !== null)
    throw wrongParticipant(text('该单位已免予报送。', 'The agency is excused and need not file.'));
  const { state } = campaign.state;
  refuseRecalled(campaign.state);
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
  { tx, at }: Moment,
  { campaign, participant }: Pick<Reporting, 'campaign' | 'participant'>,
): Promise<string | undefined> {
  const question = { agencyCodes: [participant.coveredBy ?? participant.agencyCode], at };
  const open = await findOpenProposals(tx, { ...question, operations: AWAITED });
  return open.find(({ params, body }) => {
    const reporter = Reflect.get(Object(body), 'reporter') ?? participant.agencyCode;
    return params.id === campaign.key && reporter === participant.agencyCode;
  })?.id;
}

async function refuseAwaiting(entry: Moment, reporting: Reporting): Promise<void> {
  if (await findAwaiting(entry, reporting)) throw awaitingSignature();
}

export function awaitingSignature(): Refusal {
  const message = text('该单位的报表正在等待审核人签署。', "The agency's filing waits for its signature.");
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
function refuseWrongDay(at: Governed['at'], { campaign }: Reporting, { receivedOn }: FilingStatement): void {
  const { launchedAt } = campaign.state;
  if (receivedOn === null) return;
  if (receivedOn <= dayOf(at) && launchedAt !== null && receivedOn >= dayOf(launchedAt)) return;
  const message = text(
    '收到日期应在发起报送任务之日与今天之间。',
    'The paper came in between the day of the launch and today.',
  );
  throw new Refusal('unprocessable', 'filing.received_on', message, [{ pointer: '/receivedOn', message: '' }]);
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
  const message = text('该责任人不属于本单位。', 'The responsible person is not of this agency.');
  throw new Refusal('unprocessable', 'filing.signed_for', message, [{ pointer: '/signedFor', message: '' }]);
}
