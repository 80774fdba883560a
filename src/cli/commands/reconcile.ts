import { type Database, inSnapshot } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import type { FrozenAccount } from '../../ledger/index.ts';
import {
  describeReconciliationFault,
  type GateReconciliation,
  reconcileGate,
} from '../../proof/reconcile/reconcile-gate.ts';
import { reconcileAndFreeze } from '../../proof/reconcile/reconcile-job.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { localDeps, withDatabase } from '../local-database.ts';
import { readOptions } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

export const reconcile: CommandBody = {
  run: async (args, surroundings) => {
    const { config, terminal } = surroundings;
    const { values } = readOptions(args, { freeze: { type: 'boolean' } }, { wordsMax: 0 });
    terminal.progress(terminal.say(text('核对中……', 'reconciling …')));
    const found = await withDatabase(config, (db) =>
      values.freeze === true ? freezing(db, surroundings) : inSnapshot(db, reconcileGate),
    );
    terminal.progress('');
    report(terminal, found);
    return found.isSound ? EXIT_OK : EXIT_FAILED;
  },
};

type ReconcileOutcome = GateReconciliation & { readonly frozen?: readonly FrozenAccount[] };

function freezing(db: Database, { config, io }: Surroundings): Promise<ReconcileOutcome> {
  return reconcileAndFreeze({
    db,
    deps: localDeps(config, io),
    mayGoOn: async () => true,
    onFrozen: () => undefined,
  });
}

function report({ print, paint, say }: Terminal, found: ReconcileOutcome): void {
  for (const each of found.unreconciled) print(paint('red', say(describeReconciliationFault(each))));
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
