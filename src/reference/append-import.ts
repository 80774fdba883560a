import type { Tx } from '../db/index.ts';
import { type Actor, type Instant, type NewId, sha256 } from '../kernel/index.ts';
import { type Governed, listSealedTexts, listUnfinished } from '../log/index.ts';

/** A file that is imported in more than one act. */
export interface LongImport {
  readonly operation: string;
  readonly file: Buffer;
  readonly actor: Actor;
  readonly newId: NewId;
}

const FILE = '/file';

/**
 * Says in the log that a file is imported in several acts, when the first of them has changed something. The same file
 * of the same operation goes on under the name that it had when it stopped, so that whoever imports it again ends what had
 * begun. Its digest is sealed: a list of names and phone numbers must not be guessed from the log.
 */
export async function beginImport(entry: Governed, long: LongImport): Promise<void> {
  const { operation, file, actor, newId } = long;
  if (await findBegun(entry.tx, long)) return;
  const sealed = { [FILE]: digestOfFile(file) };
  entry.append({ type: IMPORT_BEGUN, subject: `import/${newId('imp')}`, by: actor, body: { operation }, sealed });
}

/** Says that every row of it was judged, if it had begun: once, whoever else has imported the same file meanwhile. */
export async function endImport(entry: Governed, long: LongImport, answer: unknown): Promise<void> {
  const subject = await findBegun(entry.tx, long);
  if (subject !== undefined) entry.append({ type: IMPORT_FINISHED, subject, by: long.actor, body: { answer } });
}

async function findBegun(tx: Tx, { operation, file }: LongImport): Promise<string | undefined> {
  const begun = (await listUnfinishedImports(tx)).filter((each) => each.operation === operation);
  if (begun.length === 0) return undefined;
  const texts = await listSealedTexts(
    tx,
    begun.map(({ logIndex }) => logIndex),
  );
  const value = JSON.stringify(digestOfFile(file));
  const [text] = texts.filter((each) => each.pointer === FILE && each.value === value);
  return begun.find(({ logIndex }) => logIndex === text?.logIndex)?.subject;
}

function digestOfFile(file: Buffer): string {
  return sha256(file).toString('hex');
}

const IMPORT_BEGUN = 'import.begun';
const IMPORT_FINISHED = 'import.finished';

export interface UnfinishedImport {
  readonly subject: string;
  readonly operation: string;
  readonly begunAt: Instant;
  readonly logIndex: number;
}

/** Files that were begun and not imported to their end: one that is under way, or one that was stopped in the middle. */
export async function listUnfinishedImports(tx: Tx): Promise<readonly UnfinishedImport[]> {
  const leaves = await listUnfinished(tx, { begun: IMPORT_BEGUN, finished: IMPORT_FINISHED });
  return leaves.map(({ logIndex, subject, at, bytes }) => {
    const { operation } = JSON.parse(bytes) as Pick<UnfinishedImport, 'operation'>;
    return { subject, operation, begunAt: at, logIndex };
  });
}
