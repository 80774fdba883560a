/** A text without the equal characters at its end: `1.500` without zeros. `/0+$/` would begin anew at each zero of the text. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
