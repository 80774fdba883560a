import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, type ReportTable, readingOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { Handler } from '../../http/operation.ts';
import type { Actor } from '../../kernel/index.ts';
import type { ReportDeps } from '../budget/execution-routes.ts';
import { findAsOf } from '../find-as-of.ts';
import { backtestHead } from './backtest-head.ts';
import {
  BACKTEST_COLUMNS,
  BACKTEST_NOTES,
  BACKTEST_SECTIONS,
  BACKTEST_TITLE,
  type BacktestRow,
  backtestRows,
  backtestTotal,
} from './backtest-table.ts';
import { findBacktestReport, findCutNames } from './find-backtest-report.ts';

/** The report of a back-test: its very bytes, or the same figures on paper. */
export function backtestReportHandler(deps: ReportDeps): Handler<'getBacktestReport'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const { id } = req.params;
    if (format !== 'json') {
      return answerDocument(res, { db: deps.db, format, language, load: (tx) => load(tx, deps, { id, actor }) });
    }
    const { bytes } = await inSnapshot(deps.db, (tx) => findBacktestReport(tx, id, actor));
    res.status(200).set('Vary', VARY).type('application/json').send(bytes);
  };
}

async function load(
  tx: Tx,
  { clock, origin }: ReportDeps,
  { id, actor }: { readonly id: string; readonly actor: Actor },
) {
  const { report, digest } = await findBacktestReport(tx, id, actor);
  const names = await findCutNames(tx, report);
  const table: ReportTable<BacktestRow> = {
    ...{ name: `backtest-${id}`, title: BACKTEST_TITLE, head: backtestHead(report, digest, names) },
    ...{ columns: BACKTEST_COLUMNS, total: backtestTotal(report), sections: BACKTEST_SECTIONS, notes: BACKTEST_NOTES },
    ...{ asOf: await findAsOf(tx, {}), gate: origin, printedAt: clock() },
  };
  const rows = backtestRows(report, names);
  return { table, reading: readingOf(rows, ({ place }) => [place]) };
}
