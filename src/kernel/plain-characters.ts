const SPACE = 0x20;
const PARTS_OF_TEXTS = ['\t', '\n', '\r'].map((character) => character.charCodeAt(0));

/**
 * Whether a text holds whole characters only, and of those below a space none but tabs and ends of lines. What is kept must
 * come back as it was: half a surrogate pair has no UTF-8, and SQLite's driver cuts a text at U+0000.
 */
export function hasPlainCharacters(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code < SPACE && !PARTS_OF_TEXTS.includes(code)) return false;
  }
  return value.isWellFormed();
}
