import type { Tx } from '../../../db/index.ts';
import { type CivilDate, type Text, text } from '../../../kernel/index.ts';
import type { RecordingContext } from '../../../reference/index.ts';
import { findAgenciesOfRows, noAgency } from '../find-agencies-of-rows.ts';
import type { SeenFault } from '../seen.ts';
import { FIGURE_WORDS, type SeenSummary, type SummaryFigure, type SummaryFigures } from './summary-ledger.ts';

/** Counts one agency's computers and software as 软件使用情况汇总表 does. It belongs to the reports, and the gate brings it. */
export type CountInUse = (tx: Tx, agencyCode: string, on: CivilDate) => Promise<SummaryFigures>;

/** How what a summary says agrees with what is registered. Nothing is written: a summary names no computer. */
export interface SummaryOutcome {
  readonly row: number;
  readonly status: 'compared' | 'refused';
  readonly key: string | null;
  readonly faults: readonly SeenFault[];
  /** Figures that differ. */
  readonly remarks: readonly SeenFault[];
}

export interface Summaries extends Pick<RecordingContext, 'actor'> {
  readonly rows: readonly SeenSummary[];
  readonly agencyCode: string | null;
  /** The day of which the register is asked. */
  readonly on: CivilDate;
  readonly countInUse: CountInUse;
}

export async function compareSummaries(tx: Tx, asked: Summaries): Promise<readonly SummaryOutcome[]> {
  const agencyOf = await findAgenciesOfRows(tx, asked);
  const counted = new Map<string, SummaryFigures>();
  for (const code of new Set(asked.rows.flatMap((row) => agencyOf(row) ?? []))) {
    counted.set(code, await asked.countInUse(tx, code, asked.on));
  }
  return asked.rows.map((row): SummaryOutcome => {
    const code = agencyOf(row);
    const faults = [...row.faults, ...(code === null ? [noAgency(row)] : [])];
    if (code === null || faults.length > 0) return { row: row.row, status: 'refused', key: code, faults, remarks: [] };
    const remarks = [...row.figures].flatMap(([figure, stated]) => {
      const registered = counted.get(code)?.[figure] ?? null;
      return registered === null || stated === registered ? [] : [differenceOf(row, { figure, stated, registered })];
    });
    return { row: row.row, status: 'compared', key: code, faults, remarks };
  });
}

interface Difference {
  readonly figure: SummaryFigure;
  readonly stated: number;
  readonly registered: number;
}

function differenceOf({ columns }: SeenSummary, { figure, stated, registered }: Difference): SeenFault {
  const words: Text = FIGURE_WORDS[figure];
  const says = text(
    `${words['zh-CN']}：表中 ${stated}，台账 ${registered}。`,
    `${words.en}: ${stated} in the table, ${registered} in the register.`,
  );
  return { column: columns.get(figure) ?? null, text: says };
}
