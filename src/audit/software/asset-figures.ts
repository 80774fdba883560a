import { percentOf } from '../../documents/index.ts';
import { sumBy, type Text, text } from '../../kernel/index.ts';
import { type PositionFigures, softwareWords } from '../../register/index.ts';
import type { Looks } from '../../reports/index.ts';
import { type AuditFigure, family, figure } from './software-audit.ts';
import type { EntitlementsRow, NamedCount } from './software-audit-rows.ts';

/** How complete the ledger of computers is. */
export interface Computers {
  readonly computers: number;
  /** Computers that need a licence of their own. */
  readonly licensable: number;
  readonly numbered: number;
}

export interface AssetFacts {
  readonly ledger: Computers;
  /** Of these computers, by the last look at what is on them. */
  readonly looks: Looks;
  readonly entitlements: readonly EntitlementsRow[];
  readonly unlicensed: number;
  readonly positions: readonly { readonly category: string | null; readonly figures: PositionFigures }[];
  readonly total: PositionFigures;
  readonly undertakings: readonly NamedCount[];
  readonly findings: readonly NamedCount[];
}

/** Whether the ledgers are complete, and whether licences cover what is installed. */
export function assetFigures(facts: AssetFacts): readonly AuditFigure[] {
  const { entitlements, unlicensed, undertakings, findings } = facts;
  const { computers, licensable, numbered } = facts.ledger;
  const { seen, stale } = facts.looks;
  return [
    ...family('assets', {
      id: 'computers',
      title: text('在册计算机', 'Computers on the ledger'),
      members: [
        { id: 'numbered', title: text('资产编号与序列号齐全', 'With asset number and serial'), count: numbered },
        { id: 'unnumbered', title: text('资产编号或序列号缺失', 'Without one of them'), count: computers - numbered },
      ],
    }),
    ...family('assets', {
      id: 'surveys',
      title: text('在册计算机（按软件核查）', 'Computers on the ledger, by the last look at their software'),
      members: [
        { id: 'current', title: text('软件安装情况在期内核实', 'Software seen in time'), count: seen },
        { id: 'stale', title: text('软件安装情况久未核实', 'Software seen too long ago'), count: stale },
        {
          id: 'never',
          title: text('从未登记软件安装情况', 'Software never recorded'),
          count: computers - seen - stale,
        },
      ],
    }),
    figure('assets', 'computers.unlicensed', text('未分配任何授权的计算机', 'Computers without any licence'), {
      ...{ count: unlicensed, rate: percentOf(unlicensed, licensable) },
    }),
    ...family('assets', {
      id: 'entitlements',
      title: text('软件授权', 'Entitlements'),
      members: membersOf(
        entitlements.map(({ standing: name, count }) => ({ name, count })),
        PROOF_STATES,
      ),
    }),
    ...positionFigures(facts),
    ...family('assets', {
      id: 'undertakings',
      title: text('软件配置承诺', 'Undertakings'),
      members: membersOf(undertakings, UNDERTAKINGS),
    }),
    ...family('assets', {
      id: 'findings',
      title: text('审计问题', 'Audit findings'),
      members: membersOf(findings, FINDINGS),
    }),
  ];
}

type Words = readonly (readonly [string, Text])[];

const PROOF_STATES: Words = [
  ['verified', text('授权凭证已核实', 'Proof was seen')],
  ['declared', text('仅申报、未经核实', 'Only declared')],
];
const UNDERTAKINGS: Words = [
  ['overdue', text('配置承诺已逾期', 'Undertakings that are overdue')],
  ['open', text('配置承诺未到期', 'Undertakings that are not due yet')],
  ['closed', text('配置承诺已兑现', 'Undertakings that were kept')],
  ['void', text('配置承诺已失效', 'Undertakings that are void')],
];
const FINDINGS: Words = [
  ['overdue', text('审计问题逾期未答复', 'Findings without the answer that is overdue')],
  ['open', text('审计问题待答复', 'Findings to be answered')],
  ['answered', text('审计问题已答复', 'Findings that were answered')],
  ['closed', text('审计问题已销号', 'Findings that are closed')],
];

function membersOf(rows: readonly NamedCount[], names: Words) {
  return names.map(([id, title]) => {
    const those = rows.filter(({ name }) => name === id);
    return { id, title, count: sumBy(those, ({ count }) => Number(count)) };
  });
}

/** Installed copies by category, each covered or short. */
function positionFigures({ positions, total }: AssetFacts): readonly AuditFigure[] {
  const covered = ({ installations, shortfall }: PositionFigures): string | null =>
    percentOf(installations - shortfall, installations);
  const rows = positions.flatMap(({ category, figures }) => {
    const { 'zh-CN': zh, en } = softwareWords(category ?? 'other');
    return [
      figure('assets', `installed.${category}`, text(`${zh}安装数（正版率 %）`, `Installed: ${en} (compliance %)`), {
        ...{ count: figures.installations, rate: covered(figures) },
      }),
      figure('assets', `shortfall.${category}`, text(`${zh}授权缺口`, `Shortfall: ${en}`), {
        count: figures.shortfall,
      }),
    ];
  });
  return [
    ...rows,
    {
      ...figure('assets', 'installed', text('安装数（正版率 %）', 'Installed (compliance %)'), {
        ...{ count: total.installations, rate: covered(total) },
      }),
      isTotal: true,
    },
    {
      ...figure('assets', 'shortfall', text('授权缺口', 'Shortfall'), { count: total.shortfall }),
      isTotal: true,
    },
  ];
}
