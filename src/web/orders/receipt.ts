import { call, callBytes } from '../client/call.ts';
import { getDecisionProof, getDecisionRecord } from '../client/operations.generated.ts';

export type ReceiptFault = 'unsigned' | 'unlike';

/**
 * The receipt of a decision as one file: the record byte for byte, the proof that it is in the log, and the signed
 * checkpoint. Nothing is given out that the page that verifies would refuse.
 */
export async function readReceipt(
  decisionId: string,
): Promise<{ readonly file: string } | { readonly fault: ReceiptFault }> {
  const path = { id: decisionId };
  const [{ data: proof }, bytes] = await Promise.all([
    call(getDecisionProof, { path }),
    callBytes(getDecisionRecord, { path }),
  ]);
  // Without a checkpoint nobody has signed for the record yet; the gate signs once a minute.
  if (proof.checkpoint === null) return { fault: 'unsigned' };
  const record = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (record !== proof.record) return { fault: 'unlike' };
  return { file: `${JSON.stringify({ ...proof, record }, undefined, 2)}\n` };
}
