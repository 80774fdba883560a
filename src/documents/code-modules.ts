import { create } from 'qrcode';

/** How much of a code may be damaged: the less, the more it holds. */
export type Correction = 'L' | 'M';

export interface CodeModules {
  /** How many modules a side has, with the white around it that scanners want. */
  readonly side: number;
  /** Where it is dark, counted from the corner of the white. */
  readonly dark: readonly { readonly x: number; readonly y: number }[];
}

const QUIET = 2;

/** A QR code as squares, however they are drawn. */
export function codeModules(code: string, correction: Correction): CodeModules {
  const { modules } = create(code, { errorCorrectionLevel: correction });
  const all = Array.from({ length: modules.size ** 2 }, (_none, at) => ({
    x: at % modules.size,
    y: Math.floor(at / modules.size),
  }));
  const dark = all.filter(({ x, y }) => modules.get(y, x)).map(({ x, y }) => ({ x: x + QUIET, y: y + QUIET }));
  return { side: modules.size + 2 * QUIET, dark };
}
