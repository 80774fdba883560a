import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, Refusal, reaches, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { type Campaign, wrongDays, wrongState } from './campaign.ts';
import { findLastAsked } from './campaigns-repository.ts';
import { type CampaignRecord, findCampaign } from './find-campaign.ts';
import { getFormOf } from './find-form.ts';
import { listSelected, listSelectedAmong } from './list-selected.ts';
import type { AskedUnit, Participant } from './participant.ts';
import { recordCampaignStep } from './record-campaigns.ts';
import { newParticipant, writeNewParticipants } from './write-participants.ts';

/** Refuses what cannot be launched as it stands. */
export function previewLaunch({ state }: CampaignRecord, on: CivilDate): void {
  if (state.state !== 'draft') throw wrongState();
  if (state.dueOn < on) throw wrongDays('/dueOn', '报送期限不能早于今天。', 'It cannot be due on a day in the past.');
}

const UNITS_MAX = 50_000;

/** The units that a campaign would ask now. Units beyond the office's reach are nobody whom it may ask. */
export async function listAsked(tx: Tx, actor: Actor, campaign: Campaign): Promise<readonly AskedUnit[]> {
  const asked = askable(await listSelected(tx, campaign.ask), actor, campaign);
  requireAskable(asked.length);
  return asked;
}

function askable(units: readonly AskedUnit[], { grant }: Actor, { ask }: Campaign): readonly AskedUnit[] {
  const except = new Set(ask.except.map(({ agency }) => agency));
  return units.filter(({ agencyCode: code, region }) => !except.has(code) && reaches(grant, { code, region }));
}

/** Refuses to ask nobody, or more than a campaign may. */
export function requireAskable(units: number): void {
  if (units === 0) throw nobodyAsked();
  if (units > UNITS_MAX) throw tooMany();
}

function nobodyAsked(): Refusal {
  const message = text('按所选条件没有任何单位。', 'The selection names nobody.');
  return new Refusal('unprocessable', 'campaign.participants', message, [{ pointer: '/ask', message: '' }]);
}

function tooMany(): Refusal {
  const message = text(`一次最多报送 ${UNITS_MAX} 个单位。`, `A campaign asks ${UNITS_MAX} agencies at most.`);
  return new Refusal('unprocessable', 'campaign.participants', message, [{ pointer: '/ask', message: '' }]);
}

/** What a launch has still to do, read before the log's head is taken. */
export interface LaunchPlan {
  /** Undefined: there is no such campaign. */
  readonly campaign: CampaignRecord | undefined;
  /** How many units earlier pieces have asked. */
  readonly asked: number;
  /** The units that are still to be asked, by code. */
  readonly codes: readonly string[];
}

/** Refuses nothing: whoever may not launch is told so once the head is held. */
export async function planLaunch(tx: Tx, actor: Actor, id: string): Promise<LaunchPlan> {
  const campaign = await findCampaign(tx, id);
  if (!campaign) return { campaign, asked: 0, codes: [] };
  const { asked, last } = await findLastAsked(tx, id);
  const units = askable(await listSelected(tx, campaign.state.ask), actor, campaign.state);
  return { campaign, asked, codes: units.map(({ agencyCode }) => agencyCode).filter((code) => code > last) };
}

export interface Launch {
  readonly campaign: CampaignRecord;
  readonly reason: string;
  readonly actor: Actor;
}

/** A launch of several pieces says first that it has begun: from then on nobody changes the campaign, or gives it up. */
export async function beginLaunch(entry: Governed, { campaign, reason, actor }: Launch): Promise<CampaignRecord> {
  const { digest: formDigest } = await getFormOf(entry.tx, campaign.state);
  const after = { state: 'launching' as const, formDigest, reason };
  return recordCampaignStep(entry, { campaign, act: 'launch-begun', after, actor });
}

/** A campaign whose launch goes on. */
export async function getStartedCampaign(tx: Tx, id: string): Promise<CampaignRecord> {
  const campaign = await findCampaign(tx, id);
  if (campaign?.state.state !== 'launching') throw wrongState();
  return campaign;
}

/** Freezes some units as they are at this moment; whoever is not to be asked any more is left out. */
export async function askUnits(
  entry: Governed,
  { campaign, reason, actor, codes }: Launch & { readonly codes: readonly string[] },
): Promise<readonly Participant[]> {
  const { key: campaignId, state } = campaign;
  const units = askable(await listSelectedAmong(entry.tx, state.ask, codes), actor, state);
  const asked = units.map((unit) => newParticipant(unit, { campaignId, dueOn: state.dueOn }));
  return writeNewParticipants(entry, { type: 'campaign.asked', campaignId, actor, reason }, asked);
}

/** Opens the campaign with the last leaf of its launch: before it nobody is asked. */
export async function endLaunch(
  entry: Governed,
  { campaign, reason, actor, asked }: Launch & { readonly asked: number },
): Promise<CampaignRecord> {
  const { digest: formDigest } = await getFormOf(entry.tx, campaign.state);
  const after = { state: 'open' as const, formDigest, launchedAt: entry.at, reason };
  return recordCampaignStep(entry, { campaign, act: 'launched', after, actor, notes: { asked } });
}
