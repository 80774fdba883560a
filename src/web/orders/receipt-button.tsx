import { type ReactNode, useState } from 'react';
import { getDecisionProof } from '../client/operations.generated.ts';
import { saveFile } from '../client/save-file.ts';
import { useMay } from '../client/session-context.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { DECISION_WORDS } from './order-decision-words.ts';
import { type ReceiptFault, readReceipt } from './receipt.ts';

interface ReceiptButtonProps {
  readonly decisionId: string;
  readonly reference: string;
}

/** The receipt of a decision to download: anybody checks it at /verify. */
export function ReceiptButton({ decisionId, reference }: ReceiptButtonProps): ReactNode {
  const words = useWords(DECISION_WORDS);
  const may = useMay();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<ReceiptFault>();
  const [refusal, setRefusal] = useState<Error>();
  if (!may(getDecisionProof)) return null;

  async function download(): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      const read = await readReceipt(decisionId);
      setFault('fault' in read ? read.fault : undefined);
      if ('file' in read)
        saveFile(`receipt-${reference.replace(/[^\p{L}\p{N}-]/gu, '_')}-${decisionId}.json`, read.file);
    } catch (error) {
      setRefusal(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <button type="button" className="plain-button" disabled={isBusy} onClick={() => void download()}>
        {words.receipt}
      </button>
      {fault && <p role="alert">{words.receiptFaults[fault]}</p>}
      {refusal && <Refusal of={refusal} />}
    </>
  );
}
