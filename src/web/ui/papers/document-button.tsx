import { Button } from 'antd';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { callDocument } from '../../client/call.ts';
import { saveBlob } from '../../client/save-file.ts';
import { noteWaiting } from '../../client/waiting.ts';
import { Refusal } from '../refusal.tsx';

interface Props {
  readonly address: string;
  readonly children: ReactNode;
}

/**
 * A file to download. It is fetched by the page, which shows that it is being made and says in words why it is not: a link would
 * leave the page for what the gate tells programs. With Ctrl or the middle button it is the browser's, as any link.
 */
export function DocumentButton({ address, children }: Props): ReactNode {
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
  return (
    <>
      <Button href={address} loading={isBusy} onClick={click}>
        {children}
      </Button>
      {refusal && <Refusal of={refusal} />}
    </>
  );
}
