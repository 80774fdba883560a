import { createHash } from 'node:crypto';
import { BUILD_STARTED, keptSessionsIn } from '../../access/index.ts';
import { selectRows, type Tx } from '../../db/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LogProjection,
  type ReadLeaf,
  selectIn,
  withoutRow,
} from '../../log/index.ts';
import { bytesOfPiece, listUnkeptEvidence, type PieceRow } from './evidence-bytes-repository.ts';

const HASHES_AT_ONCE = 200;

interface CountedPieces {
  readonly hash: string;
  readonly pieces: number;
}

const COUNT_PIECES =
  'select hash, count(*) as pieces from evidence_pieces where hash > ? group by hash order by hash limit ?';

/**
 * The bytes of proofs have their hash, which stands in a leaf, and every released build that records sessions keeps them in the
 * database: a proof that came in since the first of these started and has none there was taken away. What came in earlier may
 * lie in the data folder of the machine that got it, until a start carries it over; 0.1.0 had a leaf of its start, and kept
 * proofs there.
 */
export function evidencePiecesProjection(): LogProjection {
  let firstBuild: number | undefined;
  let elsewhere = 0;
  return {
    compare: async (_tx, { leaves }) => {
      firstBuild ??= leaves.find(isStartOfKeeper)?.logIndex;
      return [];
    },
    finish: async (tx) => {
      const { lost, earlier } = await findWithoutBytes(tx, firstBuild ?? Number.POSITIVE_INFINITY);
      elsewhere = earlier;
      return [...(await compareBytes(tx)), ...lost];
    },
    uncompared: () => (elsewhere === 0 ? [] : [elsewhereWords(elsewhere)]),
  };
}

function isStartOfKeeper({ type, body }: ReadLeaf): boolean {
  return type === BUILD_STARTED && keptSessionsIn(body) !== undefined;
}

function elsewhereWords(files: number): Text {
  return text(
    `${files} 份证明文件由较早版本收存，其内容不在数据库中，未予核对。`,
    `${files} of the proofs came in with an earlier version and have no bytes in the database: those were not compared.`,
  );
}

interface WithoutBytes {
  readonly lost: readonly Difference[];
  readonly earlier: number;
}

async function findWithoutBytes(tx: Tx, firstBuild: number): Promise<WithoutBytes> {
  const lost: Difference[] = [];
  let earlier = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const hashes: readonly string[] = await listUnkeptEvidence(tx, after, HASHES_AT_ONCE);
    const rows = await selectIn(tx, 'evidence_files', 'hash', hashes);
    for (const hash of hashes) {
      const indexes = rows.filter((row) => row.hash === hash).map((row) => Number(row.log_index));
      const index = Math.max(...indexes);
      if (index < firstBuild) earlier += 1;
      else lost.push(withoutRow({ table: 'evidence_pieces', key: hash, index }));
    }
    after = hashes.length === HASHES_AT_ONCE ? hashes.at(-1) : undefined;
  }
  return { lost, earlier };
}

/** One piece at a time: a proof has up to 10 MiB. */
async function compareBytes(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly CountedPieces[] = await selectRows(tx, COUNT_PIECES, [after, HASHES_AT_ONCE]);
    for (const { hash, pieces } of rows) {
      const row = { table: 'evidence_pieces', key: hash, index: null };
      found.push(...differencesIn(row, { hash: await hashOfPieces(tx, hash, Number(pieces)) }, { hash }));
    }
    after = rows.length === HASHES_AT_ONCE ? rows.at(-1)?.hash : undefined;
  }
  return found;
}

async function hashOfPieces(tx: Tx, hash: string, pieces: number): Promise<string> {
  const sum = createHash('sha256');
  for (let place = 0; place < pieces; place += 1) {
    const row: PieceRow | undefined = await tx('evidence_pieces').where({ hash, place }).first('bytes');
    if (row) sum.update(bytesOfPiece(row));
  }
  return sum.digest('hex');
}
