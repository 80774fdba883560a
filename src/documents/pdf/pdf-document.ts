import type { Font } from 'fontkit';
import { dateOf, type Instant, type Language } from '../../kernel/index.ts';
import type { Append } from '../report-table.ts';
import { type PdfFont, type PdfFonts, pdfFonts } from './pdf-font.ts';

/** A document that is written out while it is drawn: what is on paper is in memory no longer. */
export interface PdfDocument {
  readonly paper: PDFKit.PDFDocument;
  readonly fonts: PdfFonts;
  /** Draws one line of text and answers how wide it is. */
  readonly line: (text: string, place: TextPlace) => number;
  /** Writes the number of the page and of all pages at the foot of the page that is open; answers the former. */
  readonly number: () => number;
  /** Begins to count pages anew: of several papers in one file each is numbered by itself. */
  readonly renumber: () => void;
  /** Leaves a place on the page that is open for a few words that are known later; they have to be said before the end. */
  readonly later: (place: Omit<TextPlace, 'font'>) => (text: string) => void;
  /** Hands over what has been drawn so far. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface TextPlace {
  readonly x: number;
  /** The top of the line. */
  readonly y: number;
  readonly size: number;
  readonly font?: PdfFont;
}

export interface PdfFacts {
  readonly title: string;
  readonly language: Language;
  readonly layout: 'portrait' | 'landscape';
  readonly madeAt: Instant;
  readonly gate: string;
  /** For programs that read the file, in ASCII: it stands in the file as it is, so that a search of the bytes finds it. */
  readonly keywords?: string;
}

/** The libraries are loaded with the first document: every command would start a sixth slower for them. */
export async function openPdf(
  { title, language, layout, madeAt, gate, keywords }: PdfFacts,
  append: Append,
): Promise<PdfDocument> {
  const { default: PDFDocument } = await import('pdfkit');
  const made = { Title: title, Author: gate, Creator: 'Genuine Gate', CreationDate: dateOf(madeAt) };
  const info = keywords === undefined ? made : { ...made, Keywords: keywords };
  const options = { size: 'A4', layout, margin: 0, info, lang: language, displayTitle: true, autoFirstPage: false };
  const paper = new PDFDocument({ ...options, fontLayoutCache: false });
  const fonts = await pdfFonts();
  paper.registerFont('regular', fonts.regular.font).registerFont('bold', fonts.bold.font);
  const waiting: Uint8Array[] = [];
  const isWhole = new Promise<void>((resolve, reject) => paper.once('end', resolve).once('error', reject));
  paper.on('data', (piece: Uint8Array) => waiting.push(piece));
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await append(Buffer.concat(waiting.splice(0)));
  };
  const line = drawerOf(paper, fonts);
  const numbers = pageNumbers({ paper, fonts, line }, language);
  return {
    ...{ paper, fonts, line, number: numbers.add, renumber: numbers.renew, flush, later: laterWords(paper, fonts) },
    close: async () => {
      numbers.close();
      paper.end();
      await isWhole;
      await flush();
    },
  };
}

function drawerOf(paper: PDFKit.PDFDocument, fonts: PdfFonts): PdfDocument['line'] {
  return (written, { x, y, size, font = fonts.regular }) => {
    const drawable = font.drawable(written);
    if (drawable !== '') paper.font(font.name).fontSize(size).text(drawable, x, y, { lineBreak: false });
    return font.widthOf(drawable, size);
  };
}

const PAGE = { 'zh-CN': (page: number) => `第 ${page} 页`, en: (page: number) => `Page ${page}` };
const PAGES = { 'zh-CN': (pages: number) => `，共 ${pages} 页`, en: (pages: number) => ` of ${pages}` };
const NUMBER_SIZE = 8;
const NUMBER_ABOVE_EDGE = 26;

/** How many pages there are is known at the end, when the pages are written out already: all show one and the same place. */
function pageNumbers({ paper, fonts, line }: Pick<PdfDocument, 'paper' | 'fonts' | 'line'>, language: Language) {
  let pages = 0;
  let total: LaterDrawing | undefined;
  const say = (): void => total?.say(PAGES[language](pages), NUMBER_SIZE);
  return {
    add: () => {
      pages += 1;
      total ??= laterDrawing(paper);
      const { width, height } = paper.page;
      const own = PAGE[language](pages);
      const [x, y] = [width / 2, height - NUMBER_ABOVE_EDGE];
      line(own, { x: x - fonts.regular.widthOf(own, NUMBER_SIZE), y, size: NUMBER_SIZE });
      total.show('PageTotal', { x, y: y + baseline(fonts.regular.font, NUMBER_SIZE) });
      return pages;
    },
    renew: () => {
      say();
      pages = 0;
      total = undefined;
    },
    close: say,
  };
}

function laterWords(paper: PDFKit.PDFDocument, fonts: PdfFonts): PdfDocument['later'] {
  let count = 0;
  return ({ x, y, size }) => {
    count += 1;
    const drawing = laterDrawing(paper);
    drawing.show(`Later${count}`, { x, y: y + baseline(fonts.regular.font, size) });
    return (text) => drawing.say(text, size);
  };
}

type LaterDrawing = ReturnType<typeof laterDrawing>;

/** A small drawing that pages show before it is known what it says, and which therefore is written out last. */
function laterDrawing(paper: PDFKit.PDFDocument) {
  const drawing = paper.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -4, 120, 12] });
  return {
    show: (name: string, { x, y }: { readonly x: number; readonly y: number }): void => {
      paper.page.xobjects[name] = drawing;
      // The page counts from its top, the drawing from its bottom.
      paper.addContent(`q 1 0 0 -1 ${x} ${y} cm /${name} Do Q`);
    },
    say: (text: string, size: number): void => {
      paper.font('regular');
      const { _font: font } = paper;
      const [glyphs] = font.encode(text);
      Object.assign(drawing.data, { Resources: { Font: { [font.id]: font.ref() } } });
      drawing.end(Buffer.from(`BT /${font.id} ${size} Tf <${glyphs.join('')}> Tj ET`));
    },
  };
}

/** How far below the top of a line its letters stand. */
function baseline({ ascent, unitsPerEm }: Font, size: number): number {
  return (ascent * size) / unitsPerEm;
}

/** What pdfkit can and its published types do not say: it takes a font of fontkit as it is, and lets a font encode a text. */
declare global {
  // biome-ignore lint/style/noNamespace: the published types are a namespace, and nothing but a namespace adds to one.
  namespace PDFKit.Mixins {
    interface EmbeddedFont {
      readonly id: string;
      /** Glyphs as hexadecimal numbers of the subset that the document embeds. */
      encode(text: string): readonly [hexadecimal: readonly string[], positions: readonly unknown[]];
      ref(): PDFKitReference;
    }

    interface PDFFont {
      _font: EmbeddedFont;
      registerFont(name: string, font: Font): this;
    }
  }
}
