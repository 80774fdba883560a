import { percentOf } from '../../documents/index.ts';
import { type Fen, fen, sumBy, type Text, text } from '../../kernel/index.ts';

/** What the audit of genuine software is about (审计内容). */
export const AUDIT_PARTS = ['budget', 'procurement', 'assets'] as const;
export type AuditPart = (typeof AUDIT_PARTS)[number];

export const PART_WORDS: Readonly<Record<AuditPart, Text>> = {
  budget: text('一、预算编制', '1. Budget preparation'),
  procurement: text('二、采购', '2. Procurement'),
  assets: text('三、资产管理', '3. Asset management'),
};

/** One figure of the report. */
export interface AuditFigure {
  /** Stable, for machines: `orders.state.approved`. Figures of one family add up to that of its total. */
  readonly id: string;
  readonly part: AuditPart;
  readonly title: Text;
  readonly count: number | null;
  readonly amount: Fen | null;
  readonly rate: string | null;
  readonly isTotal: boolean;
}

export type FigureValues = Partial<Pick<AuditFigure, 'count' | 'amount' | 'rate'>>;

export function figure(part: AuditPart, id: string, title: Text, values: FigureValues): AuditFigure {
  return { part, id, title, count: null, amount: null, rate: null, isTotal: false, ...values };
}

export interface Member {
  readonly id: string;
  readonly title: Text;
  readonly count: number;
  readonly amount?: Fen;
}

/** Members of a family with their shares, and what they add up to. */
export function family(
  part: AuditPart,
  { id, title, members }: { readonly id: string; readonly title: Text; readonly members: readonly Member[] },
): readonly AuditFigure[] {
  const count = sumBy(members, (member) => member.count);
  const isMoney = members.some(({ amount }) => amount !== undefined);
  const amount = isMoney ? fen(sumBy(members, (member) => member.amount ?? 0)) : null;
  return [
    ...members.map((member) =>
      figure(part, `${id}.${member.id}`, member.title, {
        ...{ count: member.count, amount: member.amount ?? null, rate: percentOf(member.count, count) },
      }),
    ),
    { ...figure(part, id, title, { count, amount }), isTotal: true },
  ];
}
