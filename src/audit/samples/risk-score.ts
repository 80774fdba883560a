import { type Text, text } from '../../kernel/index.ts';
import { SIGNAL_KINDS, type SignalKind } from './order-signals.ts';

/** One part of a score: what was seen, how much of it, and the points for it. */
export interface ScoredPart {
  readonly kind: SignalKind;
  readonly quantity: number;
  readonly points: number;
}

export interface Score {
  readonly points: number;
  readonly parts: readonly ScoredPart[];
}

interface Weight {
  /** Over several decisions on an order the quantities are added, or the largest counts. */
  readonly over: 'sum' | 'most';
  readonly each: number;
  readonly max: number;
}

/** Our proposal, and no law: what makes an order worth a look, and how much so. */
const WEIGHTS: Readonly<Record<SignalKind, Weight>> = {
  'near-cap': { over: 'most', each: 10, max: 20 },
  'near-open-tender': { over: 'most', each: 25, max: 25 },
  'near-stop': { over: 'most', each: 10, max: 10 },
  split: { over: 'most', each: 40, max: 40 },
  exemption: { over: 'most', each: 25, max: 25 },
  rejected: { over: 'sum', each: 10, max: 30 },
  amended: { over: 'most', each: 5, max: 20 },
  referred: { over: 'sum', each: 5, max: 15 },
  waived: { over: 'most', each: 15, max: 30 },
  indeterminate: { over: 'most', each: 10, max: 20 },
  'late-acceptance': { over: 'most', each: 15, max: 15 },
};

export interface SeenSignal {
  readonly kind: SignalKind;
  readonly sum: number;
  readonly most: number;
}

export function scoreOf(signals: readonly SeenSignal[]): Score {
  const seen = new Map(signals.map((signal) => [signal.kind, signal]));
  const parts = SIGNAL_KINDS.flatMap((kind): readonly ScoredPart[] => {
    const signal = seen.get(kind);
    if (!signal) return [];
    const { over, each, max } = WEIGHTS[kind];
    const quantity = signal[over];
    return [{ kind, quantity, points: Math.min(max, each * (isMeasure(kind) ? 1 : quantity)) }];
  });
  return { parts, points: parts.reduce((sum, { points }) => sum + points, 0) };
}

/** Percent and days say how far, not how many. */
function isMeasure(kind: SignalKind): boolean {
  return kind === 'split' || kind === 'late-acceptance';
}

const one = (quantity: number, single: string, many: string): string =>
  quantity === 1 ? `1 ${single}` : `${quantity} ${many}`;

const WORDS: Readonly<Record<SignalKind, (quantity: number) => Text>> = {
  'near-cap': (n) =>
    text(
      `${n} 处单价在限额以下 5% 以内`,
      `${one(n, 'price lies', 'prices lie')} within 5 per cent below the price cap`,
    ),
  'near-open-tender': () =>
    text('总金额在公开招标数额标准以下 5% 以内', 'the total lies within 5 per cent below the open-tender threshold'),
  'near-stop': (n) =>
    text(
      `${n} 条预算指标因此单用去可用额度的 95% 以上`,
      `${one(n, 'budget line', 'budget lines')} had 95 per cent or more of what was left taken by it`,
    ),
  split: (n) =>
    text(
      `疑似化整为零，同一品目累计达公开招标数额标准的 ${n}%`,
      `purchases of one item look split: together ${n} per cent of the open-tender threshold`,
    ),
  exemption: () => text('使用裸机采购批件', 'an exemption for bare hardware was used'),
  rejected: (n) => text(`曾 ${n} 次不予通过`, `it was rejected ${one(n, 'time', 'times')}`),
  amended: (n) => text(`申报后修改 ${n} 次`, `it was amended ${one(n, 'time', 'times')}`),
  referred: (n) => text(`曾 ${n} 次转人工审核`, `it was referred to a person ${one(n, 'time', 'times')}`),
  waived: (n) => text(`${n} 条审核意见以豁免放行`, `${one(n, 'finding was', 'findings were')} set aside by waivers`),
  indeterminate: (n) =>
    text(`${n} 处规则因缺少事实无法判断`, `${one(n, 'rule', 'rules')} could not be evaluated for lack of facts`),
  'late-acceptance': (n) =>
    text(`验收晚于预计交货日期 ${n} 天`, `it was accepted ${one(n, 'day', 'days')} after the expected delivery`),
};

/** Why a part counts, in words. */
export function wordsOf({ kind, quantity }: Pick<ScoredPart, 'kind' | 'quantity'>): Text {
  return WORDS[kind](quantity);
}
