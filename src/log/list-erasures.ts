import { selectRows, type Tx } from '../db/index.ts';
import type { ErasedText } from './erase-texts.ts';
import { TEXTS_ERASED } from './erasure-leaf.ts';
import { type LeafRow, listLeavesAt } from './log-repository.ts';
import type { ReadLeaf } from './verify/verify-log.ts';

/** What a leaf says to be erased. */
export interface LoggedErasure {
  readonly logIndex: number;
  readonly texts: readonly ErasedText[];
  /** By their ids. */
  readonly proposals: readonly string[];
}

interface ErasureBody {
  readonly erased?: {
    readonly texts?: readonly { readonly index: number; readonly pointer: string }[];
    readonly proposals?: readonly string[];
  };
}

/** Undefined for a leaf that erases nothing. */
export function erasedBy({
  type,
  logIndex,
  body,
}: Pick<ReadLeaf, 'type' | 'logIndex' | 'body'>): LoggedErasure | undefined {
  if (type !== TEXTS_ERASED) return undefined;
  const { texts = [], proposals = [] } = (body as ErasureBody).erased ?? {};
  return { logIndex, texts: texts.map(({ index, pointer }) => ({ logIndex: index, pointer })), proposals };
}

/** What the leaves at some places have erased; each place may be given more than once. */
export async function listErasures(tx: Tx, indexes: readonly number[]): Promise<readonly LoggedErasure[]> {
  if (indexes.length === 0) return [];
  const leaves = await listLeavesAt(tx, [...new Set(indexes)]);
  return leaves.flatMap((leaf) => erasedIn(leaf) ?? []);
}

/** The hash of the last leaf that erased something, whatever it was; undefined: nothing was ever erased. */
export async function findLastErasure(tx: Tx): Promise<string | undefined> {
  const [last] = await selectRows<{ readonly leaf_hash: string }>(
    tx,
    'select leaf_hash from log_leaves where type = ? order by log_index desc limit 1',
    [TEXTS_ERASED],
  );
  return last?.leaf_hash;
}

/** None for bytes that cannot be read: that is reported where leaves are. */
function erasedIn({ type, logIndex, bytes }: LeafRow): LoggedErasure | undefined {
  try {
    return erasedBy({ type, logIndex, body: JSON.parse(bytes) as ReadLeaf['body'] });
  } catch {
    return undefined;
  }
}
