import type { Tx } from '../../db/index.ts';
import { type Actor, canonicalJson, type Grant, Refusal, reaches, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { ASKING } from '../asked/campaign.ts';
import { type CampaignRecord, getVisibleCampaign } from '../asked/find-campaign.ts';
import type { Participant } from '../asked/participant.ts';
import { findAskedUnit } from './find-asked-unit.ts';
import type { FiguresOfCells } from './judged-filing.ts';

export interface Reporting {
  readonly campaign: CampaignRecord;
  readonly participant: Participant;
  /** Whose people file: the unit's own, or its successor's. */
  readonly filedFor: string;
  /** What the gate counted of the unit as of the day of the campaign. */
  readonly figures: FiguresOfCells;
}

export interface ReporterQuestion {
  readonly campaignId: string;
  /** Undefined: the only agency that the caller reaches. */
  readonly reporter: string | undefined;
}

/** The campaign and the unit that somebody files for, which must be asked and within reach; or whose successor is. */
export async function getReporting(tx: Tx, actor: Actor, question: ReporterQuestion): Promise<Reporting> {
  const { campaignId } = question;
  const reporter = reporterIn(question, actor);
  const { campaign: found, participant, figures } = await findAskedUnit(tx, campaignId, reporter);
  const isOwn = participant && reaches(actor.grant, { code: participant.agencyCode, region: participant.region });
  // Whoever reaches a unit that a campaign asks sees the campaign: nobody else has to be looked for.
  const campaign =
    found && isOwn && ASKING.includes(found.state.state) ? found : await getVisibleCampaign(tx, actor, campaignId);
  if (reporter === undefined) throw unnamed();
  if (!participant) throw notAsked();
  const { coveredBy } = participant;
  if (isOwn) return { campaign, participant, figures, filedFor: coveredBy ?? reporter };
  if (coveredBy !== null && (await isReached(tx, actor.grant, coveredBy)))
    return { campaign, participant, figures, filedFor: coveredBy };
  throw notAsked();
}

const reportings = new WeakMap<Tx, Map<string, Promise<Reporting>>>();

/**
 * The same, read once a transaction: an act for two people is asked whom it is about, who signs it and what it does. For acts
 * that write neither a campaign nor whom it asks.
 */
export function getReportingOnce(tx: Tx, actor: Actor, question: ReporterQuestion): Promise<Reporting> {
  const known = reportings.get(tx) ?? new Map<string, Promise<Reporting>>();
  reportings.set(tx, known);
  const name = canonicalJson([question.campaignId, question.reporter ?? null, actor.grant, actor.role]);
  const reporting = known.get(name) ?? getReporting(tx, actor, question);
  known.set(name, reporting);
  return reporting;
}

async function isReached(tx: Tx, grant: Grant, code: string): Promise<boolean> {
  const [agency] = await selectIn(tx, 'agencies', 'code', [code]);
  return agency !== undefined && reaches(grant, { code, region: String(agency.region) });
}

/** For whom somebody files: for whom is said, or else for the only agency within reach. */
export function reporterIn(
  { reporter }: { readonly reporter?: string | undefined },
  { grant }: Pick<Actor, 'grant'>,
): string | undefined {
  return reporter ?? onlyAgencyOf(grant);
}

function onlyAgencyOf(grant: Grant): string | undefined {
  const [only, ...others] = 'agencies' in grant ? grant.agencies : [];
  return others.length === 0 ? only : undefined;
}

function unnamed(): Refusal {
  const message = text('请指明填报单位。', 'Say which agency it is about.');
  return new Refusal('unprocessable', 'filing.reporter', message, [{ pointer: '/reporter', message: '' }]);
}

function notAsked(): Refusal {
  const message = text('该单位不在报送范围内。', 'The agency is not asked by this campaign.');
  return new Refusal('not_found', 'campaign.not_found', message);
}
