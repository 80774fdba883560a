import { inTransaction, type Tx } from '../../db/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import {
  governed,
  type KeyFolder,
  type KeyPurpose,
  keyFolder,
  listSigningKeys,
  recordSigningKey,
} from '../../log/index.ts';
import { EXIT_OK, type Surroundings } from '../command.ts';
import { localActor, localDeps, withDatabase } from '../local-database.ts';
import { readOptions, usage } from '../read-options.ts';
import { purposeIn } from './make-signing-key.ts';

/**
 * The way on when the file of a key is gone for good: without it no gate starts, so two people cannot agree on another
 * over HTTP. Whoever may open the database does it alone, and the log says so.
 */
export async function replaceLostKey(
  args: readonly string[],
  { config, io, terminal: { print, say } }: Surroundings,
): Promise<number> {
  const { values, words } = readOptions(
    args,
    { reason: { type: 'string' }, compromised: { type: 'boolean' } },
    { wordsMax: 1 },
  );
  const purpose = purposeIn(words[0]);
  const { reason } = values;
  if (!reason?.trim()) throw usage(text('请用 --reason 说明理由', 'say why with --reason'));
  const folder = keyFolder(config.dataDir);
  const kid = await withDatabase(config, (db) =>
    inTransaction(db, (tx) =>
      governed(tx, localDeps(config, io), async (entry) => {
        await refuseThere(entry.tx, folder, purpose);
        const key = folder.make(purpose);
        const isReplacedCompromised = values.compromised === true;
        const by = localActor('security-administrator');
        recordSigningKey(entry, { purpose, key, by, isReplacedCompromised, reason });
        return key.kid;
      }),
    ),
  );
  print(say(text(`已启用 keys/${purpose}-${kid}.pem。`, `From now on keys/${purpose}-${kid}.pem signs.`)));
  print(say(COPY));
  return EXIT_OK;
}

const COPY = text(
  '请将该文件复制到本闸口的每台机器，并离线保存一份备份。',
  'Copy the file to every machine of this gate, and keep a copy where no machine can lose it.',
);

/** A key that is there is replaced by two people. */
async function refuseThere(tx: Tx, folder: KeyFolder, purpose: KeyPurpose): Promise<void> {
  const current = (await listSigningKeys(tx, purpose)).at(-1);
  if (!current || !folder.read(purpose, current.kid)) return;
  const message = text(
    '该密钥文件仍在数据文件夹中，没有丢失；更换须由两人通过 POST /v1/signing-keys 办理。',
    'The file of that key is in the data folder and not lost. Two people replace it by POST /v1/signing-keys.',
  );
  throw new Refusal('conflict', 'signing_key.there', message);
}
