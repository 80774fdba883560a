import { type Database, inSnapshot } from '../db/index.ts';
import { describeUnreconciled, type GateReconciliation, reconcileAndFreeze, reconcileGate } from '../gate/main.ts';
import { text } from '../kernel/index.ts';
import type { FrozenAccount } from '../ledger/index.ts';
import { type Command, EXIT_FAILED, EXIT_OK, type Surroundings } from './command.ts';
import { localDeps, withDatabase } from './local-database.ts';
import { readOptions } from './read-options.ts';
import type { Terminal } from './terminal.ts';

export const reconcile: Command = {
  name: 'reconcile',
  summary: text('核对资金、授权的计数与流水、订单', 'compare the counters of money and seats with moves and orders'),
  help: text(
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
  ),
  run: async (args, { config, terminal }) => {
    const { values } = readOptions(args, { freeze: { type: 'boolean' } }, { wordsMax: 0 });
    terminal.progress(terminal.say(text('核对中……', 'reconciling …')));
    const found = await withDatabase(config, (db) =>
      values.freeze === true ? freezing(db, config) : inSnapshot(db, reconcileGate),
    );
    terminal.progress('');
    report(terminal, found);
    return found.isSound ? EXIT_OK : EXIT_FAILED;
  },
};

type Found = GateReconciliation & { readonly frozen?: readonly FrozenAccount[] };

function freezing(db: Database, config: Surroundings['config']): Promise<Found> {
  return reconcileAndFreeze({
    db,
    deps: localDeps(config),
    mayGoOn: async () => true,
    isIdle: () => true,
    onFrozen: () => undefined,
  });
}

function report({ print, paint, say }: Terminal, found: Found): void {
  for (const each of found.unreconciled) print(paint('red', say(describeUnreconciled(each))));
  const unshown = found.count - found.unreconciled.length;
  if (unshown > 0) print(say(text(`另有 ${unshown} 处未列出。`, `${unshown} more are not listed.`)));
  for (const { accountKind, account } of found.frozen ?? []) {
    print(paint('red', say(text(`已冻结 ${accountKind}/${account}`, `frozen: ${accountKind}/${account}`))));
  }
  const { accounts, moves, orders, count } = found;
  const sound = text(
    `✔ ${accounts} 个账户、${moves} 笔流水、${orders} 张订单相符。`,
    `✔ ${accounts} accounts, ${moves} moves and ${orders} orders agree.`,
  );
  const unsound = text(
    `✘ ${count} 处不符（${accounts} 个账户、${moves} 笔流水、${orders} 张订单）。`,
    `✘ ${count} do not agree (${accounts} accounts, ${moves} moves, ${orders} orders).`,
  );
  print(found.isSound ? paint('green', say(sound)) : paint('red', say(unsound)));
}
