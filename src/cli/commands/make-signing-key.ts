import { text } from '../../kernel/index.ts';
import { KEY_PURPOSES, type KeyPurpose, keyFolder } from '../../log/index.ts';
import { EXIT_OK, type Surroundings } from '../command.ts';
import { readOptions, usage } from '../read-options.ts';

/** A key that nothing signs with yet: two people introduce it when every machine has it. */
export async function makeSigningKey(
  args: readonly string[],
  { config, terminal: { print, say } }: Surroundings,
): Promise<number> {
  const { words } = readOptions(args, {}, { wordsMax: 1 });
  const purpose = purposeIn(words[0]);
  const { kid, bytes } = keyFolder(config.dataDir).make(purpose);
  print(say(text(`文件      keys/${purpose}-${kid}.pem`, `file        keys/${purpose}-${kid}.pem`)));
  print(`kid         ${kid}`);
  print(say(text(`公钥      ${bytes.toString('base64url')}`, `public key  ${bytes.toString('base64url')}`)));
  print(say(NEXT));
  return EXIT_OK;
}

const NEXT = text(
  '该密钥尚未启用。请将文件复制到本闸口的每台机器，再由两人通过 POST /v1/signing-keys 启用。',
  'Nothing signs with it yet. Copy the file to every machine of this gate, then two people introduce it by POST /v1/signing-keys.',
);

export function purposeIn(word: string | undefined): KeyPurpose {
  const purpose = KEY_PURPOSES.find((each) => each === word);
  const list = KEY_PURPOSES.join(', ');
  if (!purpose) throw usage(text(`请给出用途：${list}`, `say what it signs: ${list}`));
  return purpose;
}
