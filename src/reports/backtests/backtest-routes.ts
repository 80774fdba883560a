import { inSnapshot, type Tx } from '../../db/index.ts';
import { allPages, readingOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import type { Handler } from '../../http/operation.ts';
import type { Actor } from '../../kernel/index.ts';
import { answerPaper, type ReportDeps } from '../report-handler.ts';
import { backtestHead } from './backtest-head.ts';
import {
  BACKTEST_COLUMNS,
  BACKTEST_NOTES,
  BACKTEST_SECTIONS,
  BACKTEST_TITLE,
  backtestRows,
  backtestTotal,
} from './backtest-table.ts';
import { findBacktestReport, findCutNames } from './find-backtest-report.ts';

/** The report of a back-test: its very bytes, or the same figures on paper. */
export function backtestReportHandler(deps: ReportDeps): Handler<'getBacktestReport'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { id } = req.params;
    const format = formatOf(req);
    if (format !== 'json') return answerPaper(deps, (tx) => load(tx, id, actor), { req, res, format });
    const { bytes } = await inSnapshot(deps.db, (tx) => findBacktestReport(tx, id, actor));
    res.status(200).set('Vary', VARY).type('application/json').send(bytes);
  };
}

async function load(tx: Tx, id: string, actor: Actor) {
  const { report, digest } = await findBacktestReport(tx, id, actor);
  const names = await findCutNames(tx, report);
  const table = {
    ...{ name: `backtest-${id}`, title: BACKTEST_TITLE, head: backtestHead(report, digest, names) },
    ...{ columns: BACKTEST_COLUMNS, total: backtestTotal(report), sections: BACKTEST_SECTIONS, notes: BACKTEST_NOTES },
  };
  return { table, pages: allPages(readingOf(backtestRows(report, names), ({ place }) => [place])) };
}
