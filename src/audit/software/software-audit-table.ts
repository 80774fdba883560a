import type { Column } from '../../documents/index.ts';
import { type Language, type Text, text } from '../../kernel/index.ts';
import type { Paper } from '../../reports/index.ts';
import { type AuditFigure, PART_WORDS } from './software-audit.ts';

/** A figure with its place; a total is marked so that sums can be followed. */
export interface FigureRow {
  readonly place: number;
  readonly figure: AuditFigure;
}

const COLUMNS: readonly Column<FigureRow>[] = [
  {
    title: text('审计内容', 'Figure'),
    kind: 'text',
    of: ({ figure: { title, isTotal } }, language) => `${isTotal ? TOTAL[language] : ''}${title[language]}`,
  },
  { title: text('数量', 'Count'), kind: 'count', of: ({ figure }) => figure.count },
  { title: text('金额', 'Amount'), kind: 'money', of: ({ figure }) => figure.amount },
  { title: text('比率 %', 'Rate %'), kind: 'rate', of: ({ figure }) => figure.rate },
];

const TOTAL = text('合计：', 'Total: ');

const PART: Column<FigureRow> = {
  title: text('部分', 'Part'),
  kind: 'text',
  of: ({ figure: { part } }, language) => PART_WORDS[part][language],
};

const NOTES: readonly Text[] = [
  text(
    '同一组各项之和等于该组合计；比率为各项占合计的百分比，平均单价一栏为占限额的百分比，安装数一栏为正版率。',
    'The figures of a group add up to its total. A rate is the share of the total; of a mean price it is the share of the cap, of installed copies the compliance.',
  ),
  text(
    '规则触发、豁免与价格按预算年度统计；资产管理部分为制表日的台账。软件资金不足的单位，其金额为所需软件资金，名单见“购置计算机而未安排足够软件资金的单位”报表。',
    'Rules, waivers and prices are of the fiscal year; assets are as they stand on the day of the report. The amount of agencies without enough money for software is what they need; the report on computers without software money names them.',
  ),
  text(
    '依据：国办发〔2013〕88号、国办发〔2010〕47号、财行〔2013〕98号（条款号未核实）；审计内容依据软件正版化审计的三个方面。',
    'Basis: 国办发〔2013〕88号, 国办发〔2010〕47号, 财行〔2013〕98号 (articles unverified); the three subjects of an audit of genuine software.',
  ),
];

const SIGNATURES: readonly Text[] = [
  text('审计人员', 'Auditor'),
  text('审计组长', 'Head of the audit'),
  text('被审计单位', 'Agency'),
  text('（审计机关盖章）', 'Seal of the audit bureau'),
];

type AuditTable = Paper<FigureRow>['table'];

/** The report on an audit of genuine software as a paper, a section for each part. */
export function softwareAuditTable(fiscalYear: number, head: AuditTable['head']): AuditTable {
  return {
    name: `software-audit-${fiscalYear}`,
    title: text('软件正版化审计报告', 'Report on the audit of genuine software'),
    head,
    columns: COLUMNS,
    total: null,
    sections: {
      keyOf: ({ figure: { part } }) => PART_WORDS[part]['zh-CN'],
      headOf: ({ figure: { part } }, language: Language) => PART_WORDS[part][language],
      columns: [PART],
    },
    notes: NOTES,
    signatures: SIGNATURES,
  };
}
