import type { Tx } from '../db/index.ts';
import { Refusal, reaches, type Text, text } from '../kernel/index.ts';
import { regionsOfAgencies } from '../log/index.ts';
import type { BacktestQuestion } from './backtest.ts';

/** Why a question would find nothing whatever there is in the log, and which part of it is wrong. */
export interface QuestionFault {
  readonly part: 'until' | 'agencyCode';
  readonly says: Text;
}

/** What is wrong with a question, so that a slip of the pen is not answered by a report on no decision that looks well. */
export async function validateQuestion(
  tx: Tx,
  { from, until, agencyCode, reach }: Pick<BacktestQuestion, 'from' | 'until' | 'agencyCode' | 'reach'>,
): Promise<QuestionFault | undefined> {
  if (until < from) return DAYS_REVERSED;
  if (agencyCode === null) return undefined;
  const region = (await regionsOfAgencies(tx, [agencyCode])).get(agencyCode);
  // One that is not there and one out of reach look the same.
  return region !== undefined && reaches(reach, { code: agencyCode, region }) ? undefined : NO_SUCH_AGENCY;
}

/** The same for a caller. */
export async function requireGoodQuestion(tx: Tx, question: Parameters<typeof validateQuestion>[1]): Promise<void> {
  const fault = await validateQuestion(tx, question);
  if (!fault) return;
  const { part, says } = fault;
  throw new Refusal('unprocessable', FAULT_CODES[part], says, [{ pointer: `/${part}`, message: '' }]);
}

const FAULT_CODES: Readonly<Record<QuestionFault['part'], string>> = {
  until: 'backtest.days',
  agencyCode: 'backtest.agency',
};

const DAYS_REVERSED: QuestionFault = {
  part: 'until',
  says: text('截止日期早于起始日期。', 'The last day lies before the first.'),
};

const NO_SUCH_AGENCY: QuestionFault = {
  part: 'agencyCode',
  says: text('没有这个单位。', 'There is no such agency.'),
};
