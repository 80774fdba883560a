import { type Actor, Refusal, text } from '../../kernel/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import { type Draft, type RecordedKind, readKindRow, recordChanged } from '../../reference/index.ts';
import { isAssessment, refuseRecalled, wrongState } from '../asked/campaign.ts';
import type { CampaignRecord } from '../asked/find-campaign.ts';
import { FILING, type Filing, filingState, isFinal } from '../filings/filing.ts';
import { refuseScorers } from '../filings/require-others.ts';
import { type AssessmentRound, assessmentChanged } from './assessment.ts';
import { listRounds, updateConfirmed } from './assessments-repository.ts';

export interface Confirmation {
  readonly actor: Actor;
  readonly campaign: CampaignRecord;
  /** Scores as they were read. */
  readonly assessments: readonly { readonly filing: string; readonly digest: string }[];
}

export interface ConfirmedAssessment {
  readonly filing: Filing;
  readonly isSilent: boolean;
}

/** Scores become final, all that are named or none. */
export async function confirmAssessments(
  entry: Governed,
  { actor, campaign, assessments }: Confirmation,
): Promise<readonly ConfirmedAssessment[]> {
  const { tx, on } = entry;
  if (!isAssessment(campaign.state)) throw wrongState();
  refuseRecalled(campaign.state);
  const ids = [...new Set(assessments.map(({ filing }) => filing))];
  const rows = await selectIn(tx, 'filings', 'id', ids);
  const filings = new Map(rows.map((row) => [String(row.id), readKindRow(FILING, row)]));
  const rounds = await listRounds(tx, ids);
  const drafts = new Map<string, Draft<Filing> & { readonly round: AssessmentRound }>();
  for (const [at, { filing: id, digest }] of assessments.entries()) {
    const before = filings.get(id);
    if (before?.state.campaignId !== campaign.key) throw unknownFiling(at);
    const round = rounds.get(id)?.at(-1);
    if (!round || before.state.assessment === null) throw notScored();
    if (before.state.assessment === 'confirmed') throw isFinal();
    if (round.digest !== digest) throw assessmentChanged();
    if (before.state.assessment === 'objected') throw unanswered();
    if (before.state.assessment === 'scored' && round.respondBy >= on) throw stillOpen();
    drafts.set(id, { key: id, before, changes: null, after: { ...before.state, assessment: 'confirmed' }, round });
  }
  const scored = [...drafts.values()].map(({ round }) => round.scoredIndex);
  await refuseScorers(tx, scored, actor);
  await recordAll(entry, actor, [...drafts.values()]);
  return [...drafts.values()].map(({ after, round }) => ({ filing: after, isSilent: round.answer === null }));
}

async function recordAll(
  entry: Governed,
  actor: Actor,
  drafts: readonly (Draft<Filing> & { readonly round: AssessmentRound })[],
): Promise<void> {
  const rounds = new Map(drafts.map(({ key, round }) => [key, round]));
  const kind: RecordedKind<Filing> = {
    ...FILING,
    notesOf: ({ key }) => {
      const round = rounds.get(key);
      return { confirmed: { round: round?.round, digest: round?.digest, silent: round?.answer === null } };
    },
    write: async ({ tx, at }, recorded) => {
      const places = recorded.map(({ key, logIndex }) => ({
        ...{ filingId: key, round: rounds.get(key)?.round ?? 0, index: logIndex },
      }));
      await updateConfirmed(tx, at, places);
    },
  };
  const plain = drafts.map(({ round: _round, ...draft }): Draft<Filing> => draft);
  await recordChanged(entry, kind, { drafts: plain, act: 'confirmed', actor, why: {} });
}

function unknownFiling(at: number): Refusal {
  const message = text('该报送任务没有这份报表。', 'The campaign has no such filing.');
  return new Refusal('unprocessable', 'filing.not_found', message, [
    { pointer: `/assessments/${at}/filing`, message: '' },
  ]);
}

function notScored() {
  return filingState(text('该单位尚未评分。', 'The agency has not been scored.'));
}

function unanswered() {
  return filingState(text('单位的异议尚未答复。', "The agency's objection has not been answered."));
}

function stillOpen() {
  return filingState(text('单位的异议期限未满。', 'The agency may still object.'));
}
