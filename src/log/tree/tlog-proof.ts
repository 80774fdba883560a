import { bytesIn } from '../checkpoints/signed-note.ts';

/** That something is in the log, to be checked by somebody who has nothing but the keys (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number;
  /** From the neighbour of the leaf up to the child of the root. */
  readonly hashes: readonly Buffer[];
  /** The signed note, cosignatures included, exactly as it was. */
  readonly checkpoint: string;
  /** What the proof is carried with; nothing vouches for it until it is hashed and proven. */
  readonly extra: Buffer | null;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const HASH_BYTES = 32;
/** A tree has no more levels than this. */
const HASHES_MAX = 64;

export function printTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    FIRST_LINE,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => hash.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Undefined for what is no such proof. */
export function parseTlogProof(text: string): TlogProof | undefined {
  const end = text.indexOf('\n\n');
  const [first, ...rest] = text.slice(0, Math.max(0, end)).split('\n');
  if (first !== FIRST_LINE) return undefined;
  const extra = rest[0]?.startsWith('extra ') ? bytesIn(rest[0].slice('extra '.length)) : null;
  const [index = '', ...hashes] = extra === null ? rest : rest.slice(1);
  const found = hashes.map(bytesIn).filter((hash) => hash?.length === HASH_BYTES);
  const isWhole = extra !== undefined && found.length === hashes.length && hashes.length <= HASHES_MAX;
  if (!isWhole || !/^index (0|[1-9]\d*)$/.test(index)) return undefined;
  const place = Number(index.slice('index '.length));
  if (!Number.isSafeInteger(place)) return undefined;
  return { index: place, hashes: found.filter((hash) => hash !== undefined), checkpoint: text.slice(end + 2), extra };
}
