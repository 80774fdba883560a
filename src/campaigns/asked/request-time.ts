import { type Actor, type CivilDate, Refusal, type Text, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { listFilingsOf } from '../filings/filings-repository.ts';
import { getReporting, type ReporterQuestion } from '../filings/find-reporter.ts';
import { wrongDays } from './campaign.ts';
import { getNamed, type ParticipantsChange, requireAsking, requireLaterDay } from './change-participants.ts';
import { answered, type Participant, timelinessOf } from './participant.ts';
import { TIME_REFUSED, TIME_REQUESTED, writeParticipants } from './write-participants.ts';

interface TimeQuestion extends ReporterQuestion {
  readonly actor: Actor;
  readonly dueOn: CivilDate;
  readonly reason: string;
}

/** A unit asks its office for another day. Nothing moves by it; whoever files for a unit that was merged asks for it as well. */
export async function requestTime(
  entry: Governed,
  { actor, dueOn, reason, ...question }: TimeQuestion,
): Promise<readonly Participant[]> {
  const { campaign, participant } = await getReporting(entry.tx, actor, question);
  requireAsking(campaign);
  if (participant.leftIndex !== null) throw wrongRequest('', NOT_EXPECTED);
  if (participant.timeRequest?.state === 'waiting') throw wrongRequest('', WAITS_ALREADY);
  const filing = (await listFilingsOf(entry.tx, campaign.key, [participant.agencyCode])).get(participant.agencyCode);
  if (timelinessOf(participant, filing?.firstFiledAt ?? null, entry.on) === 'on-time') throw wrongRequest('', IN_TIME);
  if (dueOn < entry.on)
    throw wrongDays('/dueOn', '申请的日期不能早于今天。', 'The day that is asked for cannot be in the past.');
  requireLaterDay(participant, dueOn);
  const timeRequest = { on: entry.on, dueOn, state: 'waiting', answeredOn: null } as const;
  const act = { type: TIME_REQUESTED, campaignId: campaign.key, actor, reason } as const;
  return writeParticipants(entry, act, [{ ...participant, timeRequest }]);
}

/** The office's no: the day stays, and the unit reads why. */
export async function refuseTime(
  entry: Governed,
  { campaign, actor, reason, agencies }: ParticipantsChange & { readonly agencies: readonly string[] },
): Promise<readonly Participant[]> {
  requireAsking(campaign);
  const units = await getNamed(entry, campaign, { actor, agencies });
  const refused = units.map((unit) => {
    if (unit.timeRequest?.state !== 'waiting')
      throw wrongRequest(`/agencies/${agencies.indexOf(unit.agencyCode)}`, NOT_WAITING);
    return { ...unit, timeRequest: answered(unit.timeRequest, 'refused', entry.on) };
  });
  return writeParticipants(entry, { type: TIME_REFUSED, campaignId: campaign.key, actor, reason }, refused);
}

const NOT_EXPECTED = text('该单位已免予报送。', 'The agency need not file.');
const WAITS_ALREADY = text('延期申请已提交，正在等待答复。', 'A request for more time waits for its answer already.');
const IN_TIME = text('该单位已按期报送，无须延期。', 'The agency has filed in time and needs no other day.');
const NOT_WAITING = text('该单位没有待答复的延期申请。', 'The agency waits for no answer about more time.');

function wrongRequest(pointer: string, message: Text): Refusal {
  const places = pointer === '' ? [] : [{ pointer, message: '' }];
  return new Refusal('conflict', 'campaign.time_request', message, places);
}
