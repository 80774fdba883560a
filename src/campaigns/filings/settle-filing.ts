import { type Actor, type CivilDate, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { findOfKind, type RecordedKind, type ReferenceRecord, recordChanged } from '../../reference/index.ts';
import { isOfOffice, refuseRecalled, wrongDays, wrongState } from '../asked/campaign.ts';
import { type CampaignRecord, findCampaign } from '../asked/find-campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import {
  FILING,
  type Filing,
  type FilingRevision,
  filingState,
  isFinal,
  type OpenedByFiling,
  UNASSESSED,
} from './filing.ts';
import { listRevisions, updateFate } from './filings-repository.ts';
import { findFigures } from './find-figures.ts';
import { findFiledContent, getVisibleFiling } from './find-filing.ts';
import { openingsIn } from './find-opened-matters.ts';
import { judgeFiling } from './judged-filing.ts';
import { refuseFilers, refuseOwnUnit } from './require-others.ts';

export interface FilingToSettle {
  readonly filing: ReferenceRecord<Filing>;
  readonly campaign: CampaignRecord;
  readonly newest: FilingRevision;
  /** The revisions before it. */
  readonly earlier: readonly FilingRevision[];
  /** Who puts right what it shows: the unit, or its successor. */
  readonly owner: string;
}

/** A filing with its campaign, for whoever acts for the office that reads it. */
export async function getFilingToSettle({ tx }: Governed, actor: Actor, id: string): Promise<FilingToSettle> {
  const { filing, participant } = await getVisibleFiling(tx, actor, id);
  const campaign = await findCampaign(tx, filing.state.campaignId);
  const revisions = await listRevisions(tx, id);
  const newest = revisions.at(-1);
  if (!campaign || !newest) throw new Error(`the filing ${id} answers no campaign`);
  refuseRecalled(campaign.state);
  return {
    filing,
    campaign,
    newest,
    earlier: revisions.slice(0, -1),
    owner: participant.coveredBy ?? participant.agencyCode,
  };
}

/** What the form opens of a filing as it was filed, with the day each is due. */
export async function listOpenings(
  { tx, on }: Governed,
  { filing, campaign, newest }: FilingToSettle,
): Promise<readonly OpenedByFiling[]> {
  const form = await getFormOf(tx, campaign.state);
  const figures = await findFigures(tx, campaign.key, filing.state.agencyCode);
  const content = await findFiledContent(tx, form, newest);
  return openingsIn(judgeFiling({ form, figures, needsReasons: false }, content), on);
}

export interface Acceptance {
  readonly actor: Actor;
  readonly remark: string | null;
  readonly opened: readonly OpenedByFiling[];
}

/**
 * The office takes what was filed. A person who filed it, or works for the unit, does not accept it; what two people of the office
 * have typed in from paper may be accepted by either of them, since each has read the paper and both have signed.
 */
export async function acceptFiling(
  entry: Governed,
  { filing, campaign, newest, owner }: FilingToSettle,
  { actor, remark, opened }: Acceptance,
): Promise<ReferenceRecord<Filing>> {
  requireReadable(campaign, filing);
  const agencies = [filing.state.agencyCode, owner];
  if (newest.basis === 'paper') await refuseOwnUnit(entry.tx, agencies, actor.personId);
  else await refuseFilers(entry.tx, { newest, agencies }, actor);
  const told = opened.map(({ title: _title, ...each }) => each);
  return settle(entry, {
    ...{ filing, actor, act: 'accepted', after: { ...filing.state, state: 'accepted' } },
    notes: { accepted: { revision: newest.revision, digest: newest.digest, opened: told }, reason: remark },
    write: (logIndex) =>
      updateFate(entry.tx, newest, { ...newest, acceptedAt: entry.at, acceptedIndex: logIndex, opened }),
  });
}

/** As the campaign stands, the office may still say yes or no to what was filed. */
export function requireReadable({ state }: CampaignRecord, { state: filing }: ReferenceRecord<Filing>): void {
  if (state.state !== 'open') throw wrongState();
  if (filing.state !== 'filed')
    throw filingState(text('只有待审核的报表才能审核通过。', 'Only what is filed and not yet read can be accepted.'));
}

export interface Return {
  readonly actor: Actor;
  readonly cells: Readonly<Record<string, string>>;
  readonly reason: string | null;
  readonly dueOn: CivilDate;
}

/** Gives a filing back, cell by cell, with a day of its own; the day of the first filing goes on counting. */
export async function returnFiling(
  entry: Governed,
  { filing, campaign, newest }: FilingToSettle,
  { actor, cells, reason, dueOn }: Return,
): Promise<ReferenceRecord<Filing>> {
  if (campaign.state.state !== 'open') throw wrongState();
  if (filing.state.assessment === 'confirmed') throw isFinal();
  if (filing.state.state === 'returned') throw filingState(text('该报表已退回。', 'The filing is returned already.'));
  if (dueOn < entry.on) throw wrongDays('/dueOn', '重报期限不能早于今天。', 'The new day cannot be in the past.');
  if (newest.acceptedIndex !== null && !isOfOffice(actor.grant, campaign.state)) throw acceptedAbove();
  const form = await getFormOf(entry.tx, campaign.state);
  const strange = Object.keys(cells).filter((cell) => !form.cell(cell));
  if (strange.length > 0) throw strangeCells(strange);
  return settle(entry, {
    ...{
      filing,
      actor,
      act: 'returned',
      after: { ...filing.state, ...UNASSESSED, state: 'returned', resubmitBy: dueOn },
    },
    notes: { returned: { revision: newest.revision, digest: newest.digest, dueOn }, cells, reason },
    write: (logIndex) =>
      updateFate(entry.tx, newest, {
        ...{ ...newest, returnedAt: entry.at, returnedIndex: logIndex, resubmitBy: dueOn },
      }),
  });
}

function acceptedAbove(): Refusal {
  const message = text(
    '该报表已由上级办公室审核通过，须由其退回。',
    'An office further up has accepted the filing: it returns it.',
  );
  return new Refusal('forbidden', 'filing.accepted_above', message);
}

function strangeCells(cells: readonly string[]): Refusal {
  const message = text('表样中没有这一栏。', 'The form has no such cell.');
  const fields = cells.map((cell) => ({ pointer: `/cells/${cell}`, message: '' }));
  return new Refusal('unprocessable', 'filing.form', message, fields);
}

interface Settling {
  readonly filing: ReferenceRecord<Filing>;
  readonly actor: Actor;
  readonly act: 'accepted' | 'returned';
  readonly after: Filing;
  readonly notes: Readonly<Record<string, unknown>>;
  readonly write: (logIndex: number) => Promise<void>;
}

async function settle(entry: Governed, { filing, actor, act, after, notes, write }: Settling) {
  const kind: RecordedKind<Filing> = {
    ...FILING,
    notesOf: () => notes,
    write: async (_entry, [recorded]) => {
      if (recorded) await write(recorded.logIndex);
    },
  };
  const draft = { key: filing.key, before: filing, changes: null, after };
  await recordChanged(entry, kind, { drafts: [draft], act, actor, why: {} });
  return findOfKind(entry.tx, FILING, { key: filing.key, grant: { region: '000000' } });
}
