import { findActedAt } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { type Actor, type CivilDate, seesTexts } from '../../kernel/index.ts';
import { findCampaign } from '../asked/find-campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import { getVisibleFiling } from '../filings/find-filing.ts';
import { isSilent } from './assessment.ts';
import { toAssessmentBody } from './assessment-body.ts';
import { listRounds } from './assessments-repository.ts';
import { findWrittenInRounds } from './find-assessment.ts';

export interface AssessmentQuestion {
  readonly actor: Actor;
  readonly id: string;
  readonly on: CivilDate;
}

/** The assessment of a filing as somebody may read it. */
export async function findAssessmentBody(
  tx: Tx,
  { actor, id, on }: AssessmentQuestion,
): Promise<{ readonly body: components['schemas']['Assessment']; readonly logIndex: number }> {
  const { filing, participant } = await getVisibleFiling(tx, actor, id);
  const campaign = await findCampaign(tx, filing.state.campaignId);
  if (!campaign) throw new Error(`the filing ${id} answers no campaign`);
  const form = await getFormOf(tx, campaign.state);
  const rounds = (await listRounds(tx, [id])).get(id) ?? [];
  const indexes = rounds.flatMap(({ scoredIndex, answeredIndex }) => [scoredIndex, answeredIndex ?? []].flat());
  const body = toAssessmentBody({
    ...{ filing: filing.state, participant, form, rounds },
    isSilent: isSilent(filing.state, rounds.at(-1), on),
    writtenIn: await findWrittenInRounds(tx, rounds),
    isMasked: participant.isClassified && !seesTexts(actor),
    actedAt: await findActedAt(tx, actor, indexes),
  });
  return { body, logIndex: filing.logIndex };
}
