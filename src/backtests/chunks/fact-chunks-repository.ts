import { selectRows, type Tx } from '../../db/index.ts';
import type { DecisionLeaf } from '../../decisions/index.ts';
import { instant } from '../../kernel/index.ts';
import type { FactChunk } from './fact-chunk.ts';

interface ChunkColumns {
  readonly from_index: number;
  readonly next_index: number;
  readonly rule_set: number;
  readonly decisions: number;
  readonly content: string;
}

const COLUMNS = 'from_index, next_index, rule_set, decisions, content';

function toChunk(row: ChunkColumns): FactChunk {
  return {
    ...{ from: Number(row.from_index), next: Number(row.next_index), ruleSet: Number(row.rule_set) },
    ...{ decisions: Number(row.decisions), content: row.content },
  };
}

/** The last chunk that begins at a leaf or before it. */
export async function findChunkAt(tx: Tx, logIndex: number): Promise<FactChunk | undefined> {
  const sql = `select ${COLUMNS} from fact_chunks where from_index <= ? order by from_index desc limit 1`;
  return (await selectRows<ChunkColumns>(tx, sql, [logIndex])).map(toChunk)[0];
}

export async function findNextChunk(tx: Tx, from: number): Promise<FactChunk | undefined> {
  const sql = `select ${COLUMNS} from fact_chunks where from_index >= ? order by from_index limit 1`;
  return (await selectRows<ChunkColumns>(tx, sql, [from])).map(toChunk)[0];
}

/** The first leaf that no chunk covers. */
export async function findPackedSize(tx: Tx): Promise<number> {
  const [row] = await selectRows<{ size: number | null }>(tx, 'select max(next_index) as size from fact_chunks');
  return Number(row?.size ?? 0);
}

/** Nothing where there is one already. */
export async function insertFactChunk(tx: Tx, { from, next, ruleSet, decisions, content }: FactChunk): Promise<void> {
  await tx('fact_chunks')
    .insert({ from_index: from, next_index: next, rule_set: ruleSet, decisions, content })
    .onConflict('from_index')
    .ignore();
}

/** A decision with the set that made it, as its row names it. */
export interface PackableRow {
  readonly ruleSet: number;
  readonly leaf: DecisionLeaf;
}

/** The next decisions of the log. */
export async function listPackable(tx: Tx, from: number, limit: number): Promise<readonly PackableRow[]> {
  const rows = await selectRows<{ log_index: number; rule_set: number; at: string; bytes: string; leaf_hash: string }>(
    tx,
    `select d.log_index, d.rule_set, l.at, l.bytes, l.leaf_hash from decisions d
       join log_leaves l on l.log_index = d.log_index
       where d.log_index >= ? order by d.log_index limit ?`,
    [from, limit],
  );
  return rows.map(({ log_index, rule_set, at, bytes, leaf_hash }) => {
    const leaf = { logIndex: Number(log_index), at: instant(at), bytes, hash: Buffer.from(leaf_hash, 'hex') };
    return { ruleSet: Number(rule_set), leaf };
  });
}
