import { type ReactNode, useEffect, useState } from 'react';

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
  /** In CSS pixels. */
  readonly side?: number;
}

/** Drawn here: the secret in it goes to nobody. */
export function QrCode({ text, label, side = 200 }: QrCodeProps): ReactNode {
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void import('qrcode').then(async (codes) => {
      const svg = await codes.toString(text, { type: 'svg' });
      if (isWanted) setPicture(`data:image/svg+xml;base64,${btoa(svg)}`);
    });
    return () => {
      isWanted = false;
    };
  }, [text]);
  return picture === undefined ? null : <img src={picture} alt={label} width={side} height={side} />;
}
