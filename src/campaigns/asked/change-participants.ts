import { type Actor, type CivilDate, Refusal, reaches, type Text, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { listFilingsOf } from '../filings/filings-repository.ts';
import { ASKING, refuseRecalled, wrongDays, wrongState } from './campaign.ts';
import { listParticipantsNamed } from './campaigns-repository.ts';
import type { CampaignRecord } from './find-campaign.ts';
import { listSelected } from './list-selected.ts';
import { answered, type GivenExcuse, type Participant } from './participant.ts';
import { newParticipant, type ParticipantsAct, writeNewParticipants, writeParticipants } from './write-participants.ts';

export interface ParticipantsChange {
  readonly campaign: CampaignRecord;
  readonly actor: Actor;
  readonly reason: string;
}

/**
 * More time: a day that is not over moves, and one that is over is excused only, or the late ones would be punctual. After the
 * close no day moves any more, since nothing comes in by it.
 */
export async function extendParticipants(
  entry: Governed,
  { campaign, actor, reason, agencies, dueOn }: ParticipantsChange & Extension,
): Promise<readonly Participant[]> {
  requireAsking(campaign);
  if (dueOn < entry.on) throw wrongDays('/dueOn', '新的期限不能早于今天。', 'The new day cannot be in the past.');
  const found = await getNamed(entry, campaign, { actor, agencies });
  const extended = found.map((participant) => {
    const place = `/agencies/${agencies.indexOf(participant.agencyCode)}`;
    if (participant.leftIndex !== null) throw notAsked(place);
    requireLaterDay(participant, dueOn);
    const moves = campaign.state.state === 'open' && entry.on <= participant.dueOn;
    const extension = { on: entry.on, dueOn, moves };
    return {
      ...participant,
      ...(moves && { dueOn }),
      extensions: [...participant.extensions, extension],
      timeRequest: answered(participant.timeRequest, 'extended', entry.on),
    };
  });
  return writeParticipants(entry, actOf('campaign.extended', { campaign, actor, reason }), extended);
}

/** Later than the day there is, and than one that was given to excuse being late. */
export function requireLaterDay({ extensions, dueOn: first }: Participant, dueOn: CivilDate): void {
  const last = extensions.at(-1)?.dueOn ?? first;
  if (dueOn <= last)
    throw wrongDays('/dueOn', '新的期限须晚于原期限。', 'The new day must be later than the one before.');
}

interface Extension {
  readonly agencies: readonly string[];
  readonly dueOn: CivilDate;
}

/** A unit that is asked later, with a day of its own. `earliest` is the first day that it may be given. */
export async function joinCampaign(
  entry: Governed,
  { campaign, actor, reason, agencyCode, dueOn, earliest }: ParticipantsChange & Join,
): Promise<readonly Participant[]> {
  requireOpen(campaign);
  if (dueOn < earliest)
    throw wrongDays(
      '/dueOn',
      '后加入单位的期限至少在 5 个工作日之后。',
      'Whoever joins later has at least 5 working days.',
    );
  const none = { regions: [], kinds: null, levels: null };
  const [unit] = await listSelected(entry.tx, { ...none, agencies: [agencyCode] });
  if (!unit || !reaches(actor.grant, { code: unit.agencyCode, region: unit.region })) throw unknownAgency();
  const [known] = await listParticipantsNamed(entry.tx, campaign.key, [agencyCode]);
  if (known) throw wrongParticipant('/agencyCode', '该单位已在报送范围内。', 'The agency is asked already.');
  const asked = newParticipant(unit, { campaignId: campaign.key, dueOn });
  return writeNewParticipants(entry, actOf('campaign.joined', { campaign, actor, reason }), [asked]);
}

interface Join {
  readonly agencyCode: string;
  readonly dueOn: CivilDate;
  readonly earliest: CivilDate;
}

/** Takes units out of what is expected, after the close as well: as it was closed it stays. Whoever was there on the day that is asked about and has filed stays counted. */
export async function excuseParticipants(
  entry: Governed,
  { campaign, actor, reason, agencies, ground, since }: ParticipantsChange & Excuse,
): Promise<readonly Participant[]> {
  requireAsking(campaign);
  const { asOfOn } = campaign.state;
  if (ground !== 'exempt' && since === null)
    throw wrongDays('/since', '请填写机构撤销或合并的日期。', 'Say the first day without the agency.');
  const isThereOnDay = since === null || since > asOfOn;
  const found = await getNamed(entry, campaign, { actor, agencies });
  const filings = await listFilingsOf(entry.tx, campaign.key, agencies);
  const excused = found.map((participant) => {
    const place = `/agencies/${agencies.indexOf(participant.agencyCode)}`;
    if (participant.leftIndex !== null) throw notAsked(place);
    if (ground === 'merged' && isThereOnDay)
      throw wrongParticipant(
        place,
        '该单位在数据截止日仍存在，应由承继单位代为报送。',
        'The agency was there on the day that is asked about: its successor files for it.',
      );
    if (isThereOnDay && filings.has(participant.agencyCode))
      throw wrongParticipant(place, '该单位已报送，其报表继续有效。', 'The agency has filed, and its filing counts.');
    const excuse: GivenExcuse = { ground, since, on: entry.on };
    return { ...participant, excuse, leaves: true };
  });
  return writeParticipants(entry, actOf('campaign.excused', { campaign, actor, reason }), excused);
}

interface Excuse {
  readonly agencies: readonly string[];
  readonly ground: GivenExcuse['ground'];
  readonly since: CivilDate | null;
}

/** A unit that was merged after the day that is asked about: expected still, and its successor files for it. */
export async function coverParticipant(
  entry: Governed,
  { campaign, actor, reason, agencyCode, coveredBy, since }: ParticipantsChange & Cover,
): Promise<readonly Participant[]> {
  requireOpen(campaign);
  if (since <= campaign.state.asOfOn)
    throw wrongDays(
      '/since',
      '该单位在数据截止日已不存在，应予免报。',
      'The agency was gone on the day that is asked about: it is excused.',
    );
  if (coveredBy === agencyCode)
    throw wrongParticipant('/coveredBy', '承继单位不能是本单位。', 'An agency is not its own successor.');
  const [unit] = await getNamed(entry, campaign, { actor, agencies: [agencyCode] });
  const [successor] = await listParticipantsNamed(entry.tx, campaign.key, [coveredBy]);
  if (!successor || successor.leftIndex !== null || successor.coveredBy !== null)
    throw wrongParticipant('/coveredBy', '承继单位须在报送范围内。', 'The successor must be asked as well.');
  if (!unit || unit.leftIndex !== null || unit.coveredBy !== null) throw notAsked('/agencyCode');
  const act = actOf('campaign.covered', { campaign, actor, reason });
  return writeParticipants(entry, act, [{ ...unit, coveredBy }]);
}

interface Cover {
  readonly agencyCode: string;
  readonly coveredBy: string;
  readonly since: CivilDate;
}

function actOf(type: ParticipantsAct['type'], { campaign, actor, reason }: ParticipantsChange): ParticipantsAct {
  return { type, campaignId: campaign.key, actor, reason };
}

/** What a closed campaign asked is owed still, until the unit is excused or files a correction. */
export function requireAsking({ state }: CampaignRecord): void {
  refuseRecalled(state);
  if (!ASKING.includes(state.state)) throw wrongState();
}

function requireOpen({ state }: CampaignRecord): void {
  if (state.state !== 'open') throw wrongState();
}

/** All of them, within the actor's reach, or none. */
export async function getNamed(
  { tx }: Governed,
  campaign: CampaignRecord,
  { actor, agencies }: { readonly actor: Actor; readonly agencies: readonly string[] },
): Promise<readonly Participant[]> {
  const found = await listParticipantsNamed(tx, campaign.key, agencies);
  const reached = found.filter(({ agencyCode: code, region }) => reaches(actor.grant, { code, region }));
  if (reached.length === agencies.length) return reached;
  const names = new Set(reached.map(({ agencyCode }) => agencyCode));
  throw notAsked(`/agencies/${agencies.findIndex((code) => !names.has(code))}`);
}

function unknownAgency(): Refusal {
  return new Refusal('not_found', 'agency.not_found', text('未找到该单位。', 'There is no such agency.'));
}

function notAsked(pointer: string): Refusal {
  return wrongParticipant(pointer, '该单位不在报送范围内。', 'The agency is not asked by this campaign.');
}

function wrongParticipant(pointer: string, zh: string, en: string): Refusal {
  const message: Text = text(zh, en);
  return new Refusal('conflict', 'campaign.participant', message, [{ pointer, message: '' }]);
}
