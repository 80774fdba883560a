import type { Column } from '../../documents/index.ts';
import { dayOfDayOrInstant, type Language, text } from '../../kernel/index.ts';
import type { Paper } from '../../reports/index.ts';
import { stateWords, withCode } from '../words.ts';
import type { DossierBody } from './dossier-body.ts';
import type { DossierRow } from './dossier-rows.ts';

const COLUMNS: readonly Column<DossierRow>[] = [
  { title: text('事项', 'What'), kind: 'label', of: ({ what }, language) => what[language] },
  { title: text('内容', 'Content'), kind: 'text', of: ({ content }, language) => content[language] },
  { title: text('结果', 'Result'), kind: 'label', of: ({ state }, language) => state[language] },
  { title: text('依据与来源', 'Basis and source'), kind: 'prose', of: ({ basis }, language) => basis[language] },
  { title: text('日期', 'Day'), kind: 'day', of: ({ on }) => (on === null ? null : dayOfDayOrInstant(on)) },
  { title: text('日志', 'Leaf'), kind: 'count', of: ({ leaf }) => leaf },
];

const headOf = ({ section }: DossierRow, language: Language): string => section[language];

/** A dossier as a paper: a section for each part, in the order in which an auditor asks. */
export function dossierTable(body: DossierBody): Paper<DossierRow>['table'] {
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
    sections: { keyOf: ({ section }) => section['zh-CN'].slice(0, SHEET_NAME_MAX), headOf, columns: [SECTION] },
    notes: [
      text(
        `授权链共 ${chainLinks} 个环节，列出 ${chain.length} 个；日志记录共 ${logEntries} 条，列出 ${log.length} 条。`,
        `The chain has ${chainLinks} links, of which ${chain.length} are here; there are ${logEntries} leaves, of which ${log.length} are here.`,
      ),
      text(
        '审核、验收、付款、流水全部列出。各次审核只列出与前一次不同的事实，前一次有而本次没有的记“—”，整个部分都没有的记为一行；规则文字只在首次出现时列出，JSON 格式则每次列全；金额类事实以分为单位。',
        'Decisions, acceptances, payments and moves are all here. A decision lists the facts that are other than at the one before it; one that this decision does not have is there with “—”, and a part of which it has none is one line. A rule is told in words where it comes first; as JSON every decision has all of both. Facts that are amounts are in fen.',
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
