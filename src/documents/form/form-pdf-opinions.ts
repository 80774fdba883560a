import type { Language } from '../../kernel/index.ts';
import { leading, type Sheet } from '../pdf/pdf-sheet.ts';
import { COLON } from '../report-words.ts';
import type { Opinion } from './form-paper.ts';
import { DAY, SEAL } from './form-words.ts';

const SIZE = 9;
const PADDING = 5;
/** Room for what somebody writes by hand, and for a seal of 4 cm. */
const HAND = 62;

/** How much of a sheet the places to sign take. */
export function heightOfOpinions(opinions: readonly Opinion[]): number {
  if (opinions.length === 0) return 0;
  const lines = Math.max(...opinions.map(({ signs }) => signs.length)) + 3;
  return HAND + lines * leading(SIZE) * 1.15 + 2 * PADDING;
}

/** Boxes side by side: whose opinion it is, room to write and to seal, who signs, and when. */
export function addOpinions(sheet: Sheet, opinions: readonly Opinion[], language: Language): void {
  const height = heightOfOpinions(opinions);
  const width = sheet.width / Math.max(1, opinions.length);
  const { document } = sheet;
  const { regular, bold } = document.fonts;
  for (const [at, { office, signs }] of opinions.entries()) {
    const left = sheet.left + at * width;
    document.paper.lineWidth(0.5).rect(left, sheet.y, width, height).stroke('#000');
    document.line(office[language], { x: left + PADDING, y: sheet.y + PADDING, size: SIZE, font: bold });
    const line = leading(SIZE) * 1.15;
    let y = sheet.y + height - PADDING - (signs.length + 2) * line;
    for (const sign of signs) {
      document.line(`${sign[language]}${COLON[language]}`, { x: left + PADDING, y, size: SIZE });
      y += line;
    }
    const right = (said: string): number => left + width - PADDING - regular.widthOf(said, SIZE);
    document.line(SEAL[language], { x: right(SEAL[language]), y, size: SIZE });
    y += line;
    // In English the day is written behind the word.
    const x = language === 'en' ? left + PADDING : right(DAY[language]);
    document.line(DAY[language], { x, y, size: SIZE });
  }
  sheet.y += height;
}
