import type { PlaceInOrder, Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, type Grant, MASK, seesTexts, text } from '../../kernel/index.ts';
import { isAssessment, wrongState } from '../asked/campaign.ts';
import { listParticipantRows, toParticipant } from '../asked/campaigns-repository.ts';
import { type CampaignRecord, findCampaign, getVisibleCampaign } from '../asked/find-campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import type { Participant } from '../asked/participant.ts';
import type { FiledBody } from '../filings/filed-bytes.ts';
import type { Filing } from '../filings/filing.ts';
import { listFilingsOf, listRevisions } from '../filings/filings-repository.ts';
import { findFigures } from '../filings/find-figures.ts';
import { getVisibleFiling } from '../filings/find-filing.ts';
import type { FiguresOfCells } from '../filings/judged-filing.ts';
import type { CellValues, CompiledForm } from '../forms/compiled-form.ts';
import { type AssessedBody, assessedBodyOf, isSilent } from './assessment.ts';
import { listRounds } from './assessments-repository.ts';
import { findWrittenInRounds, noAssessment } from './find-assessment.ts';

/** A unit's sheet as it was filed and as it was scored last. */
export interface AssessedSheet {
  readonly filing: Filing;
  readonly participant: Participant;
  readonly campaign: CampaignRecord;
  readonly form: CompiledForm;
  readonly filed: Pick<FiledBody, 'computed'> & { readonly cells: CellValues };
  /** Cells with what the gate counted and nobody has changed. */
  readonly counted: ReadonlySet<string>;
  /** Undefined: no office has scored what stands. */
  readonly scored: AssessedBody | undefined;
  readonly reasons: Readonly<Record<string, string>>;
  readonly isSilent: boolean;
}

export async function findAssessedSheet(
  tx: Tx,
  { actor, id, on }: { readonly actor: Actor; readonly id: string; readonly on: CivilDate },
): Promise<AssessedSheet> {
  const { filing, participant } = await getVisibleFiling(tx, actor, id);
  const campaign = await findCampaign(tx, filing.state.campaignId);
  const newest = (await listRevisions(tx, id)).at(-1);
  if (!campaign || !newest) throw new Error(`the filing ${id} answers no campaign`);
  if (!isAssessment(campaign.state)) throw noAssessment();
  const rounds = (await listRounds(tx, [id])).get(id) ?? [];
  const last = filing.state.assessment === null ? undefined : rounds.at(-1);
  const { reasons = {} } = last ? (await findWrittenInRounds(tx, [last]))(last) : {};
  const filed = JSON.parse(newest.body) as FiledBody;
  const figures = await findFigures(tx, campaign.key, filing.state.agencyCode);
  const scored = last && assessedBodyOf(last);
  const isMasked = participant.isClassified && !seesTexts(actor);
  return {
    ...{ filing: filing.state, participant, campaign, form: await getFormOf(tx, campaign.state) },
    ...{ filed, counted: countedIn(figures, { ...filed.cells, ...scored?.cells }), scored },
    reasons: isMasked ? Object.fromEntries(Object.keys(reasons).map((cell) => [cell, MASK])) : reasons,
    isSilent: isSilent(filing.state, rounds.at(-1), on),
  };
}

function countedIn(figures: FiguresOfCells, cells: CellValues): ReadonlySet<string> {
  const counted = Object.entries(figures).filter(([id, { value }]) => value !== null && cells[id] === value);
  return new Set(counted.map(([id]) => id));
}

/** How a unit came out of an assessment. */
export interface AssessedUnit {
  readonly participant: Participant;
  readonly filing: Filing | undefined;
  readonly objections: number;
  readonly isSilent: boolean;
}

export interface AssessedUnitsQuestion {
  readonly campaignId: string;
  readonly grant: Grant;
  readonly region?: string | undefined;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
  readonly on: CivilDate;
}

/** A page of those whom a grant reaches, by code; who is excused is assessed by nobody, but stands here. */
export async function listAssessedUnits(
  tx: Tx,
  { on, ...question }: AssessedUnitsQuestion,
): Promise<readonly AssessedUnit[]> {
  const { rows } = await listParticipantRows(tx, question);
  const participants = rows.map(toParticipant);
  const codes = participants.map(({ agencyCode }) => agencyCode);
  const filings = codes.length === 0 ? new Map<string, Filing>() : await listFilingsOf(tx, question.campaignId, codes);
  const rounds = await listRounds(
    tx,
    [...filings.values()].map(({ id }) => id),
  );
  return participants.map((participant) => {
    const filing = filings.get(participant.agencyCode);
    const own = rounds.get(filing?.id ?? '') ?? [];
    return {
      ...{ participant, filing, objections: own.filter(({ answer }) => answer === 'objected').length },
      isSilent: filing !== undefined && isSilent(filing, own.at(-1), on),
    };
  });
}

/** A campaign of an assessment that somebody may see. */
export async function getVisibleAssessment(tx: Tx, actor: Actor, id: string): Promise<CampaignRecord> {
  const campaign = await getVisibleCampaign(tx, actor, id);
  if (!isAssessment(campaign.state))
    throw wrongState(text('该报送任务不是考核评议。', 'The campaign is no assessment.'));
  return campaign;
}
