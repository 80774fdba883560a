const WIDE = '\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff';
const WIDE_TOO = '\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}';
const IS_WIDE = new RegExp(`[${WIDE}${WIDE_TOO}]`, 'u');
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns a text takes on a screen: a Chinese character takes two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!WITHOUT_WIDTH.test(character)) width += IS_WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Fills up to a width that other lines have too. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

const OPENING = '（《〈「『【〔“‘(\\[';
const CLOSING = '，。；：、！？）》〉」』】〕”’…%),.;:!?\\]';
/** A Chinese character may begin a line, but what closes stays with the one before it, and what opens with the next. */
const PIECES = new RegExp(
  `\\s+|[${OPENING}]*(?:[${WIDE}${WIDE_TOO}]|[^\\s${WIDE}${WIDE_TOO}${CLOSING}]+)[${CLOSING}]*|[${OPENING}${CLOSING}]+`,
  'gu',
);

/** Breaks a text into lines of a width, between words or Chinese characters; a longer word gets a line of its own. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of paragraph.match(PIECES) ?? []) {
    if (line.trim() !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}
