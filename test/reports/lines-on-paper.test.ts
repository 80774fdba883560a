import assert from 'node:assert/strict';
import type { Column, ReportTable } from '../../src/documents/index.ts';
import { writePdf } from '../../src/documents/pdf/pdf-table.ts';
import { shownCell } from '../../src/documents/shown-cell.ts';
import { fen, instant, type Language, text } from '../../src/kernel/index.ts';
import { BALANCE_COLUMNS, type BalanceRow } from '../../src/reports/budget/balance-table.ts';
import { type ExecutionRow, NOTHING_IN_COMMON } from '../../src/reports/budget/budget-execution.ts';
import { executionColumns } from '../../src/reports/budget/execution-table.ts';
import { UNUSED_COLUMNS, type UnusedRow } from '../../src/reports/budget/unused-money-table.ts';
import { SUMMARY_COLUMNS, type SummaryRow } from '../../src/reports/software/ledgers/software-ledger-tables.ts';
import { seesPaper, type Word, wordsOf } from '../support/paper.ts';

const AT = instant('2026-06-01T01:00:00.000Z');

/** Amounts of one digit in the rows, and of as many as a city has in their sum. */
const SMALL = fen(100);
const LARGE = fen(123_456_789_12);

function execution(agencyCode: string | null, amount = SMALL): ExecutionRow {
  const buckets = { appropriation: amount, elsewhere: amount, reserved: amount, encumbered: amount, spent: amount };
  const isTotal = agencyCode === null;
  return {
    ...NOTHING_IN_COMMON,
    ...{ agencyCode, agencyName: isTotal ? null : '荆州市政务服务和大数据管理局' },
    ...{ budgetLine: isTotal ? null : 'JZSZFB-2026-31007-01', figures: { lines: isTotal ? 12_345 : 1, buckets } },
  };
}

function balance(amount = SMALL): BalanceRow {
  return { move: null, balance: execution(null, amount).figures.buckets };
}

function summary(count: number): SummaryRow {
  const names = ['headcount', 'computers', 'desktops', 'laptops', 'servers', 'others', 'commercial', 'preinstalled'];
  const more = ['free', 'unlicensed', 'installed', 'operatingSystems', 'office', 'antivirus', 'otherSoftware'];
  return {
    agency: null,
    figures: Object.fromEntries([...names, ...more].map((name) => [name, count])) as unknown as SummaryRow['figures'],
  };
}

function unused(amount = SMALL): UnusedRow {
  return { line: null, appropriation: amount, available: amount };
}

interface PaperCase<R> {
  readonly name: string;
  readonly columns: readonly Column<R>[];
  readonly row: R;
  readonly total: R;
}

/** The words of one report, by another program. */
async function printed<R>({ name, columns, row, total }: PaperCase<R>, language: Language): Promise<readonly Word[]> {
  const table: ReportTable<R> = {
    ...{ name, title: text('表', 'Table'), head: [], columns, total, notes: [] },
    ...{ asOf: { index: 7, at: AT, rootHash: Buffer.alloc(32) }, gate: 'gate.test', printedAt: AT },
  };
  const pieces: Uint8Array[] = [];
  async function* pages() {
    yield [row, row];
  }
  const append = async (piece: string | Uint8Array) => void pieces.push(Buffer.from(piece));
  await writePdf(table, { pages: pages(), language, append });
  return wordsOf(Buffer.concat(pieces)).flat();
}

/** What stands in one cell stands whole: every number, and every word of a heading. */
function paperCase<R>(paper: PaperCase<R>): void {
  for (const language of ['zh-CN', 'en'] as const) {
    it(`${paper.name} in ${language}`, async () => {
      const words = (await printed(paper, language)).map((word) => word.text);

      for (const column of paper.columns) {
        const cell = shownCell(column, paper.total, language);
        const isNumber = column.kind === 'money' || column.kind === 'count' || column.kind === 'rate';
        if (isNumber && cell !== '') assert.ok(words.includes(cell), `${cell} in ${words.join(' ')}`);
        const latin = column.title[language].split(' ').filter((word) => /^[A-Za-z-]+$/.test(word));
        for (const word of latin) assert.ok(words.includes(word), `${word} in ${words.join(' ')}`);
      }
    });
  }
}

if (seesPaper('numbers and headings that stand in one line')) {
  describe('no number and no word of a heading breaks over two lines', () => {
    for (const grouping of ['region', 'agency', 'project', 'softwareHardware', 'budgetLine'] as const) {
      const columns = executionColumns(grouping);
      const total = execution(null, LARGE);
      paperCase({ name: `budget execution by ${grouping}`, columns, row: execution('11421000MB1234562Q'), total });
    }
    paperCase({ name: 'the moves of a budget line', columns: BALANCE_COLUMNS, row: balance(), total: balance(LARGE) });
    paperCase({ name: 'unused money', columns: UNUSED_COLUMNS, row: unused(), total: unused(LARGE) });
    paperCase({ name: 'the summary of software', columns: SUMMARY_COLUMNS, row: summary(1), total: summary(212_345) });
  });
}
