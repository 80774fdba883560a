import { type MouseEvent, useState } from 'react';
import { callDocument } from '../../client/call.ts';
import { saveBlob } from '../../client/save-file.ts';
import { noteWaiting } from '../../client/waiting.ts';

/**
 * Fetches and saves a file for a click on its link. The page shows that it is being made, and says in words why it is not: a link
 * would open an empty tab meanwhile, or leave the page for what the gate tells programs. With Ctrl or the middle button it is the
 * browser's, as any link.
 */
export function useDocument(address: string) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Error>();
  const fetchIt = async (): Promise<void> => {
    setBusy(true);
    setRefusal(undefined);
    const fetched = callDocument(address);
    noteWaiting(fetched);
    await fetched.then(({ name, bytes }) => saveBlob(name, bytes), setRefusal);
    setBusy(false);
  };
  const click = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!isBusy) void fetchIt();
  };
  return { isBusy, refusal, click };
}
