/** How wide a text is. */
export type Measure = (text: string) => number;

/**
 * A text in lines that are no wider than what they have: broken at spaces, between Chinese characters, and after the marks
 * that numbers are made with; a piece that is wider than a whole line is broken anywhere, because cut off it would be lost.
 */
export function linesOf(text: string, width: number, measure: Measure): readonly string[] {
  return filled(text, piecesOf(text), { width, measure });
}

/** The same for a heading, whose words are kept whole: only spaces and Chinese characters are places to break. */
export function headingLinesOf(text: string, width: number, measure: Measure): readonly string[] {
  return filled(text, wordsOf(text), { width, measure });
}

interface Room {
  readonly width: number;
  readonly measure: Measure;
}

function filled(text: string, pieces: readonly string[], { width, measure }: Room): readonly string[] {
  if (measure(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces.flatMap((piece) => fitting(piece, width, measure))) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

/** The widest piece that is only broken when nothing else helps. */
export function widestPiece(text: string, measure: Measure): number {
  return widestOf(piecesOf(text), measure);
}

/** The widest word of a heading. */
export function widestWord(text: string, measure: Measure): number {
  return widestOf(wordsOf(text), measure);
}

function widestOf(pieces: readonly string[], measure: Measure): number {
  return pieces.reduce((widest, piece) => Math.max(widest, measure(piece.trimEnd())), 0);
}

const WIDE = '\\p{Script=Han}\\u3000-\\u303F\\uFF00-\\uFFEF';
/** No line begins with these. */
const CLOSING = '，。、；：！？）》」』】〕”’％%!,.:;?)\\]}';
/** No line ends with these. */
const OPENING = '（《「『【〔“‘(\\[{';
const PIECE = new RegExp(
  `[${OPENING}]*(?:[${WIDE}]|[^\\s${WIDE}${CLOSING}${OPENING}/_@-]*[-/_@]+|[^\\s${WIDE}${CLOSING}${OPENING}-]+)?[${CLOSING}]*\\s*`,
  'guy',
);

/** Pieces that end with a space, a Chinese character or the text, so that `Pre-installed` and `Execution %` are told apart. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const piece of piecesOf(text)) {
    const last = words.at(-1);
    if (last === undefined || ENDS_WORD.test(last) || BEGINS_WIDE.test(piece)) words.push(piece);
    else words[words.length - 1] = last + piece;
  }
  return words;
}

const ENDS_WORD = new RegExp(`(?:\\s|[${WIDE}])$`, 'u');
const BEGINS_WIDE = new RegExp(`^[${OPENING}]*[${WIDE}]`, 'u');

function piecesOf(text: string): readonly string[] {
  return (text.match(PIECE) ?? []).filter((piece) => piece !== '');
}

function fitting(piece: string, width: number, measure: Measure): readonly string[] {
  if (measure(piece.trimEnd()) <= width) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (part !== '' && measure(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
