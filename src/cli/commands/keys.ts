import {
  ADMINISTRATORS_MIN,
  type ApiKey,
  countAdministrators,
  endOfKey,
  findCodeRoles,
  isInSetUpMode,
  listApiKeys,
  retireBootstrap,
} from '../../access/index.ts';
import { revokeApiKey } from '../../access/keys/revoke-api-key.ts';
import { inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { governed } from '../../log/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';
import { printTable } from '../print/print-table.ts';
import { readOptions, usage } from '../read-options.ts';
import { createKey } from './create-key.ts';
import { makeSigningKey } from './make-signing-key.ts';
import { replaceLostKey } from './replace-lost-key.ts';

type Action = (args: readonly string[], surroundings: Surroundings) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = {
  create: createKey,
  list: listKeys,
  revoke: revokeKey,
  'retire-bootstrap': endSetUp,
  'make-signing-key': makeSigningKey,
  'replace-lost-key': replaceLostKey,
};

const ACTION_NAMES = Object.keys(ACTIONS);

export const keys: CommandBody = {
  run: async ([name, ...args], surroundings) => {
    const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action) return action(args, surroundings);
    const [zh, en] = [ACTION_NAMES.join('、'), ACTION_NAMES.join(', ')];
    throw usage(text(`keys 之后应为 ${zh} 之一`, `keys is followed by one of ${en}`));
  },
};

async function listKeys(args: readonly string[], { config, terminal }: Surroundings): Promise<number> {
  const { values } = readOptions(args, { json: { type: 'boolean' } }, { wordsMax: 0 });
  const all = await withDatabase(config, (db) => inSnapshot(db, listAllKeys));
  if (values.json) {
    terminal.print(JSON.stringify(all, null, 2));
    return EXIT_OK;
  }
  const { say } = terminal;
  if (all.length === 0) {
    terminal.print(
      say(text('还没有密钥；用 gate keys create 创建。', 'There are no keys yet; gate keys create makes one.')),
    );
    return EXIT_OK;
  }
  const heading = [
    text('编号', 'id'),
    text('名称', 'label'),
    text('角色', 'role'),
    text('范围', 'reach'),
    text('所属用户', 'owner'),
    text('状态', 'state'),
  ];
  const rows = all.map((key) => [key.id, key.label, key.role, reachOf(key), key.owner ?? '', say(stateOf(key))]);
  printTable(terminal, heading.map(say), rows);
  return EXIT_OK;
}

const KEYS_AT_ONCE = 500;

async function listAllKeys(tx: Tx): Promise<readonly ApiKey[]> {
  const all: ApiKey[] = [];
  const codeRoles = await findCodeRoles(tx);
  for (;;) {
    const page = await listApiKeys(tx, { after: all.at(-1), rowsMax: KEYS_AT_ONCE });
    all.push(...page.map((key) => ({ ...key, expiresAt: endOfKey(key, codeRoles) })));
    if (page.length < KEYS_AT_ONCE) return all;
  }
}

function reachOf({ grant }: ApiKey): string {
  return 'region' in grant ? grant.region : grant.agencies.join(', ');
}

function stateOf({ revokedAt, expiresAt }: ApiKey) {
  if (revokedAt !== null) return text(`已吊销 ${revokedAt}`, `revoked ${revokedAt}`);
  if (expiresAt !== null) return text(`有效至 ${expiresAt}`, `until ${expiresAt}`);
  return text('有效', 'works');
}

async function revokeKey(args: readonly string[], { config, terminal, io }: Surroundings): Promise<number> {
  const { values, words } = readOptions(args, { reason: { type: 'string' } }, { wordsMax: 1 });
  const [id] = words;
  const { reason } = values;
  if (id === undefined) throw usage(text('请给出密钥编号', 'name the key'));
  if (!reason?.trim()) throw usage(text('请用 --reason 说明理由', 'say why with --reason'));
  const revocation = { actor: localActor('security-administrator'), id, reason };
  await withDatabase(config, (db) =>
    inTransaction(db, (tx) => governed(tx, localDeps(config, io), (entry) => revokeApiKey(entry, revocation))),
  );
  terminal.print(terminal.say(text(`密钥 ${id} 已吊销。`, `The key ${id} is revoked.`)));
  return EXIT_OK;
}

async function endSetUp(args: readonly string[], { config, terminal, io }: Surroundings): Promise<number> {
  const { values } = readOptions(args, { yes: { type: 'boolean' } }, { wordsMax: 0 });
  return withDatabase(config, async (db) => {
    if (!values.yes && (await inSnapshot(db, isInSetUpMode))) {
      terminal.note(terminal.say(NO_WAY_BACK));
      return EXIT_FAILED;
    }
    const hasEnded = await inTransaction(db, (tx) =>
      governed(tx, localDeps(config, io), async (entry) => {
        if (await isInSetUpMode(tx)) refuseTooFew(await countAdministrators(tx, entry.at));
        return retireBootstrap(entry, localActor('security-administrator'));
      }),
    );
    terminal.print(terminal.say(hasEnded ? ENDED : ENDED_BEFORE));
    return EXIT_OK;
  });
}

function refuseTooFew(count: number): void {
  if (count >= ADMINISTRATORS_MIN) return;
  const message = text(
    `现有 ${count} 名安全管理员能够登录或持有可用的密钥，至少需要 ${ADMINISTRATORS_MIN} 名：结束初始设置后，授权和重置密码都要两人办理，且任何人不能为自己办理。请先建立用户并发出密码邀请（或 gate keys create --role security-administrator），待其登录后再结束。`,
    `${count} security administrators can sign in or have a key that works, and it takes ${ADMINISTRATORS_MIN}: after set-up two people give rights and passwords, and nobody signs for himself or herself. Create people and invite them (or gate keys create --role security-administrator), and end set-up once they have signed in.`,
  );
  throw new Refusal('conflict', 'set_up.too_few', message);
}

const NO_WAY_BACK = text(
  '结束初始设置后，安装密钥永久失效，创建用户和密钥、登记预算指标等操作须由两人办理：请先确认至少三名安全管理员能够登录或持有密钥，否则无人能再授权。确定要结束，请加 --yes。',
  'After this the bootstrap key never works again, and making persons, keys and budget lines takes two people: see first that at\nleast three security administrators can sign in or have keys, or nobody can grant anything any more. If you are sure, add --yes.',
);
const ENDED = text('初始设置已结束，安装密钥已失效。', 'Set-up has ended; the bootstrap key does not work any more.');
const ENDED_BEFORE = text('初始设置早已结束。', 'Set-up had ended before.');
