import type { SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { Refusal, text } from '../../kernel/index.ts';
import {
  distrustSigningKey,
  type KeyFolder,
  type KeyPurpose,
  type KnownKey,
  listAllSigningKeys,
  publicKeyOf,
  replaceSigningKey,
} from '../../log/index.ts';

interface SigningKeysParts {
  readonly keys: KeyFolder;
}

/** What the gate signs with, for each purpose, and with what it has signed. */
export function signingKeysRoutes(db: Database, { keys }: SigningKeysParts): Handlers {
  const list: Handler<'listSigningKeys'> = async (_req, res) => {
    const known = await inSnapshot(db, listAllSigningKeys);
    res.status(200).json({ items: known.map((key) => toBody(key, keys)) });
  };

  return { listSigningKeys: list };
}

/**
 * Two people agree that another key signs from now on, which was made on a machine of the gate and copied to the others, and
 * which earlier key is not believed any more.
 */
export function signingKeysActs({ keys }: SigningKeysParts): SignedActs {
  return {
    replaceSigningKey: {
      reach: 'gate',
      check: ({ body }) => requireFile(keys, body),
      act: async (entry, { actor, body }) => {
        const key = await replaceSigningKey(entry, { ...body, key: publicKeyOf(body.publicKey), by: actor });
        return { status: 201, body: toBody(key, keys) };
      },
    },
    distrustSigningKey: {
      reach: 'gate',
      act: async (entry, { actor, params, body }) => {
        const { kid = '' } = params;
        return { status: 200, body: toBody(await distrustSigningKey(entry, { ...body, kid, by: actor }), keys) };
      },
    },
  };
}

type SigningKeyBody = AnswerOf<'listSigningKeys', 200>['items'][number];

function toBody({ purpose, kid, bytes, logIndex, ...known }: KnownKey, keys: KeyFolder): SigningKeyBody {
  const { from, replacedAt, isCompromised } = known;
  const isHere = keys.read(purpose, kid) !== undefined;
  return { purpose, kid, publicKey: bytes.toString('base64url'), from, replacedAt, isCompromised, isHere, logIndex };
}

interface StatedKey {
  readonly purpose: KeyPurpose;
  readonly publicKey: string;
}

/** A key that this process cannot sign with would stop it from signing anything. */
function requireFile(keys: KeyFolder, { purpose, publicKey }: StatedKey): void {
  const { kid } = publicKeyOf(publicKey);
  if (keys.read(purpose, kid)) return;
  const file = `keys/${purpose}-${kid}.pem`;
  const message = text(
    `数据文件夹中没有 ${file}。请先用 gate keys make-signing-key 生成密钥，并复制到本闸口的每台机器。`,
    `The data folder has no ${file}. Make the key with gate keys make-signing-key and copy it to every machine of this gate first.`,
  );
  throw new Refusal('unprocessable', 'signing_key.no_file', message, [{ pointer: '/publicKey', message: '' }]);
}
