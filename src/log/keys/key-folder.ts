import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingFile, makeEd25519, readEd25519, writeWholeSync } from '../../kernel/index.ts';
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
}

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
  };
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
