import type { ReactNode } from 'react';
import { addressOf } from '../client/call.ts';
import { exportLog } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { DocumentLink } from '../ui/papers/document-link.tsx';
import { useWords } from '../words/use-words.ts';
import { LOG_WORDS } from './log-words.ts';

/** The whole log as a file, which anybody checks without the gate. */
export function ExportLink(): ReactNode {
  const words = useWords(LOG_WORDS).list;
  const may = useMay();
  return may(exportLog) && <DocumentLink address={addressOf(exportLog.path)}>{words.export}</DocumentLink>;
}
