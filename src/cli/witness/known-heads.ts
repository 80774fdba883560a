import { readFile } from 'node:fs/promises';
import { Refusal, text } from '../../kernel/index.ts';
import { type KnownHead, openCheckpoint, parseCheckpoint, parseNote, type VerifierKey } from '../../log/index.ts';
import { usage } from '../read-options.ts';

/**
 * What somebody outside the database knows of the log: files of checkpoints, or `<size>:<root>` as it is printed. Where keys
 * are given that were kept elsewhere as well, one of them must have signed each file.
 */
export async function readKnownHeads(
  words: readonly string[],
  { origin, trusted }: { readonly origin: string; readonly trusted: readonly VerifierKey[] },
): Promise<readonly KnownHead[]> {
  const heads: KnownHead[] = [];
  for (const word of words) {
    const typed = headIn(word);
    if (typed) heads.push(typed);
    else {
      const source = await readFile(word, 'utf8');
      if (trusted.length > 0 && !openCheckpoint(source, trusted)) throw unsigned(word);
      heads.push(headOfNote(word, source, origin));
    }
  }
  return heads;
}

function unsigned(file: string): Refusal {
  const message = text(
    `${file} 不是由 --vkey 所给公钥签署的检查点。`,
    `${file} is no checkpoint that a key given with --vkey has signed.`,
  );
  return new Refusal('invalid', 'checkpoint.unreadable', message);
}

/** The one that tells most. */
export function latestOf(heads: readonly KnownHead[]): KnownHead | undefined {
  return heads.toSorted((a, b) => b.size - a.size)[0];
}

const TYPED = /^(0|[1-9]\d{0,14}):([A-Za-z0-9+/]{43}=)$/;

function headIn(word: string): KnownHead | undefined {
  const [, size, root] = TYPED.exec(word) ?? [];
  return size === undefined || root === undefined
    ? undefined
    : { size: Number(size), rootHash: Buffer.from(root, 'base64') };
}

/** Without keys whoever gives it vouches for it: the keys that signed it are themselves in the log that is in question. */
function headOfNote(file: string, source: string, origin: string): KnownHead {
  const note = parseNote(source);
  const checkpoint = note && parseCheckpoint(note.text);
  if (!checkpoint) throw usage(text(`${file} 不是检查点`, `${file} is no checkpoint`));
  if (checkpoint.origin !== origin) {
    throw usage(text(`${file} 是 ${checkpoint.origin} 的检查点`, `${file} is a checkpoint of ${checkpoint.origin}`));
  }
  return checkpoint;
}
