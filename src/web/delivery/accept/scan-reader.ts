/** Of a key that goes down, what tells a scanner from a person. */
export interface ScanKey {
  readonly key: string;
  /** The key's place on the keyboard, which an input method does not change. */
  readonly code: string;
  readonly shiftKey: boolean;
  /** Of a chord nothing is typed. */
  readonly isChord: boolean;
  /** Milliseconds of any clock. */
  readonly at: number;
}

/** A person needs longer between two keys, a scanner on a slow line does not. */
const GAP_MS_MAX = 60;
/** No serial is shorter; two keys in a flurry are none. */
const CHARACTERS_MIN = 4;

/** What the keys of the upper row and of the signs say with Shift, as scanners send them: they type on an American keyboard. */
const SIGNS: { readonly [code: string]: readonly [plain: string, shifted: string] } = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Slash: ['/', '?'],
  Period: ['.', '>'],
  Comma: [',', '<'],
  Semicolon: [';', ':'],
  Space: [' ', ' '],
};
const SHIFTED_DIGITS = ')!@#$%^&*(';

/**
 * The character that a key stands for. While an input method is on, the browser tells it only that some key was processed;
 * the place of the key still says which. Nothing for a key that types nothing.
 */
export function characterOf({ key, code, shiftKey, isChord }: Omit<ScanKey, 'at'>): string | undefined {
  if (isChord) return undefined;
  if (key !== 'Process' && key !== 'Unidentified') return [...key].length === 1 ? key : undefined;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shiftKey && code.startsWith('Digit') ? SHIFTED_DIGITS[Number(digit)] : digit;
  return SIGNS[code]?.[shiftKey ? 1 : 0];
}

/** Whether a key ends a scan. With an input method on, only its place tells. */
export function isScanEnd({ key, code, isChord }: Omit<ScanKey, 'at' | 'shiftKey'>): boolean {
  if (isChord) return false;
  return (
    key === 'Enter' ||
    key === 'Tab' ||
    ((key === 'Process' || key === 'Unidentified') && /^(Numpad)?Enter$|^Tab$/.test(code))
  );
}

export interface ScanReader {
  /** Takes a key, and answers the text of a scan that ends with it. */
  readonly take: (key: ScanKey) => string | undefined;
  /** Whether the last characters came so fast that more will come. */
  readonly isReading: (at: number) => boolean;
}

/** Tells a scan from what people type, wherever the focus is: its keys follow each other faster, and Enter or Tab ends it. */
export function createScanReader(): ScanReader {
  let text = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  const isReading = (at: number): boolean => text.length >= 2 && at - lastAt <= GAP_MS_MAX;
  return {
    isReading,
    take: (key) => {
      if (key.at - lastAt > GAP_MS_MAX) text = '';
      if (isScanEnd(key)) {
        const scanned = text;
        text = '';
        return scanned.length >= CHARACTERS_MIN ? scanned : undefined;
      }
      const character = characterOf(key);
      if (character !== undefined) {
        text += character;
        lastAt = key.at;
      }
      return undefined;
    },
  };
}

/** One machine of a list that somebody else made. */
export interface ListedMachine {
  readonly serial: string;
  readonly assetNumber: string;
}

const SERIAL_HEADINGS = /^(主机|设备|整机|出厂)?(序列号|编号|sn|s\/n)$|^serial( ?numbers?)?$/i;
const ASSET_HEADINGS = /^(固定)?资产(编号|号)$|^asset( ?numbers?)?$/i;

/** Machines in what was pasted: one a line. Of a table without headings the first column is meant. */
export function machinesIn(pasted: string): readonly ListedMachine[] {
  const rows = pasted.split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()));
  const [heading = []] = rows;
  const serialAt = heading.findIndex((cell) => SERIAL_HEADINGS.test(cell));
  const assetAt = heading.findIndex((cell) => ASSET_HEADINGS.test(cell));
  const told = serialAt < 0 ? rows : rows.slice(1);
  return told.flatMap((cells) => {
    const serial = cells[Math.max(0, serialAt)] ?? '';
    if (serial === '') return [];
    return [{ serial, assetNumber: serialAt < 0 ? '' : (cells[assetAt] ?? '') }];
  });
}
