import { documentDiffs, type PackContent } from '../../rules/index.ts';
import type { Terminal, Tone } from '../terminal.ts';

/** What two folders of rules have different as text, in the colours in which diffs are read. */
export function printDocumentDiffs({ print, paint }: Terminal, before: PackContent, after: PackContent): void {
  for (const { diff } of documentDiffs(before, after, { before: 'a', after: 'b' })) {
    const lines = diff.split('\n').slice(0, -1);
    for (const [at, line] of lines.entries()) {
      const tone = at < HEADER_LINES ? 'bold' : TONES[line[0] ?? ''];
      print(tone === undefined ? line : paint(tone, line));
    }
  }
}

/** The names of the two documents; a removed line may begin like one of them. */
const HEADER_LINES = 2;

const TONES: Readonly<Record<string, Tone>> = { '-': 'red', '+': 'green', '@': 'cyan' };
