import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Refusal } from '../refusal.tsx';
import { useDocument } from './use-document.ts';

interface Props {
  readonly address: string;
  readonly children: ReactNode;
}

/** A file to download, which the gate may take a while to make. */
export function DocumentButton({ address, children }: Props): ReactNode {
  const { isBusy, refusal, click } = useDocument(address);
  return (
    <>
      <Button href={address} loading={isBusy} onClick={click}>
        {children}
      </Button>
      {refusal && <Refusal of={refusal} />}
    </>
  );
}
