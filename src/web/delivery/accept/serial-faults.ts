export type SerialFault = 'empty' | 'twice' | 'long' | 'rounded' | 'repeated';

const CHARACTERS_MAX = 120;
const REPEATED_MIN = 5;

/** How the gate compares numbers: width, case and blanks make no other one. */
export function comparedAs(serial: string): string {
  return serial.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * What is wrong with a serial by itself. Only what needs no look-up: the gate's trial tells the rest, such as a number that
 * another computer has.
 */
function faultOf(serial: string): SerialFault | undefined {
  const compared = comparedAs(serial);
  if (compared === '') return 'empty';
  if ([...serial.trim()].length > CHARACTERS_MAX) return 'long';
  // What a spreadsheet makes of a long number.
  if (/^\d(\.\d+)?E\+\d+$/.test(compared)) return 'rounded';
  const signs = compared.replace(/[./_—-]/g, '');
  return signs === '' || (signs.length >= REPEATED_MIN && new Set(signs).size === 1) ? 'repeated' : undefined;
}

/** Rows that cannot be put to the gate, by their id. Of a serial that is there twice, the later ones. */
export function serialFaults(
  machines: readonly { readonly id: string; readonly serial: string }[],
): ReadonlyMap<string, SerialFault> {
  const seen = new Set<string>();
  const faults = new Map<string, SerialFault>();
  for (const { id, serial } of machines) {
    const compared = comparedAs(serial);
    const fault = faultOf(serial) ?? (seen.has(compared) ? 'twice' : undefined);
    if (fault !== undefined) faults.set(id, fault);
    else seen.add(compared);
  }
  return faults;
}
