import { covers } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { type Actor, Refusal, text } from '../kernel/index.ts';
import { regionsOfAgencies } from '../log/index.ts';
import type { Backtest } from './backtest.ts';
import { findBacktestRow, findReportBytes, listBacktestRows } from './backtests-repository.ts';

/** A back-test whose every order the caller may see; another one is not there. */
export async function getBacktest(tx: Tx, id: string, actor: Actor): Promise<Backtest> {
  const backtest = await findBacktestRow(tx, id);
  if (!backtest || !(await isReached(tx, backtest, actor))) throw backtestNotFound();
  return backtest;
}

/** Back-tests that the caller may see, the newest first. There are few of them: nobody starts one a minute. */
export async function listBacktests(
  tx: Tx,
  actor: Actor,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly Backtest[]> {
  const found: Backtest[] = [];
  for (let last = before; found.length < limit; ) {
    const rows = await listBacktestRows(tx, { before: last, limit });
    for (const row of rows) if (await isReached(tx, row, actor)) found.push(row);
    last = rows.at(-1)?.id;
    if (rows.length < limit || last === undefined) break;
  }
  return found.slice(0, limit);
}

async function isReached(tx: Tx, { reach }: Backtest, { grant }: Actor): Promise<boolean> {
  const regions = 'agencies' in reach ? await regionsOfAgencies(tx, reach.agencies) : new Map<string, string>();
  return covers(grant, reach, regions);
}

/** The exact bytes that the digest in the log is of. */
export async function getReportBytes(tx: Tx, { id, state }: Backtest): Promise<string> {
  const bytes = state === 'finished' ? await findReportBytes(tx, id) : undefined;
  if (bytes === undefined) throw notFinished();
  return bytes;
}

function backtestNotFound(): Refusal {
  return new Refusal('not_found', 'backtest.not_found', text('没有这项回测。', 'There is no such back-test.'));
}

function notFinished(): Refusal {
  const says = text('该回测尚未完成，没有报告。', 'The back-test is not finished and has no report.');
  return new Refusal('conflict', 'backtest.not_finished', says);
}
