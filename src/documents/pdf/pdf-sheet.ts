import type { PdfDocument } from './pdf-document.ts';
import type { PdfFont } from './pdf-font.ts';
import { headingLinesOf, linesOf } from './pdf-lines.ts';

/** A sheet of A4 across that is being filled from its top; `y` is where the next thing goes. */
export interface Sheet {
  readonly document: PdfDocument;
  /** Its number, from 1. */
  readonly page: number;
  readonly left: number;
  readonly width: number;
  /** Nothing but the number of the page stands below it. */
  readonly bottom: number;
  y: number;
}

const MARGIN = { side: 34, top: 34, bottom: 42 };
/** Lines of Chinese want air between them. */
const LEADING = 1.42;

export interface Paragraph {
  readonly size: number;
  readonly font?: PdfFont;
  readonly align?: 'left' | 'center' | 'right';
  readonly indent?: number;
  /** Broken at spaces only, so that a day or an hour is not cut in two. */
  readonly keepsWords?: boolean;
}

export function leading(size: number): number {
  return size * LEADING;
}

/** A new sheet, with its number at its foot. */
export function addSheet(document: PdfDocument): Sheet {
  document.paper.addPage();
  const page = document.number();
  const { width, height } = document.paper.page;
  return {
    ...{ document, page },
    ...{ left: MARGIN.side, width: width - 2 * MARGIN.side },
    ...{ bottom: height - MARGIN.bottom, y: MARGIN.top },
  };
}

/** Writes a text over the width of the sheet, in as many lines as it takes, and answers how far down it went. */
export function addParagraph(
  sheet: Sheet,
  written: string,
  { size, font, align = 'left', indent = 0, keepsWords = false }: Paragraph,
): void {
  const { document, left, width } = sheet;
  const { widthOf } = font ?? document.fonts.regular;
  const broken = keepsWords ? headingLinesOf : linesOf;
  for (const line of broken(written, width - indent, (text) => widthOf(text, size))) {
    const free = width - indent - widthOf(line, size);
    const before = align === 'center' ? free / 2 : align === 'right' ? free : 0;
    document.line(line, { x: left + indent + before, y: sheet.y, size, ...(font && { font }) });
    sheet.y += leading(size);
  }
}

/** How high a text would stand. */
export function heightOf(sheet: Sheet, written: string, { size, font, indent = 0 }: Paragraph): number {
  const { widthOf } = font ?? sheet.document.fonts.regular;
  return linesOf(written, sheet.width - indent, (text) => widthOf(text, size)).length * leading(size);
}
