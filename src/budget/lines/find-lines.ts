import type { Tx } from '../../db/index.ts';
import { type Grant, Refusal, reaches, text } from '../../kernel/index.ts';
import { refuseFrozen } from '../../ledger/index.ts';
import { regionsOfAgencies, selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import { findClosedYears } from '../find-closed-years.ts';
import { yearClosed } from '../fiscal-year.ts';
import { BUDGET_LINE, type BudgetLine } from './budget-line.ts';

export type Line = ReferenceRecord<BudgetLine>;

/** Which lines are named, each with the place in the body where it is named. */
export type NamedLines = Readonly<Record<string, { readonly code: string; readonly pointer: string }>>;

/** Lines by the names that the caller gives them, unknown ones absent. */
export async function findLines(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Line>> {
  const rows = await selectIn(tx, BUDGET_LINE.table, 'code', codes);
  return new Map(rows.map((row) => [String(row.code), readKindRow(BUDGET_LINE, row)]));
}

/** The agencies of lines, as far as there are such lines. */
export async function findAgenciesOfLines(tx: Tx, codes: readonly string[]): Promise<readonly string[]> {
  return [...new Set([...(await findLines(tx, codes)).values()].map(({ state }) => state.agencyCode))];
}

/**
 * Lines whose appropriation may be changed: within the grant, reconciled, open, and of a year that is open. A line of
 * another agency and one that does not exist are refused alike.
 */
export async function findChangeableLines<Names extends NamedLines>(
  tx: Tx,
  named: Names,
  grant: Grant,
): Promise<{ readonly [Name in keyof Names]: Line }> {
  const entries = Object.entries(named);
  const codes = entries.map(([, { code }]) => code);
  const known = await findLines(tx, codes);
  const agencies = [...known.values()].map(({ state }) => state.agencyCode);
  const regions = await regionsOfAgencies(tx, agencies);
  const isYearClosed = await findClosedYears(tx, agencies);
  const found = entries.map(([name, { code, pointer }]) => {
    const line = known.get(code);
    const region = line && regions.get(line.state.agencyCode);
    if (!line || region === undefined || !reaches(grant, { code: line.state.agencyCode, region }))
      throw unknown(pointer);
    if (isYearClosed(line.state.agencyCode, line.state.fiscalYear)) throw yearClosed(line.state.fiscalYear, pointer);
    if (line.state.state === 'closed') throw closed(pointer);
    return [name, line] as const;
  });
  await refuseFrozen(tx, 'budget-line', codes);
  return Object.fromEntries(found) as { readonly [Name in keyof Names]: Line };
}

function unknown(pointer: string): Refusal {
  const message = text('未找到该预算指标。', 'There is no such budget line.');
  return new Refusal('not_found', 'budget_line.not_found', message, [{ pointer, message: '' }]);
}

function closed(pointer: string): Refusal {
  const message = text(
    '该预算指标已关闭，须先以变更重新开放。',
    'This budget line is closed. It has to be opened again first.',
  );
  return new Refusal('conflict', 'budget_line.closed', message, [{ pointer, message: '' }]);
}
