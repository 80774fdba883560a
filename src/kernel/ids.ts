import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

export type IdPrefix =
  | 'ord'
  | 'dec'
  | 'bud'
  | 'ent'
  | 'dev'
  | 'rsp'
  | 'deb'
  | 'prd'
  | 'per'
  | 'key'
  | 'ses'
  | 'sgn'
  | 'und'
  | 'mov'
  | 'rev'
  | 'trf'
  | 'job'
  | 'wai'
  | 'pro'
  | 'era'
  | 'sig'
  | 'evt'
  | 'alo'
  | 'ins'
  | 'evf'
  | 'lky'
  | 'acc'
  | 'ret'
  | 'pay'
  | 'crn'
  | 'imp'
  | 'swn'
  | 'drf'
  | 'afd'
  | 'asm'
  | 'bkt'
  | 'whe'
  | 'whs'
  | 'dlv'
  | 'plf'
  | 'prp'
  | 'cmp'
  | 'fil'
  | 'mat'
  | 'com'
  | 'rst'
  | 'unr';

/** Makes prefixed ids that sort by time of creation. Passed in, so that tests can count instead. */
export type NewId = (prefix: IdPrefix) => string;

export const newId: NewId = (prefix) =>
  `${prefix}_${v7({ random: randomOfOne(), seq: nextSequence() }).replaceAll('-', '')}`;

let sequence = 0;

/** Ids of one millisecond sort by the order of making. */
function nextSequence(): number {
  sequence = (sequence + 1) % 0x7fffffff;
  return sequence;
}

const RANDOM_BYTES = 16;
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;

/** An order makes half a dozen ids, and asking the system for randomness each time costs more than all else about them. */
function randomOfOne(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.slice(used - RANDOM_BYTES, used);
}
