import { type CivilDate, type Instant, Refusal, text } from '../../kernel/index.ts';
import type { Filing } from '../filings/filing.ts';
import type { CellValues } from '../forms/compiled-form.ts';

export type AssessmentAnswer = 'agreed' | 'objected';

/** A score that an office proposed, and what became of it. Nothing changes what was proposed. */
export interface AssessmentRound {
  readonly filingId: string;
  /** From 1; an objection is answered by the next one. */
  readonly round: number;
  /** The revision of the filing that was scored. */
  readonly revision: number;
  readonly body: string;
  readonly digest: string;
  readonly respondBy: CivilDate;
  readonly scoredAt: Instant;
  readonly scoredIndex: number;
  readonly answer: AssessmentAnswer | null;
  readonly answeredAt: Instant | null;
  readonly answeredIndex: number | null;
  readonly answerFiles: readonly string[];
  readonly confirmedAt: Instant | null;
  readonly confirmedIndex: number | null;
}

/** What stands in the bytes of a score. Texts and reasons are named here, and committed to by the leaf. */
export interface AssessedBody {
  readonly schema: 'gate-assessment/1';
  readonly campaign: string;
  readonly form: string;
  readonly formDigest: string;
  readonly agency: string;
  readonly round: number;
  readonly revision: number;
  /** The digest of what the unit filed. */
  readonly filed: string;
  readonly cells: CellValues;
  readonly computed: Readonly<Record<string, number | string | null>>;
  readonly inapplicable: readonly string[];
  readonly score: number | null;
  readonly grade: string | null;
  readonly files: readonly string[];
  readonly texts: readonly string[];
  readonly reasons: readonly string[];
}

export function assessedBodyOf({ body }: Pick<AssessmentRound, 'body'>): AssessedBody {
  return JSON.parse(body) as AssessedBody;
}

/** Computed of days and never stored: the unit let the days for an answer pass. */
export function isSilent(filing: Filing, newest: AssessmentRound | undefined, on: CivilDate): boolean {
  if (!newest || newest.answer !== null || filing.assessment === null) return false;
  return filing.assessment === 'confirmed' || newest.respondBy < on;
}

export function assessmentChanged(): Refusal {
  const message = text('该评分已被更新，请重新读取。', 'The score was replaced meanwhile. Read it again.');
  return new Refusal('conflict', 'filing.assessment_changed', message);
}
