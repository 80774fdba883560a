import type { Tx } from '../../db/index.ts';
import { type Grant, type Instant, laterOf, parseYuan, Refusal, reaches, text } from '../../kernel/index.ts';
import { readHead, regionsOfAgencies } from '../../log/index.ts';
import { factsOfBudgetLines } from '../facts-of-budget.ts';
import { type CheckedLine, checkFunding } from './funding-check.ts';

export interface BudgetQuestion {
  readonly agencyCode: string;
  readonly fiscalYear: number;
  /** Amounts in yuan. */
  readonly funding: readonly { readonly budgetLine: string; readonly amount: string }[];
  readonly grant: Grant;
  readonly now: Instant;
}

export interface BudgetAnswer {
  readonly lines: readonly CheckedLine[];
  readonly asOf: { readonly logIndex: number | null; readonly at: Instant };
}

/** Says what each line would bear, as things stand: nothing is stored, so it is no promise. */
export async function checkBudget(tx: Tx, question: BudgetQuestion): Promise<BudgetAnswer> {
  const { agencyCode, grant } = question;
  const region = (await regionsOfAgencies(tx, [agencyCode])).get(agencyCode);
  if (region === undefined || !reaches(grant, { code: agencyCode, region })) throw agencyNotFound();
  const funding = question.funding.map(({ budgetLine, amount }) => ({ budgetLine, amountFen: parseYuan(amount) }));
  const facts = await factsOfBudgetLines(tx, [...new Set(funding.map(({ budgetLine }) => budgetLine))]);
  const { frontier, at } = await readHead(tx);
  const logIndex = frontier.size === 0 ? null : frontier.size - 1;
  return { lines: checkFunding(facts, question, funding), asOf: { logIndex, at: laterOf(question.now, at) } };
}

function agencyNotFound(): Refusal {
  const message = text('未找到该单位。', 'There is no such agency.');
  return new Refusal('not_found', 'agency.not_found', message, [{ pointer: '/agencyCode', message: '' }]);
}
