import { percentOf } from '../../documents/index.ts';
import { fen, sumBy, type Text, text } from '../../kernel/index.ts';
import type { AgencyWithoutSoftwareMoney, ExecutionRow } from '../../reports/index.ts';
import { type AuditFigure, family, figure } from './software-audit.ts';

export interface BudgetFacts {
  readonly kinds: readonly ExecutionRow[];
  readonly agencies: readonly AgencyWithoutSoftwareMoney[];
  readonly counted: { readonly all: number; readonly budgeted: number };
}

const KIND_WORDS: Readonly<Record<string, Text>> = {
  software: text('软件类指标', 'Budget lines for software'),
  hardware: text('硬件类指标', 'Budget lines for computers'),
  expense: text('费用类指标', 'Budget lines for running costs'),
  other: text('其他指标', 'Other budget lines'),
};

const STATES: readonly (readonly [AgencyWithoutSoftwareMoney['state'], Text])[] = [
  ['none', text('购置计算机而未安排软件资金的单位', 'Agencies that buy computers with no money for software')],
  ['used-up', text('购置计算机而软件资金已用尽的单位', 'Agencies that buy computers with nothing left for software')],
  ['short', text('购置计算机而软件资金不足的单位', 'Agencies that buy computers with too little for software')],
];

/** Whether software was budgeted. */
export function budgetFigures({ kinds, agencies, counted }: BudgetFacts): readonly AuditFigure[] {
  const sorted = kinds.toSorted((one, other) => orderOf(one) - orderOf(other));
  return [
    ...family('budget', {
      id: 'agencies',
      title: text('单位', 'Agencies'),
      members: [
        {
          id: 'budgeted',
          title: text('已编列软件资金的单位', 'Agencies with money for software'),
          count: counted.budgeted,
        },
        {
          id: 'not-budgeted',
          title: text('未编列软件资金的单位', 'Agencies without money for software'),
          count: counted.all - counted.budgeted,
        },
      ],
    }),
    ...family('budget', {
      id: 'without-software-money',
      title: text('购置计算机而软件资金不足的单位', 'Agencies that buy computers without enough for software'),
      members: STATES.map(([state, title]) => {
        const those = agencies.filter((agency) => agency.state === state);
        return { id: state, title, count: those.length, amount: fen(sumBy(those, (one) => one.softwareNeeded ?? 0)) };
      }),
    }),
    ...family('budget', {
      id: 'lines',
      title: text('预算指标', 'Budget lines'),
      members: sorted.map(({ kind, figures }) => ({
        ...{ id: kind ?? 'other', title: KIND_WORDS[kind ?? 'other'] ?? text('其他', 'Other') },
        ...{ count: figures.lines, amount: figures.buckets.appropriation },
      })),
    }),
    ...sorted
      .filter(({ kind }) => kind === 'software')
      .map(({ figures: { buckets } }) =>
        figure('budget', 'software-spent', text('软件类指标支出进度', 'Spent of the money for software'), {
          ...{ amount: buckets.spent, rate: percentOf(buckets.spent, buckets.appropriation) },
        }),
      ),
  ];
}

function orderOf({ kind }: ExecutionRow): number {
  return Object.keys(KIND_WORDS).indexOf(kind ?? 'other');
}
