import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, Refusal, reaches, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { type Campaign, wrongDays, wrongState } from './campaign.ts';
import type { CampaignRecord } from './find-campaign.ts';
import { getFormFor } from './find-form.ts';
import { listSelected } from './list-selected.ts';
import type { AskedUnit, Participant } from './participant.ts';
import { recordCampaignStep } from './record-campaigns.ts';
import { writeNewParticipants } from './write-participants.ts';

/** Refuses what cannot be launched as it stands. */
export function previewLaunch({ state }: CampaignRecord, on: CivilDate): void {
  if (state.state !== 'draft') throw wrongState();
  if (state.dueOn < on) throw wrongDays('/dueOn', '报送期限不能早于今天。', 'It cannot be due on a day in the past.');
}

const UNITS_MAX = 50_000;

/** The units that a campaign would ask now. Units beyond the office's reach are nobody whom it may ask. */
export async function listAsked(tx: Tx, actor: Actor, campaign: Campaign): Promise<readonly AskedUnit[]> {
  const except = new Set(campaign.ask.except.map(({ agency }) => agency));
  const selected = await listSelected(tx, campaign.ask);
  const asked = selected.filter(
    ({ agencyCode, region }) => !except.has(agencyCode) && reaches(actor.grant, { code: agencyCode, region }),
  );
  if (asked.length === 0) throw nobodyAsked();
  if (asked.length > UNITS_MAX) throw tooMany();
  return asked;
}

function nobodyAsked(): Refusal {
  const message = text('按所选条件没有任何单位。', 'The selection names nobody.');
  return new Refusal('unprocessable', 'campaign.participants', message, [{ pointer: '/ask', message: '' }]);
}

function tooMany(): Refusal {
  const message = text(`一次最多报送 ${UNITS_MAX} 个单位。`, `A campaign asks ${UNITS_MAX} units at most.`);
  return new Refusal('unprocessable', 'campaign.participants', message, [{ pointer: '/ask', message: '' }]);
}

export interface Launch {
  readonly campaign: CampaignRecord;
  readonly reason: string;
  readonly actor: Actor;
}

export interface Launched {
  readonly campaign: CampaignRecord;
  readonly participants: readonly Participant[];
}

/** Freezes form and units, and opens the campaign with the last leaf: before it nobody is asked. */
export async function settleLaunch(entry: Governed, { campaign, reason, actor }: Launch): Promise<Launched> {
  const { state } = campaign;
  previewLaunch(campaign, entry.on);
  const form = await getFormFor(entry.tx, state);
  const asked = await listAsked(entry.tx, actor, state);
  const act = { type: 'campaign.asked', campaignId: campaign.key, actor, reason } as const;
  const participants = await writeNewParticipants(
    entry,
    act,
    asked.map((unit) => ({
      ...{ ...unit, campaignId: campaign.key, dueOn: state.dueOn },
      ...{ extensions: [], coveredBy: null, excuse: null },
    })),
  );
  const after = { state: 'open' as const, formDigest: form.digest, launchedAt: entry.at, reason };
  const notes = { asked: participants.length };
  return {
    campaign: await recordCampaignStep(entry, { campaign, act: 'launched', after, actor, notes }),
    participants,
  };
}
