import { create } from 'qrcode';
import type { PdfDocument } from './pdf-document.ts';

interface CodePlace {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** How much of it may be damaged: the less, the more it holds. */
  readonly correction?: 'L' | 'M';
}

/** A QR code as shapes, not as a picture: sharp at any size. The paper is white around it, as scanners want. */
export function addCode(document: PdfDocument, code: string, { x, y, side, correction = 'M' }: CodePlace): void {
  const { modules } = create(code, { errorCorrectionLevel: correction });
  const quiet = 2;
  const module = side / (modules.size + 2 * quiet);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      document.paper.rect(x + (column + quiet) * module, y + (row + quiet) * module, module + 0.02, module + 0.02);
    }
  }
  document.paper.fill('#000');
}
