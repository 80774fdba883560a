import type { ReactNode } from 'react';
import { addressOf } from '../../client/call.ts';
import { getEvidenceContent } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useWords } from '../../words/use-words.ts';
import { UI_WORDS } from '../ui-words.ts';
import { DocumentLink } from './document-link.tsx';

/** To the scan of a paper, for whoever may open it; nothing where there is none. */
export function ScanLink({ file }: { readonly file: string | null | undefined }): ReactNode {
  const words = useWords(UI_WORDS);
  const may = useMay();
  if (!file || !may(getEvidenceContent)) return null;
  return <DocumentLink address={addressOf(getEvidenceContent.path, { hash: file })}>{words.seeScan}</DocumentLink>;
}
