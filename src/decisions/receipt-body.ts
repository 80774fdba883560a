import type { components } from '../http/openapi.generated.ts';
import { Refusal, text } from '../kernel/index.ts';
import { type FoundReceipt, printTlogProof } from '../log/index.ts';

type ReceiptBody = components['schemas']['Receipt'];

export function toReceiptBody({ record, checkpoint, ...proof }: FoundReceipt): ReceiptBody {
  return {
    record,
    leafIndex: proof.leafIndex,
    leafHash: proof.leafHash.toString('base64'),
    treeSize: proof.treeSize,
    rootHash: proof.rootHash.toString('base64'),
    hashes: proof.hashes.map((hash) => hash.toString('base64')),
    checkpoint,
  };
}

/** The record stands in the proof as its extra data: whoever keeps this text needs nothing else but the keys. */
export function toReceiptText({ record, leafIndex, hashes, checkpoint }: FoundReceipt): string {
  if (checkpoint === null) throw notSignedYet();
  return printTlogProof({ index: leafIndex, hashes, checkpoint, extra: Buffer.from(record) });
}

const SIGNED_WITHIN_S = 60;

function notSignedYet(): Refusal {
  const message = text(
    '该记录刚刚写入，检查点尚未签署，请一分钟后再取。',
    'This record is new, and no checkpoint covers it yet. Ask again in a minute.',
  );
  return new Refusal('unavailable', 'log.not_signed_yet', message, [], { retryAfterS: SIGNED_WITHIN_S });
}
