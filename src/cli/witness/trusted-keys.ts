import { text } from '../../kernel/index.ts';
import { parseVerifierKey, type VerifierKey } from '../../log/checkpoints/signed-note.ts';
import { usage } from '../read-options.ts';

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

/** What a check without keys says of signatures. */
export const NO_KEY = text(
  '未核对签名：请用 --vkey 给出闸口的公钥（见 GET /v1/log/keys，应另行保存）。',
  'No signature was checked: give the key of the gate with --vkey (GET /v1/log/keys tells it; keep it elsewhere).',
);
