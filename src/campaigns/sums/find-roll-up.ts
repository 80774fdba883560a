import type { Tx } from '../../db/index.ts';
import { once } from '../../http/once.ts';
import { type Actor, type Grant, Refusal, reaches, text } from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { isRecalled, refuseRecalled, wrongState } from '../asked/campaign.ts';
import { listParticipantsOf } from '../asked/campaigns-repository.ts';
import { type CampaignRecord, getVisibleCampaign } from '../asked/find-campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import type { Participant } from '../asked/participant.ts';
import type { Filing } from '../filings/filing.ts';
import { listFilingsOf, listRevisionsInSums, type RevisionInSums } from '../filings/filings-repository.ts';
import { type StandingUnit, standingAt } from './counts.ts';
import { findStamp } from './counts-repository.ts';
import { keptTogether } from './kept-together.ts';
import {
  type Basis,
  countingRevision,
  type Grouping,
  type GroupSum,
  groupsOf,
  type RegionLevel,
  readBy,
  sumOf,
  unitsOfRegion,
} from './roll-up.ts';

export interface RollUpQuestion {
  readonly id: string;
  readonly by: Grouping;
  readonly level: RegionLevel | undefined;
  readonly basis: Basis;
  readonly region: string | undefined;
  /** Whether units of the regions below count as well; they do where it is not said. */
  readonly below?: boolean;
  /** Of one unit alone. */
  readonly agencyCode?: string | undefined;
  readonly asOf: number | undefined;
}

/** What sums are taken from, where they were worked out before. */
export type RecallSums = <Value>(recalled: {
  /** By value, everything that the sums follow from besides how the units stand. */
  readonly key: readonly unknown[];
  /** How the units stand: the same text as long as none is asked, excused or given time, and nobody files. */
  readonly stamp: string;
  readonly compute: () => Promise<Value>;
}) => Promise<Value>;

/** What a campaign sums up to, of the units within reach, as it stood right after a leaf. */
export async function findRollUp(tx: Tx, actor: Actor, question: RollUpQuestion, recall: RecallSums) {
  const { id: _id, asOf: _asOf, ...about } = question;
  const campaign = await getVisibleCampaign(tx, actor, question.id);
  const { asked, isNow } = await asOfIn(tx, question.asOf);
  // Nothing is done about it after the leaf of its recall; before that leaf it sums up as it did.
  if (isRecalled(campaign.state) && campaign.logIndex <= asked) refuseRecalled(campaign.state);
  const asOf = asOfBasis(campaign, question.basis, asked);
  const sums = await recall({
    key: [campaign.key, actor.grant, about, isNow ? null : asOf],
    stamp: await findStamp(tx, campaign.key),
    compute: () => sumUp(tx, { campaign, actor, question, asOf }),
  });
  return { ...sums, campaign: campaign.state, asOf: asked, asOfBasis: asOf };
}

interface Summing {
  readonly campaign: CampaignRecord;
  readonly actor: Actor;
  readonly question: RollUpQuestion;
  readonly asOf: number;
}

async function sumUp(tx: Tx, { campaign, actor, question, asOf }: Summing) {
  const { by, level, basis, agencyCode } = question;
  const isCounted = (unit: Participant): boolean => agencyCode === undefined || unit.agencyCode === agencyCode;
  const all = await standingOf(tx, campaign.key, { basis, asOf, grant: actor.grant, isCounted });
  const together = keptTogether(all, (unit) => countingRevision(unit, basis, asOf) !== undefined);
  const { units, isJoined } = unitsOfRegion(all, { ...question, together });
  const form = await getFormOf(tx, campaign.state);
  const sum = { form, basis, asOf };
  const groups = groupsOf(units, { by, level, together });
  return {
    ...{ form, units, isJoined, total: sumOf(null, units, sum) },
    // A page shows fifty groups of thousands.
    groups: groups.map(([key, group]) => ({ key, sum: once(() => sumOf(key, group, sum)) })),
  };
}

export type FoundRollUp = Awaited<ReturnType<typeof findRollUp>>;
export type { GroupSum };

/** As it was closed is as it was right after the leaf of the close. */
function asOfBasis({ state }: CampaignRecord, basis: Basis, asOf: number): number {
  if (basis !== 'closed') return asOf;
  if (state.closedIndex === null || state.closedIndex > asOf) throw notClosed();
  return state.closedIndex;
}

function notClosed() {
  return wrongState(
    text('该报送任务尚未关闭，没有关闭时的数据。', 'The campaign is not closed, so nothing stands as it was closed.'),
  );
}

async function asOfIn(tx: Tx, asOf: number | undefined): Promise<{ readonly asked: number; readonly isNow: boolean }> {
  const { frontier } = await readHead(tx);
  const last = frontier.size - 1;
  if (asOf === undefined) return { asked: last, isNow: true };
  if (asOf <= last) return { asked: asOf, isNow: asOf === last };
  const message = text('该日志序号尚未产生。', 'The log has no such index yet.');
  throw new Refusal('invalid', 'log.index_ahead', message, [{ pointer: '/query/asOf', message: '' }]);
}

interface StandingQuestion {
  readonly basis: Basis;
  readonly asOf: number;
  readonly grant: Grant;
  readonly isCounted: (unit: Participant) => boolean;
}

async function standingOf(
  tx: Tx,
  campaignId: string,
  { basis, asOf, grant, isCounted }: StandingQuestion,
): Promise<readonly StandingUnit[]> {
  const all = await listParticipantsOf(tx, campaignId);
  const participants = all.filter(
    (unit) => reaches(grant, { code: unit.agencyCode, region: unit.region }) && isCounted(unit),
  );
  const filings = await listFilingsOf(tx, campaignId);
  const owners = new Map([...filings].map(([agencyCode, { id }]) => [id, agencyCode]));
  const revisionsOf = new Map<string, RevisionInSums[]>();
  for (const read of readBy(basis, await listRevisionsInSums(tx, campaignId))) {
    const agencyCode = owners.get(read.filingId) ?? '';
    const revision = asItCameIn(read, filings.get(agencyCode));
    const known = revisionsOf.get(agencyCode);
    if (known) known.push(revision);
    else revisionsOf.set(agencyCode, [revision]);
  }
  return standingAt(participants, revisionsOf, asOf);
}

/** A paper counts by the day on which it came in, not by when somebody had time to type it. */
function asItCameIn(revision: RevisionInSums, filing: Filing | undefined): RevisionInSums {
  return revision.revision === 1 && filing ? { ...revision, filedAt: filing.firstFiledAt } : revision;
}
