import { factsOfBudgetLines } from '../../budget/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, Refusal, regionsUpwards, type Text, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { COUNTED_MAX, listOpenWork } from './list-year-end.ts';
import { type ClosedScope, type ClosingChoices, closingSubject, type YearClosing } from './year-end.ts';
import { insertClosing, listClosingsOf } from './year-end-repository.ts';

export interface ClosingRequest extends ClosedScope {
  readonly actor: Actor;
  readonly choices: ClosingChoices;
}

/**
 * Begins to close a year for a region. From this leaf on no order reserves on its lines and nobody changes their money;
 * what is open is given back and carried by the job, as often as it has to begin again.
 */
export async function closeYear(
  entry: Governed,
  { actor, signers, ...asked }: ClosingRequest & { readonly signers: readonly string[] },
): Promise<YearClosing> {
  await refuseClosing(entry.tx, { ...asked, actor }, entry.on);
  const { region, fiscalYear, choices } = asked;
  const work = await listOpenWork(entry.tx, asked, COUNTED_MAX);
  const toDo = work.orders.length + work.commitments.length;
  const { logIndex } = entry.append({
    type: 'fiscal-year.closing-started',
    subject: closingSubject(asked),
    by: actor,
    body: { region, fiscalYear, choices, toDo, signers },
  });
  const closing: YearClosing = {
    ...{ region, fiscalYear, choices, toDo, logIndex },
    ...{ state: 'running', startedAt: entry.at, startedIndex: logIndex, closedAt: null, sums: null },
  };
  await insertClosing(entry.tx, closing);
  return closing;
}

/** Refuses what cannot be closed: another's region, a year that has not begun, one that is closed, and lines that do not fit. */
export async function refuseClosing(tx: Tx, asked: ClosingRequest, on: CivilDate): Promise<void> {
  const { actor, region, fiscalYear, choices } = asked;
  const isOwn = 'region' in actor.grant && regionsUpwards(region).includes(actor.grant.region);
  if (!isOwn)
    throw new Refusal('unprocessable', 'fiscal_year.region', OTHER_REGION, [{ pointer: '/region', message: '' }]);
  if (fiscalYear > Number(on.slice(0, 4))) throw new Refusal('conflict', 'fiscal_year.not_begun', NOT_BEGUN);
  const [closing] = await listClosingsOf(tx, { regions: regionsUpwards(region), fiscalYear });
  if (closing?.state === 'running') throw new Refusal('conflict', 'fiscal_year.closing', closingNow(fiscalYear));
  if (closing) throw new Refusal('conflict', 'budget.year_closed', closedAlready(fiscalYear));
  await refuseLines(tx, { region, fiscalYear, choices });
}

const OTHER_REGION = text('只能结账本人负责的区划。', 'Only a region within your own reach can be closed.');
const NOT_BEGUN = text('该年度尚未开始，不能结账。', 'A year that has not begun cannot be closed.');

function closingNow(fiscalYear: number): Text {
  return text(`${fiscalYear} 年度正在结账。`, `The fiscal year ${fiscalYear} is being closed already.`);
}

function closedAlready(fiscalYear: number): Text {
  return text(`${fiscalYear} 年度已结账。`, `The fiscal year ${fiscalYear} is closed already.`);
}

/** Each line that is named must be of the year, and what it goes to of the same agency and of the next year. */
async function refuseLines(
  tx: Tx,
  { fiscalYear, choices }: { readonly fiscalYear: number; readonly choices: ClosingChoices } & ClosedScope,
): Promise<void> {
  const named = choices.lines.flatMap(({ budgetLine, to }) => (to === null ? [budgetLine] : [budgetLine, to]));
  const facts = await factsOfBudgetLines(tx, [...new Set(named)]);
  const seen = new Set<string>();
  for (const [index, { budgetLine, encumbered, to }] of choices.lines.entries()) {
    const line = facts.get(budgetLine);
    const at = `/lines/${index}`;
    if (!line || line.fiscalYear !== fiscalYear) throw misfit(`${at}/budgetLine`, NO_LINE);
    if (seen.has(budgetLine)) throw misfit(`${at}/budgetLine`, TWICE);
    seen.add(budgetLine);
    if (to === null) continue;
    const next = facts.get(to);
    if (encumbered === 'keep-open') throw misfit(`${at}/to`, GOES_NOWHERE);
    const fits = next && next.fiscalYear === fiscalYear + 1 && next.agencyCode === line.agencyCode && !next.isClosed;
    if (!fits) throw misfit(`${at}/to`, NO_TARGET);
  }
}

const NO_LINE = text('该年度没有这条指标。', 'The year has no such budget line.');
const TWICE = text('同一指标出现了两次。', 'The line is named twice.');
const GOES_NOWHERE = text('保留的资金不结转到其他指标。', 'Money that is kept open goes to no other line.');
const NO_TARGET = text(
  '结转去向须是同一单位下一年度的有效指标。',
  'Money is carried into an open line of the same agency and the next year.',
);

function misfit(pointer: string, message: Text): Refusal {
  return new Refusal('unprocessable', 'fiscal_year.line', message, [{ pointer, message: '' }]);
}
