import { execFileSync } from 'node:child_process';
import { create, type Font } from 'fontkit';
import jsQR from 'jsqr';
import { insideAt, outlineOf } from './outline.ts';
import { hasPrograms } from './programs.ts';

/** A word as it stands on a sheet, in points from the top left. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One sheet of a PDF as another program sees it: its words, and its picture. */
export interface Sheet {
  readonly words: readonly Word[];
  readonly width: number;
  readonly height: number;
  /** How dark a point is, from 0 to 1. */
  readonly inkAt: (x: number, y: number) => number;
}

const DOTS_PER_INCH = 288;
const DOTS_PER_POINT = DOTS_PER_INCH / 72;
const DOT = 1 / DOTS_PER_POINT;

/** Whether this machine has the programs that read PDF files and make pictures of them; `what` is not run without them. */
export function seesPaper(what: string): boolean {
  return hasPrograms({ what, programs: ['pdftotext', 'pdftoppm'], from: 'poppler-utils' });
}

/** The sheets of a PDF document, drawn and read by poppler, which shares no code with the gate. */
export function sheetsOf(pdf: Uint8Array): readonly Sheet[] {
  return wordsOf(pdf).map((words, at) => sheetOf(pdf, words, at + 1));
}

/** The words of each sheet, without its picture, which takes much longer. */
export function wordsOf(pdf: Uint8Array): readonly (readonly Word[])[] {
  const read = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return read.split('<page ').slice(1).map(wordsIn);
}

function wordsIn(page: string): readonly Word[] {
  const found = page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g);
  return [...found].map(([, left, top, right, bottom, text = '']) => ({
    ...{ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) },
    text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  }));
}

function sheetOf(pdf: Uint8Array, words: readonly Word[], number: number): Sheet {
  const pages = ['-f', String(number), '-l', String(number)];
  const made = execFileSync('pdftoppm', ['-gray', '-r', String(DOTS_PER_INCH), ...pages, '-'], {
    input: pdf,
    maxBuffer: 2 ** 28,
  });
  const [header = '', across = '0', down = '0'] =
    /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(made.toString('latin1', 0, 40)) ?? [];
  const [width, height] = [Number(across), Number(down)];
  const inkAt = (x: number, y: number): number => {
    const [column, row] = [Math.floor(x * DOTS_PER_POINT), Math.floor(y * DOTS_PER_POINT)];
    return 1 - (made[header.length + row * width + column] ?? 255) / 255;
  };
  return { words, width: width / DOTS_PER_POINT, height: height / DOTS_PER_POINT, inkAt };
}

/** What a scanner reads on the lower part of a sheet. */
export function scanned(sheet: Sheet): string | undefined {
  const top = sheet.height / 3;
  const [across, down] = [Math.floor(sheet.width * DOTS_PER_POINT), Math.floor((sheet.height - top) * DOTS_PER_POINT)];
  const dots = new Uint8ClampedArray(across * down * 4).fill(255);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const light = 255 * (1 - sheet.inkAt(x / DOTS_PER_POINT, top + y / DOTS_PER_POINT));
      dots.fill(light, (y * across + x) * 4, (y * across + x) * 4 + 3);
    }
  }
  return jsQR.default(dots, across, down)?.data;
}

const outlines = new Map<string, Font>();

/** A font file of the package, opened by the test itself. */
export function openFont(path: string, read: (path: string) => Buffer): Font {
  const known = outlines.get(path);
  if (known) return known;
  const font = create(read(path));
  if ('fonts' in font) throw new Error(`${path} is a collection`);
  outlines.set(path, font);
  return font;
}

/** How like the picture of a word is to the shapes of a text, between -1 and 1: the correlation of the two, dot by dot. */
export function likeness(
  sheet: Sheet,
  word: Word,
  { text, font }: { readonly text: string; readonly font: Font },
): number {
  const outline = outlineOf(text, font);
  const place = placeOf(sheet, word);
  const pairs: [number, number][] = [];
  for (let y = place.top; y < place.bottom; y += DOT) {
    const isInside = insideAt(outline, (y + DOT / 2 - place.top) / (place.bottom - place.top));
    for (let x = place.left; x < place.right; x += DOT) {
      const across = (x + DOT / 2 - place.left) / (place.right - place.left);
      pairs.push([sheet.inkAt(x, y), isInside(across) ? 1 : 0]);
    }
  }
  return correlation(pairs);
}

/** Where in its box a word has ink. */
function placeOf(sheet: Sheet, word: Word): Omit<Word, 'text'> {
  const dark: { x: number; y: number }[] = [];
  for (let y = word.top; y < word.bottom; y += DOT) {
    for (let x = word.left; x < word.right; x += DOT) if (sheet.inkAt(x, y) > 0.5) dark.push({ x, y });
  }
  const [xs, ys] = [dark.map(({ x }) => x), dark.map(({ y }) => y)];
  const least = (numbers: number[]): number => numbers.reduce((one, other) => Math.min(one, other), Number.MAX_VALUE);
  const most = (numbers: number[]): number => numbers.reduce((one, other) => Math.max(one, other), 0);
  return { left: least(xs), top: least(ys), right: most(xs) + DOT, bottom: most(ys) + DOT };
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [one, other] = [mean(0), mean(1)];
  let [together, first, second] = [0, 0, 0];
  for (const [a, b] of pairs) {
    together += (a - one) * (b - other);
    first += (a - one) ** 2;
    second += (b - other) ** 2;
  }
  return first * second === 0 ? 0 : together / Math.sqrt(first * second);
}
