import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingFile, makeEd25519, Refusal, readEd25519, text, writeWholeSync } from '../../kernel/index.ts';
import { KEY_PURPOSES, type KeyPurpose, type SigningKey, signingKeyOf } from './signing-key.ts';

/**
 * The private keys, beside the database and never in it: `keys/certificate-<kid>.pem` in the gate's data folder, PKCS #8.
 * Whoever reads the database alone can sign nothing. Several processes of one gate need the same files.
 */
export interface KeyFolder {
  /** Undefined when the file is not there, or holds no key. */
  readonly read: (purpose: KeyPurpose, kid: string) => SigningKey | undefined;
  /** Makes a key that is on the disk when this answers. */
  readonly make: (purpose: KeyPurpose) => SigningKey;
  /** Whether a start with these keys came to its end: then there is a log that they belong to. */
  readonly hasBegun: () => boolean;
  readonly noteBegun: () => void;
}

/** Beside the keys, and copied with them. A first start that was killed has made keys and no log, and has no such file. */
const BEGUN = 'begun';
const BEGUN_SAYS =
  'The log of a gate was begun with the keys in this folder. / 本文件夹中的密钥已用于一个闸口的日志。\n';

export function keyFolder(dataDir: string): KeyFolder {
  const folder = join(dataDir, 'keys');
  const known = new Map<string, SigningKey>();
  const pathOf = (purpose: KeyPurpose, kid: string): string => join(folder, `${purpose}-${kid}.pem`);
  return {
    read: (purpose, kid) => {
      const path = pathOf(purpose, kid);
      const key = known.get(path) ?? readKey(path, purpose);
      if (key?.kid !== kid) return undefined;
      known.set(path, key);
      return key;
    },
    make: (purpose) => {
      const { privateKey, pem } = makeEd25519();
      const key = signingKeyOf(purpose, privateKey);
      writeWholeSync(pathOf(purpose, key.kid), pem);
      return key;
    },
    hasBegun: () => existsSync(join(folder, BEGUN)),
    noteBegun: () => {
      if (existsSync(join(folder, BEGUN))) return;
      try {
        writeWholeSync(join(folder, BEGUN), BEGUN_SAYS);
      } catch {
        // A folder that this account only reads is guarded by its owner; the gate signs all the same.
      }
    },
  };
}

/** Refuses to begin a new log where keys say that there is one: the disk is not mounted, or the address is another one. */
export function refuseLostLog({ size }: { readonly size: number }, dataDir: string): void {
  if (size > 0) return;
  const keys = join(dataDir, 'keys');
  const message = text(
    `数据库是空的，而 ${keys} 中的密钥属于一个已有的闸口：请检查 DATABASE_URL 和磁盘是否已挂载；数据库丢失时用 gate restore 恢复备份；确要新建闸口，请先把文件夹 ${keys} 移走。`,
    `The database is empty, but the keys in ${keys} belong to a gate that has a log. Check DATABASE_URL, and that the disk is mounted. If the database is lost, run gate restore with a backup; to begin a new gate, move the folder ${keys} away first.`,
  );
  throw new Refusal('unavailable', 'log.lost', message);
}

const KEY_FILE = new RegExp(`^(?:${KEY_PURPOSES.join('|')})-[A-Za-z0-9_-]{43}\\.pem$`);

/** Whether a name is that of one of these files. */
export function isKeyFile(name: string): boolean {
  return KEY_FILE.test(name);
}

function readKey(path: string, purpose: KeyPurpose): SigningKey | undefined {
  const pem = readThere(path);
  try {
    return pem && signingKeyOf(purpose, readEd25519(pem));
  } catch {
    // Half a copy, or a key of another kind, is as good as none.
    return undefined;
  }
}

/** What the disk does not give out may be there all the same. */
function readThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}
