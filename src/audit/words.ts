import { type Text, text } from '../kernel/index.ts';

/** How orders stand, as papers say it. */
export const ORDER_STATES: Readonly<Record<string, Text>> = {
  rejected: text('不予通过', 'rejected'),
  referred: text('转人工', 'referred'),
  approved: text('通过', 'approved'),
  contracted: text('已签合同', 'contracted'),
  accepted: text('已验收', 'accepted'),
  closed: text('已办结', 'closed'),
  withdrawn: text('已撤回', 'withdrawn'),
  expired: text('已失效', 'expired'),
  terminated: text('已终止', 'terminated'),
};
