import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { create, Font, Glyph, GlyphRun } from 'fontkit';

/** A font that a document embeds a part of, and by which its lines are measured. */
export interface PdfFont {
  readonly name: 'regular' | 'bold';
  readonly font: Font;
  /** How wide a text is, in the unit of the size. */
  readonly widthOf: (text: string, size: number) => number;
  /** The text with what the font cannot draw written as code points, so that a rare character of a name is never a blank. */
  readonly drawable: (text: string) => string;
}

export interface PdfFonts {
  readonly regular: PdfFont;
  readonly bold: PdfFont;
}

const require = createRequire(import.meta.url);
let opened: Promise<PdfFonts> | undefined;

/** Simplified Chinese and Latin, out of a package; opened once, because reading the tables of a font takes a tenth of a second. */
export function pdfFonts(): Promise<PdfFonts> {
  opened ??= openFonts().catch((error: unknown) => {
    // The next document tries again.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function openFonts(): Promise<PdfFonts> {
  const fontkit = await import('fontkit');
  return {
    regular: openFont('regular', 'NotoSansHans-Regular', fontkit),
    bold: openFont('bold', 'NotoSansHans-Bold', fontkit),
  };
}

function openFont(
  name: PdfFont['name'],
  file: string,
  { create: openFile }: { readonly create: typeof create },
): PdfFont {
  const entry = require.resolve('@embedpdf/fonts-sc');
  const whole = openFile(readFileSync(join(dirname(entry), '..', 'fonts', `${file}.otf`)));
  if ('fonts' in whole) throw new Error(`${file} is a collection of fonts`);
  const known = new Map<string, DrawnCharacter>();
  const drawnOf = (character: string): DrawnCharacter => {
    const seen = known.get(character);
    if (seen) return seen;
    const codePoint = character.codePointAt(0) ?? 0;
    const glyph = whole.glyphForCodePoint(codePoint);
    const instead = insteadOf(character, whole.hasGlyphForCodePoint(codePoint));
    const drawn = { glyph, units: glyph.advanceWidth, instead };
    known.set(character, drawn);
    return drawn;
  };
  const layout = (text: string): GlyphRun => runOf(whole, Array.from(text, drawnOf));
  return {
    name,
    font: Object.create(whole, { layout: { value: layout } }),
    widthOf: (text, size) => {
      let units = 0;
      for (const character of text) units += drawnOf(character).units;
      return (units * size) / whole.unitsPerEm;
    },
    drawable: (text) => {
      let drawable = '';
      for (const character of text) drawable += drawnOf(character).instead;
      return drawable;
    },
  };
}

/** What is looked up once for each character: its shape, its width in units of the font, and what is drawn in its place. */
interface DrawnCharacter {
  readonly glyph: Glyph;
  readonly units: number;
  readonly instead: string;
}

/**
 * One glyph a character, without kerning and ligatures, which neither Chinese nor tables need: shaping every cell anew took
 * five times as long, and what pdfkit remembers of each text grew without end (20,000 rows of ten cells: 338 MB).
 */
function runOf(font: Font, drawn: readonly DrawnCharacter[]): GlyphRun {
  const positions = drawn.map(({ units }) => ({
    xAdvance: units,
    yAdvance: 0,
    xOffset: 0,
    yOffset: 0,
    advanceWidth: 0,
  }));
  return {
    glyphs: drawn.map(({ glyph }) => glyph),
    advanceWidth: drawn.reduce((sum, { units }) => sum + units, 0),
    ...{ positions, advanceHeight: 0, bbox: font.bbox, features: {} },
    ...{ script: 'hani', language: 'zh', direction: 'ltr' },
  };
}

/** Tabs and line ends are places to break, and everything else that is invisible is nothing. */
function insteadOf(character: string, isInFont: boolean): string {
  if (/[\t\r\n\u2028\u2029]/u.test(character)) return ' ';
  if (/[\p{Cc}\p{Cf}]/u.test(character)) return '';
  if (isInFont) return character;
  return `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}〕`;
}
