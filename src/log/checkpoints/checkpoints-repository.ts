import { insertRows, selectRows, type Tx } from '../../db/index.ts';
import { type Instant, instant } from '../../kernel/index.ts';

/** A signed head as it was given out. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly rootHash: Buffer;
  readonly at: Instant;
  /** The key that signed it. */
  readonly kid: string;
  /** The signed note, without cosignatures. */
  readonly note: string;
}

interface CheckpointColumns {
  readonly size: number;
  readonly root: string;
  readonly at: string;
  readonly kid: string;
  readonly note: string;
}

export async function insertCheckpoint(tx: Tx, { size, rootHash, at, kid, note }: StoredCheckpoint): Promise<void> {
  await insertRows(tx, 'log_checkpoints', [{ size, root: rootHash.toString('hex'), at, kid, note }]);
}

export async function findLastCheckpoint(tx: Tx): Promise<StoredCheckpoint | undefined> {
  const row: CheckpointColumns | undefined = await tx('log_checkpoints').orderBy('size', 'desc').first();
  return row && toCheckpoint(row);
}

/** The first signed head that covers a leaf; the first that a witness has seen, if one has. */
export async function findCheckpointOver(tx: Tx, logIndex: number): Promise<StoredCheckpoint | undefined> {
  const over = () => tx('log_checkpoints').where('size', '>', logIndex).orderBy('size');
  const seen = tx('log_cosignatures').min('size').where('size', '>', logIndex);
  const row: CheckpointColumns | undefined = (await over().where('size', seen).first()) ?? (await over().first());
  return row && toCheckpoint(row);
}

/** One, unless somebody has made the gate sign two trees of one size. */
export async function listCheckpointsOfSize(tx: Tx, size: number): Promise<readonly StoredCheckpoint[]> {
  const rows: CheckpointColumns[] = await tx('log_checkpoints').where({ size });
  return rows.map(toCheckpoint);
}

export interface CheckpointsWish {
  /** The smallest size. */
  readonly from?: number | undefined;
  /** The size that the page before this one ended with. */
  readonly after?: number | undefined;
  readonly isNewestFirst?: boolean;
  readonly limit: number;
}

/** In the order of their sizes, up or down. */
export async function listCheckpoints(
  tx: Tx,
  { from = 0, after, isNewestFirst = false, limit }: CheckpointsWish,
): Promise<readonly StoredCheckpoint[]> {
  const order = isNewestFirst ? 'desc' : 'asc';
  const rows: CheckpointColumns[] = await tx('log_checkpoints')
    .where('size', '>=', from)
    .modify((query) => after !== undefined && void query.where('size', isNewestFirst ? '<' : '>', after))
    .orderBy('size', order)
    .orderBy('root', order)
    .limit(limit);
  return rows.map(toCheckpoint);
}

function toCheckpoint({ size, root, at, kid, note }: CheckpointColumns): StoredCheckpoint {
  return { size: Number(size), rootHash: Buffer.from(root, 'hex'), at: instant(at), kid, note };
}

/** What a witness said of a checkpoint. */
export interface StoredCosignature {
  readonly size: number;
  readonly rootHash: Buffer;
  /** The key id of the witness, in hexadecimal. */
  readonly witness: string;
  /** When the gate took it; when it was made stands in the line. */
  readonly at: Instant;
  readonly line: string;
}

interface CosignatureColumns {
  readonly size: number;
  readonly root: string;
  readonly witness: string;
  readonly at: string;
  readonly line: string;
}

/** Keeps it unless the witness has said so before, which may have been a moment ago in another transaction. */
export async function insertCosignature(tx: Tx, { rootHash, ...row }: StoredCosignature): Promise<void> {
  await tx('log_cosignatures')
    .insert({ ...row, root: rootHash.toString('hex') })
    .onConflict(['size', 'root', 'witness'])
    .ignore();
}

/** The cosignatures of checkpoints of some sizes, in the order in which they came. */
export async function listCosignatures(tx: Tx, sizes: readonly number[]): Promise<readonly StoredCosignature[]> {
  if (sizes.length === 0) return [];
  const rows: CosignatureColumns[] = await tx('log_cosignatures')
    .whereIn('size', [...sizes])
    .orderBy('size')
    .orderBy('at')
    .orderBy('witness');
  return rows.map(({ size, root, witness, at, line }) => {
    return { size: Number(size), rootHash: Buffer.from(root, 'hex'), witness, at: instant(at), line };
  });
}

/** The sizes of checkpoints that a witness cosigned and that are not there; the first hundred. */
export async function listBareCosignatures(tx: Tx): Promise<readonly number[]> {
  const rows = await selectRows<{ size: number }>(
    tx,
    `select distinct cosigned.size from log_cosignatures cosigned where not exists
       (select 1 from log_checkpoints signed where signed.size = cosigned.size and signed.root = cosigned.root)
     order by cosigned.size limit 100`,
    [],
  );
  return rows.map(({ size }) => Number(size));
}

/** Whether any witness has ever cosigned a checkpoint of this log: then somebody outside knows how far it had come. */
export async function hasBeenWitnessed(tx: Tx): Promise<boolean> {
  const row: unknown = await tx('log_cosignatures').first('size');
  return row !== undefined;
}
