import { type Text, text } from './text.ts';

/**
 * What no reader sees, or what turns the order of others around: controls, formats with all marks of direction, ends of
 * lines, and whatever Unicode says to draw as nothing. By these two names look alike that are not the same.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const HEX_DIGITS = 4;

/** Names the first character of a text that nobody sees; undefined when all are seen. */
export function hiddenCharacterIn(value: string): Text | undefined {
  const found = HIDDEN.exec(value);
  if (!found) return undefined;
  const code = (value.codePointAt(found.index) ?? 0).toString(16).toUpperCase().padStart(HEX_DIGITS, '0');
  const place = [...value.slice(0, found.index)].length + 1;
  return text(
    `第 ${place} 个字符是不可见字符 U+${code}，请删除。`,
    `the character U+${code} at place ${place} is seen by nobody; take it out.`,
  );
}
