import type { ActedBy } from '../../access/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { MASK } from '../../kernel/index.ts';
import type { Participant } from '../asked/participant.ts';
import { contentsOf } from '../filings/cell-content.ts';
import type { Filing } from '../filings/filing.ts';
import { computedTexts, scoreText } from '../filings/filing-body.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { type AssessmentRound, assessedBodyOf } from './assessment.ts';
import type { ConfirmedAssessment } from './confirm-assessments.ts';
import type { WrittenInRound } from './find-assessment.ts';

type Schemas = components['schemas'];

export interface AssessmentToShow {
  readonly filing: Filing;
  readonly participant: Participant;
  readonly form: CompiledForm;
  readonly rounds: readonly AssessmentRound[];
  readonly isSilent: boolean;
  readonly writtenIn: (round: AssessmentRound) => WrittenInRound;
  /** Of a classified unit others than its own people read numbers only. */
  readonly isMasked: boolean;
  readonly actedAt: (logIndex: number) => ActedBy | null;
}

export function toAssessmentBody(shown: AssessmentToShow): Schemas['Assessment'] {
  const { filing, participant, form, rounds, isSilent } = shown;
  const { id, campaignId, agencyCode, region, revision, assessment, score, grade, respondBy } = filing;
  return {
    ...{ filing: id, campaign: campaignId, agencyCode, agencyName: participant.name, region, form: form.key, revision },
    ...{ state: assessment, score: scoreText(score), grade, respondBy, silent: isSilent },
    rounds: rounds.map((round) => roundBody(shown, round)),
  };
}

function roundBody(shown: AssessmentToShow, round: AssessmentRound): Schemas['AssessmentRound'] {
  const { form, isMasked, writtenIn, actedAt } = shown;
  const assessed = assessedBodyOf(round);
  const written = writtenIn(round);
  const { round: number, revision, digest, body, respondBy, scoredAt, scoredIndex, confirmedAt } = round;
  return {
    ...{ round: number, revision, digest, body, respondBy, scoredAt, scoredIndex, confirmedAt },
    cells: contentsOf(form, assessed.cells),
    computed: computedTexts(form, assessed.computed),
    inapplicable: [...assessed.inapplicable],
    ...{ score: scoreText(assessed.score), grade: assessed.grade, files: [...assessed.files] },
    texts: assessed.texts.length === 0 ? {} : maskedAll(written.texts, isMasked),
    reasons: assessed.reasons.length === 0 ? {} : maskedAll(written.reasons, isMasked),
    text: masked(written.text, isMasked),
    scoredBy: actedAt(scoredIndex),
    answer: answerBody(round, written, shown),
  };
}

function answerBody(
  { answer, answeredAt: at, answeredIndex, answerFiles }: AssessmentRound,
  { answerText, answerCells }: WrittenInRound,
  { isMasked, actedAt }: AssessmentToShow,
): Schemas['AssessmentAnswer'] | null {
  if (answer === null || at === null || answeredIndex === null) return null;
  return {
    ...{ answer, at, by: actedAt(answeredIndex), files: [...answerFiles] },
    ...{ text: masked(answerText, isMasked), cells: maskedAll(answerCells, isMasked) },
  };
}

function masked(words: string | undefined, isMasked: boolean): string | null {
  if (words === undefined) return null;
  return isMasked ? MASK : words;
}

function maskedAll(texts: Readonly<Record<string, string>> | undefined, isMasked: boolean) {
  if (!texts) return null;
  return Object.fromEntries(Object.entries(texts).map(([cell, words]) => [cell, isMasked ? MASK : words]));
}

export function toConfirmedBody(
  campaign: string,
  confirmed: readonly ConfirmedAssessment[],
): Schemas['ConfirmedAssessments'] {
  const items = confirmed.map(({ filing: { id, agencyCode, score, grade }, isSilent: silent }) => ({
    ...{ filing: id, agencyCode, score: scoreText(score), grade, silent },
  }));
  return { campaign, items };
}
