import { codeModules } from '../code-modules.ts';

/** The QR code of an address as a picture within a page, which loads nothing. */
export function codePicture(address: string): string {
  const { side, dark } = codeModules(address, 'M');
  const squares = dark.map(({ x, y }) => `M${x} ${y}h1v1h-1z`).join('');
  return `<svg viewBox="0 0 ${side} ${side}" aria-hidden="true"><path d="${squares}"/></svg>`;
}
