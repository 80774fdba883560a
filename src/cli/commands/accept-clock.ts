import { inTransaction } from '../../db/index.ts';
import { text, wallClockOf } from '../../kernel/index.ts';
import { governed, recordClock } from '../../log/index.ts';
import { type CommandBody, EXIT_OK } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';
import { readOptions, usage } from '../read-options.ts';

/** The operator's act: a gate that doubts its clock takes nothing over HTTP, so two people cannot agree on it there. */
export const acceptClock: CommandBody = {
  run: async (args, { config, io, terminal: { print, say } }) => {
    const { values } = readOptions(args, { reason: { type: 'string' } }, { wordsMax: 0 });
    const { reason } = values;
    if (!reason?.trim()) throw usage(text('请用 --reason 说明理由', 'say why with --reason'));
    const [clock, uptime] = [io.clock(), io.uptime()];
    const by = localActor('system-administrator');
    const logIndex = await withDatabase(config, (db) =>
      inTransaction(db, (tx) =>
        governed(tx, localDeps(config, io), async (entry) => recordClock(entry, { by, clock, uptime, reason })),
      ),
    );
    print(
      say(
        text(
          `日志第 ${logIndex} 条记下：现在是 ${wallClockOf(clock)}（北京时间）。`,
          `Leaf ${logIndex} says that it is ${wallClockOf(clock)} (Beijing time) now.`,
        ),
      ),
    );
    return EXIT_OK;
  },
};
