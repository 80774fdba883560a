import type { Tx } from '../../db/index.ts';
import { type Actor, type Refusal, text } from '../../kernel/index.ts';
import { type Governed, listSealedTexts } from '../../log/index.ts';
import { isAssessment } from '../asked/campaign.ts';
import { filingState } from '../filings/filing.ts';
import { type FilingToSettle, getFilingToSettle } from '../filings/settle-filing.ts';
import type { AssessmentRound } from './assessment.ts';
import { listRounds } from './assessments-repository.ts';

export interface FilingToAssess extends FilingToSettle {
  readonly rounds: readonly AssessmentRound[];
}

/** A filing of an assessment, for whoever acts for its unit or for the office. */
export async function getFilingToAssess(entry: Governed, actor: Actor, id: string): Promise<FilingToAssess> {
  const toSettle = await getFilingToSettle(entry, actor, id);
  if (!isAssessment(toSettle.campaign.state)) throw noAssessment();
  return { ...toSettle, rounds: (await listRounds(entry.tx, [id])).get(id) ?? [] };
}

export function noAssessment(): Refusal {
  return filingState(text('该报送任务不是考核评议。', 'The campaign is no assessment.'));
}

/** What people wrote to a score, by pointer; what was erased is absent. */
export interface WrittenInRound {
  readonly texts: Readonly<Record<string, string>> | undefined;
  readonly reasons: Readonly<Record<string, string>> | undefined;
  readonly text: string | undefined;
  readonly answerText: string | undefined;
  readonly answerCells: Readonly<Record<string, string>> | undefined;
}

/** What people wrote to some scores, in one statement. */
export async function findWrittenInRounds(
  tx: Tx,
  rounds: readonly AssessmentRound[],
): Promise<(round: AssessmentRound) => WrittenInRound> {
  const indexes = rounds.flatMap(({ scoredIndex, answeredIndex }) => [scoredIndex, answeredIndex ?? []].flat());
  const texts = indexes.length === 0 ? [] : await listSealedTexts(tx, indexes);
  const byPlace = new Map(texts.map(({ logIndex, pointer, value }) => [`${logIndex}${pointer}`, value]));
  const read = <T>(index: number | null, pointer: string): T | undefined => {
    const value = byPlace.get(`${index}${pointer}`);
    return value === undefined ? undefined : (JSON.parse(value) as T);
  };
  return ({ scoredIndex, answeredIndex }) => ({
    texts: read(scoredIndex, '/texts'),
    reasons: read(scoredIndex, '/reasons'),
    text: read(scoredIndex, '/text'),
    answerText: read(answeredIndex, '/text'),
    answerCells: read(answeredIndex, '/cells'),
  });
}
