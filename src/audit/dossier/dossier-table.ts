import type { Column } from '../../documents/index.ts';
import { dayOfDayOrInstant, type Language, text } from '../../kernel/index.ts';
import type { Paper } from '../../reports/index.ts';
import { stateWords, withCode } from '../words.ts';
import type { DossierBody } from './dossier-body.ts';
import { type DossierRow, headingsOf } from './dossier-rows.ts';

const COLUMNS: readonly Column<DossierRow>[] = [
  { title: text('事项', 'What'), kind: 'label', of: ({ what }, language) => what[language] },
  { title: text('内容', 'Content'), kind: 'prose', of: ({ content }, language) => content[language] },
  { title: text('结果', 'Result'), kind: 'label', of: ({ state }, language) => state[language] },
  { title: text('依据与来源', 'Basis and source'), kind: 'text', of: ({ basis }, language) => basis[language] },
  { title: text('日期', 'Day'), kind: 'day', of: ({ on }) => (on === null ? null : dayOfDayOrInstant(on)) },
  { title: text('日志', 'Leaf'), kind: 'count', of: ({ leaf }) => leaf },
];

const headOf = ({ section }: DossierRow, language: Language): string => section[language];

/** A dossier as a paper: a section for each part, in the order in which an auditor asks. */
export function dossierTable(body: DossierBody, rows: () => readonly DossierRow[]): Paper<DossierRow>['table'] {
  const { order, agencyName, chain, chainLinks, log, logEntries } = body;
  return {
    name: `dossier-${order.id}`,
    title: text('订单审计档案', 'Everything about this order'),
    head: [
      [text('订单编号', 'Order'), order.id],
      [text('采购编号', 'Reference'), order.reference],
      [text('单位', 'Agency'), withCode(agencyName, order.agencyCode)],
      [text('当前状态', 'State'), stateWords(order.state)],
    ],
    columns: COLUMNS,
    total: null,
    sections: {
      keyOf: ({ section }) => section['zh-CN'].slice(0, SHEET_NAME_MAX),
      headOf,
      columns: [SECTION],
      flow: { contents: () => headingsOf(rows()) },
    },
    notes: [
      text(
        `授权链共 ${chainLinks} 个环节，列出 ${chain.length} 个；日志记录共 ${logEntries} 条，列出 ${log.length} 条。`,
        `The chain has ${chainLinks} links, of which ${chain.length} are here; there are ${logEntries} leaves, of which ${log.length} are here.`,
      ),
      text(
        '审核、验收、付款、流水全部列出。各次审核只列出与前一次不同的事实，前一次有而本次没有的记“—”；不符合或无法判断的规则列出全文，其余只列编号，规则名称在首次出现时列出。每项事实的来源和每条规则的全文见 JSON 格式；金额类事实以分为单位。',
        'Decisions, acceptances, payments and moves are all here. A decision lists the facts that are other than at the one before it; one that this decision does not have is there with “—”. Rules that fired or could not be evaluated are told in full, of the others there is the number, with the title where it comes first. As JSON there is the source of every fact and every rule in words. Facts that are amounts are in fen.',
      ),
    ],
  };
}

const SECTION: Column<DossierRow> = {
  title: text('部分', 'Part'),
  kind: 'text',
  of: ({ section }, language) => section[language],
};

/** A sheet of a workbook has a short name. */
const SHEET_NAME_MAX = 31;
