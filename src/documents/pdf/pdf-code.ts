import { type Correction, codeModules } from '../code-modules.ts';
import type { PdfDocument } from './pdf-document.ts';

interface CodePlace {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly correction?: Correction;
}

/** A QR code as shapes, not as a picture: sharp at any size. The paper is white around it, as scanners want. */
export function addCode(document: PdfDocument, code: string, { x, y, side, correction = 'M' }: CodePlace): void {
  const modules = codeModules(code, correction);
  const module = side / modules.side;
  for (const dark of modules.dark) {
    document.paper.rect(x + dark.x * module, y + dark.y * module, module + 0.02, module + 0.02);
  }
  document.paper.fill('#000');
}
