import type { Instant, Language, Text } from '../../kernel/index.ts';
import type { Append } from '../report-table.ts';
import { addCode } from './pdf-code.ts';
import { openPdf, type PdfDocument } from './pdf-document.ts';
import type { PdfFont } from './pdf-font.ts';
import { linesOf } from './pdf-lines.ts';

/** What stands on the label of a machine: nothing about a person. */
export interface Label {
  readonly agencyName: string;
  readonly assetNumber: string | null;
  readonly category: Text;
  readonly serial: string | null;
  readonly id: string;
  /** What the code says to whoever scans it. */
  readonly code: string;
}

export interface LabelSheets {
  readonly title: Text;
  readonly words: Readonly<Record<'asset' | 'kind' | 'serial', Text>>;
  /** In millimetres. */
  readonly size: { readonly width: number; readonly height: number };
  readonly language: Language;
  readonly madeAt: Instant;
  readonly gate: string;
}

const POINTS_PER_MM = 72 / 25.4;
const A4 = { width: 210, height: 297 };
/** Printers leave an edge white. */
const EDGE = 6;
const PADDING = 2 * POINTS_PER_MM;
const CUT_COLOR = '#999';

/** How many labels fit on a sheet of A4, beside and below each other. */
export function labelGrid({ width, height }: LabelSheets['size']): { readonly across: number; readonly down: number } {
  return { across: Math.floor((A4.width - 2 * EDGE) / width), down: Math.floor((A4.height - 2 * EDGE) / height) };
}

/** Sheets of A4 with labels to be cut apart, each with a code that says which machine it is. */
export async function writeLabels(labels: readonly Label[], sheets: LabelSheets, append: Append): Promise<void> {
  const { title, language, madeAt, gate, size } = sheets;
  const document = await openPdf({ title: title[language], language, layout: 'portrait', madeAt, gate }, append);
  const { across, down } = labelGrid(size);
  const [width, height] = [size.width * POINTS_PER_MM, size.height * POINTS_PER_MM];
  const left = ((A4.width - across * size.width) / 2) * POINTS_PER_MM;
  const top = ((A4.height - down * size.height) / 2) * POINTS_PER_MM;
  for (const [at, label] of labels.entries()) {
    const place = at % (across * down);
    if (place === 0) {
      await document.flush();
      document.paper.addPage();
    }
    const [column, row] = [place % across, Math.floor(place / across)];
    addLabel(document, label, { sheets, box: { x: left + column * width, y: top + row * height, width, height } });
  }
  await document.close();
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface LabelPlace {
  readonly sheets: LabelSheets;
  readonly box: Box;
}

function addLabel(document: PdfDocument, label: Label, { sheets, box }: LabelPlace): void {
  const { words, language } = sheets;
  const { regular, bold } = document.fonts;
  const { x, y, width, height } = box;
  document.paper.lineWidth(0.4).dash(2, { space: 2 }).rect(x, y, width, height).stroke(CUT_COLOR).undash();
  const inner = { x: x + PADDING, y: y + PADDING, width: width - 2 * PADDING, height: height - 2 * PADDING };
  const name = bodyOf(label.agencyName, { box: inner, size: 8, font: bold, linesMax: 2 });
  let below = addLines(document, name, { x: inner.x, y: inner.y, size: 8, font: bold }) + 2;
  const side = Math.min(inner.width * 0.42, inner.y + inner.height - below - 8);
  addCode(document, label.code, { x: inner.x, y: below, side });
  const column = { x: inner.x + side + 5, y: below, width: inner.width - side - 5, height: inner.height };
  for (const [word, value, isStrong] of [
    [words.asset, label.assetNumber ?? '—', true],
    [words.kind, label.category[language], false],
    [words.serial, label.serial ?? '—', false],
  ] as const) {
    below = addLines(document, [word[language]], { x: column.x, y: below, size: 5.5, font: regular });
    const font = isStrong ? bold : regular;
    const size = isStrong ? 8.5 : 7;
    below = addLines(document, bodyOf(value, { box: column, size, font, linesMax: 2 }), {
      x: column.x,
      y: below,
      size,
      font,
    });
    below += 1;
  }
  const foot = bodyOf(label.id, { box: inner, size: 5, font: regular, linesMax: 1 });
  addLines(document, foot, { x: inner.x, y: y + height - PADDING - 6, size: 5, font: regular });
}

interface BodyParts {
  readonly box: Pick<Box, 'width'>;
  readonly size: number;
  readonly font: PdfFont;
  readonly linesMax: number;
}

/** A text in the lines that a label has room for; what is left out is told by three dots. */
function bodyOf(text: string, { box, size, font, linesMax }: BodyParts): readonly string[] {
  const measure = (line: string): number => font.widthOf(line, size);
  const lines = linesOf(font.drawable(text), box.width, measure);
  if (lines.length <= linesMax) return lines;
  let last = lines[linesMax - 1] ?? '';
  while (last !== '' && measure(`${last}…`) > box.width) last = last.slice(0, -1);
  return [...lines.slice(0, linesMax - 1), `${last}…`];
}

interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font: PdfFont;
}

/** Writes lines below each other and answers where the next one would stand. */
function addLines(document: PdfDocument, lines: readonly string[], { x, y, size, font }: LinePlace): number {
  for (const [at, line] of lines.entries()) document.line(line, { x, y: y + at * size * 1.25, size, font });
  return y + lines.length * size * 1.25;
}
