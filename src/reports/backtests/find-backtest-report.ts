import { type BacktestReport, getBacktest, getReportBytes } from '../../backtests/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, digestOf } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { loadRuleSet } from '../../rules/index.ts';
import type { CutNames } from './backtest-table.ts';

export interface KeptReport {
  /** As they are in the database, and as the digest in the log is of. */
  readonly bytes: string;
  readonly digest: string;
  readonly report: BacktestReport;
}

/** The report of a finished back-test that the caller may see. */
export async function findBacktestReport(tx: Tx, id: string, actor: Actor): Promise<KeptReport> {
  const bytes = await getReportBytes(tx, await getBacktest(tx, id, actor));
  return { bytes, digest: digestOf(bytes), report: JSON.parse(bytes) as BacktestReport };
}

/** What the codes in a report are called today. */
export async function findCutNames(tx: Tx, report: BacktestReport): Promise<CutNames> {
  const { cuts, ruleSet, agencyCode, reach } = report;
  const asked = [agencyCode, ...('agencies' in reach ? reach.agencies : [])];
  const agencies = await selectIn(tx, 'agencies', 'code', [...Object.keys(cuts.agency), ...asked]);
  const suppliers = await selectIn(tx, 'suppliers', 'credit_code', Object.keys(cuts.supplier));
  const { rules, catalogue } = await loadRuleSet(tx, { number: ruleSet.number ?? 0, digest: ruleSet.digest });
  return {
    agencies: new Map(agencies.map(({ code, name }) => [String(code), String(name)])),
    suppliers: new Map(suppliers.map(({ credit_code: code, name }) => [String(code), String(name)])),
    facts: new Map(catalogue.facts.map(({ name, title }) => [name, title])),
    rules: new Map(rules.map(({ id, title }) => [id, title])),
  };
}
