import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate reconcile [--freeze]

将每条预算指标、每项授权的计数与其流水核对，将占用与订单核对，将采购计划备案的已用金额与订单核对。
不修复任何内容；不加选项时只读。退出码：0 一致，1 不一致。

--freeze   冻结对账不符的预算指标和授权并记入日志，与运行中的闸口每晚所做的一样；解冻须两人办理`,
  `Usage: gate reconcile [--freeze]

Compares the counters of every budget line and entitlement with their moves, what is set aside with the orders, and what
plan filings count as used with the orders. It repairs nothing, and without an option it only reads. Exit codes: 0 all
agrees, 1 something does not.

--freeze   freezes the budget lines and entitlements that do not reconcile and logs it, as a running gate does every
           night; it takes two people to unfreeze them`,
);
