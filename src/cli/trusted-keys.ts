import { text } from '../kernel/index.ts';
import { parseVerifierKey, type VerifierKey } from '../log/index.ts';
import { usage } from './read-options.ts';

/** The keys that somebody noted once and keeps elsewhere, as `--vkey` states them. */
export function trustedKeys(stated: readonly string[]): readonly VerifierKey[] {
  return stated.map((each) => {
    const key = parseVerifierKey(each);
    if (!key)
      throw usage(text(`${each} 不是验证公钥（名称+散列+base64）`, `${each} is no verifier key (name+hash+base64)`));
    return key;
  });
}

export function shortName({ name, keyId }: Pick<VerifierKey, 'name' | 'keyId'>): string {
  return `${name}+${keyId.toString('hex')}`;
}
