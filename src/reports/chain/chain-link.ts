import { type Text, text } from '../../kernel/index.ts';

/** The steps from a purchase to a copy on a machine, in the order in which they happen. */
export const CHAIN_STEPS = [
  ...(['order', 'order-line', 'decision', 'commitment', 'contract', 'acceptance', 'payment'] as const),
  ...(['device', 'entitlement', 'proof', 'allocation', 'installation'] as const),
] as const;

export type ChainStep = (typeof CHAIN_STEPS)[number];

/** One thing on file, or one that ought to be and is not: an auditor is shown the gap, too. */
export interface ChainLink {
  readonly step: ChainStep;
  /** Null where it is missing. */
  readonly id: string | null;
  /** Ids of what it hangs on. */
  readonly of: readonly string[];
  readonly about: Text;
  readonly on: string | null;
  readonly state: string | null;
  /** The leaf that last said something about it. */
  readonly logIndex: number | null;
}

export const STEP_WORDS: Readonly<Record<ChainStep, Text>> = {
  order: text('采购订单', 'Order'),
  'order-line': text('订单明细', 'Order line'),
  decision: text('审核决定', 'Decision'),
  commitment: text('资金占用', 'Commitment'),
  contract: text('合同', 'Contract'),
  acceptance: text('验收', 'Acceptance'),
  payment: text('付款', 'Payment'),
  device: text('设备', 'Device'),
  entitlement: text('软件授权', 'Entitlement'),
  proof: text('授权凭证', 'Proof'),
  allocation: text('授权分配', 'Allocation'),
  installation: text('安装', 'Installation'),
};

export function missingLink(step: ChainStep, of: string | null, about: Text): ChainLink {
  return { step, id: null, of: of === null ? [] : [of], about, on: null, state: null, logIndex: null };
}

export function isMissing({ id }: Pick<ChainLink, 'id'>): boolean {
  return id === null;
}

/** Links by their step: from the purchase on, or back to it from what stands on the desk. */
export function inChainOrder(links: readonly ChainLink[], way: 'forward' | 'back'): readonly ChainLink[] {
  const place = ({ step }: ChainLink): number => CHAIN_STEPS.indexOf(step);
  return links.toSorted((one, other) => (way === 'forward' ? place(one) - place(other) : place(other) - place(one)));
}
