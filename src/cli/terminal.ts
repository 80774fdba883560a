import { styleText } from 'node:util';
import type { Language, Text } from '../kernel/index.ts';
import type { Io, Output } from './io.ts';

export type Tone = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Where a command speaks: results on standard output, everything else on standard error. */
export interface Terminal {
  readonly language: Language;
  /** Endless when the output is not a screen, so that what reads it finds one text on one line. */
  readonly columns: number;
  readonly say: (text: Text) => string;
  /** Colours a text where the output is a screen with colours and `NO_COLOR` is not set. */
  readonly paint: (tone: Tone, text: string) => string;
  readonly print: (line?: string) => void;
  /** The same for what goes to `note`, whose stream may be another kind. */
  readonly paintNote: (tone: Tone, text: string) => string;
  /** For what is about the work and not its result. */
  readonly note: (line: string) => void;
  /** Shows how far it is on one line of a screen that is written over; nothing elsewhere. */
  readonly progress: (line: string) => void;
}

const COLUMNS_MAX = 110;
/** Of a screen that does not say how wide it is, or says nought. */
const COLUMNS_USUAL = 80;

export function openTerminal(language: Language, { stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>): Terminal {
  endQuietly(stdout);
  endQuietly(stderr);
  let isMidLine = false;
  const clearLine = (): void => {
    if (isMidLine) stderr.write('\r\x1b[2K');
    isMidLine = false;
  };
  return {
    language,
    columns: stdout.isTTY ? Math.min(stdout.columns || COLUMNS_USUAL, COLUMNS_MAX) : Number.POSITIVE_INFINITY,
    say: (text) => text[language],
    paint: (tone, text) => (hasColours(stdout) ? styleText(tone, text) : text),
    paintNote: (tone, text) => (hasColours(stderr) ? styleText(tone, text) : text),
    print: (line = '') => {
      clearLine();
      stdout.write(`${line}\n`);
    },
    note: (line) => {
      clearLine();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!stderr.isTTY) return;
      clearLine();
      stderr.write(line);
      isMidLine = line !== '';
    },
  };
}

/** Asks the stream and not the variables: Node itself knows `NO_COLOR`, `FORCE_COLOR` and terminals without colours. */
function hasColours(stream: Output): boolean {
  return stream.isTTY === true && stream.hasColors?.() === true;
}

/** `gate check order.json | head` closes the pipe early. That is no fault of anybody, and the command still answers its code. */
function endQuietly(stream: Output): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
