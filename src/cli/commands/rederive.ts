import { type Database, inSnapshot } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import type { FactOfOtherVersion, Rederivation } from '../../proof/rederive/rederive-all.ts';
import { rederiveDecision } from '../../proof/rederive/rederive-decision.ts';
import { rederiveAll } from '../../proof/rederive/rederive-job.ts';
import { describeRederiveDifference } from '../../proof/rederive/rederive-record.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK } from '../command.ts';
import { withDatabase } from '../local-database.ts';
import { readOptions, usage } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

export const rederive: CommandBody = {
  run: async (args, { config, terminal }) => {
    const { values, words } = readOptions(args, { all: { type: 'boolean' } }, { wordsMax: 1 });
    const [id] = words;
    if ((id === undefined) !== values.all)
      throw usage(text('请给出决定编号，或用 --all', 'name a decision, or give --all'));
    return withDatabase(config, (db) => (id === undefined ? everything(db, terminal) : single(db, terminal, id)));
  },
};

async function single(db: Database, { print, paint, say }: Terminal, id: string): Promise<number> {
  const found = await inSnapshot(db, (tx) => rederiveDecision(tx, id));
  for (const difference of found.differences) {
    print(paint(difference.isOfOtherVersion ? 'yellow' : 'red', say(describeRederiveDifference(difference))));
  }
  if (found.isErased) {
    print(
      say(
        text(
          '该决定的明细已删除，无法重新推导。',
          'The detail of this decision was erased; it cannot be derived again.',
        ),
      ),
    );
    return EXIT_OK;
  }
  const isSound = found.differences.every(({ isOfOtherVersion }) => isOfOtherVersion);
  const sound = text(`✔ ${id} 重新推导，三步一致。`, `✔ ${id} derived again; all three arrows agree.`);
  print(isSound ? paint('green', say(sound)) : paint('red', say(text(`✘ ${id} 不一致。`, `✘ ${id} does not agree.`))));
  return isSound ? EXIT_OK : EXIT_FAILED;
}

async function everything(db: Database, terminal: Terminal): Promise<number> {
  const { progress, say } = terminal;
  const found = await rederiveAll(db, ({ decisions }) =>
    progress(say(text(`已推导 ${decisions} 项`, `${decisions} derived`))),
  );
  progress('');
  report(terminal, found);
  return found.isSound ? EXIT_OK : EXIT_FAILED;
}

function otherVersionText({ place, decisions, first }: FactOfOtherVersion) {
  const { decision, recorded, derived } = first;
  return text(
    `${place}：${decisions} 项决定由另一版本的事实推导得出，现在的推导不同，不说明决定有误（例如 ${decision}：记录为 ${recorded}，现为 ${derived}）`,
    `${place}: ${decisions} decisions have it from another version of the derivation, which proves nothing against them (such as ${decision}: recorded ${recorded}, derived now ${derived})`,
  );
}

const ARROWS = {
  outcome: text('事实 → 结论', 'facts → outcome'),
  facts: text('订单与采集数据 → 事实', 'order and gathered → facts'),
  balances: text('此前流水 → 余额', 'moves before → balances'),
} as const;

function report({ print, paint, say }: Terminal, found: Rederivation): void {
  for (const difference of found.differences) print(paint('red', say(describeRederiveDifference(difference))));
  for (const fact of found.ofOtherVersion) print(paint('yellow', say(otherVersionText(fact))));
  for (const arrow of ['outcome', 'facts', 'balances'] as const) {
    const { agreed, differ, listed } = found.arrows[arrow];
    const name = ARROWS[arrow];
    const zh = `${name['zh-CN']}：一致 ${agreed}，不一致 ${differ}，因版本不同列出 ${listed}`;
    print(say(text(zh, `${name.en}: ${agreed} agree, ${differ} differ, ${listed} listed as of another version`)));
  }
  const { decisions, erased } = found;
  const [zh, en] =
    erased === 0 ? ['', ''] : [`（其中 ${erased} 项明细已删除）`, ` (the details of ${erased} were erased)`];
  const sound = text(
    `✔ ${decisions} 项决定重新推导一致${zh}。`,
    `✔ All ${decisions} decisions derive again to the same${en}.`,
  );
  const unsound = text(`✘ ${decisions} 项决定中有不一致${zh}。`, `✘ Of ${decisions} decisions some differ${en}.`);
  print(found.isSound ? paint('green', say(sound)) : paint('red', say(unsound)));
}
