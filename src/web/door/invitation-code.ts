/**
 * How a half of an invitation's token is written, as the gate makes it: typed from paper, it is found out here whether it was
 * typed rightly and which half it is. `test/web/invitation-code.test.ts` compares the two.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HALF_CHARACTERS = 28;
const MODULUS = 1021;
const BETWEEN = /[\s\-‐-―—－_·.]/g;

export type CodeHalf = 'first' | 'second';

/** Both places of the page as they stand. */
export interface TypedHalves {
  readonly first: string;
  readonly second: string;
}

/** Which half a text is; undefined: none that is typed rightly. */
export function halfOf(typed: string): CodeHalf | undefined {
  const characters = charactersOf(typed);
  if (characters.length !== HALF_CHARACTERS || ![...characters].every((one) => ALPHABET.includes(one)))
    return undefined;
  const left = [...characters].reduce((sum, one) => (sum * ALPHABET.length + ALPHABET.indexOf(one)) % MODULUS, 0);
  return left === 1 ? 'first' : left === 2 ? 'second' : undefined;
}

function charactersOf(typed: string): string {
  return typed.normalize('NFKC').replace(BETWEEN, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** What stands in the places once something came into one of them: an address that was scanned, a half, or the code whole. */
export function placed(halves: TypedHalves, name: CodeHalf, text: string): TypedHalves {
  const scanned = text.slice(text.indexOf('#') + 1);
  const bare = charactersOf(scanned);
  const parts = [bare.slice(0, HALF_CHARACTERS), bare.slice(HALF_CHARACTERS)];
  const isWhole = parts.every((part) => halfOf(part) !== undefined);
  if (isWhole) return { first: grouped(parts[0]), second: grouped(parts[1]) };
  const isScanned = text.includes('#');
  // Who scans both slips need not choose a place for the second.
  const place = isScanned ? (halfOf(scanned) ?? name) : name;
  return { ...halves, [place]: isScanned ? scanned : text };
}

function grouped(characters: string | undefined): string {
  return (characters?.match(/.{4}/g) ?? []).join('-');
}

export type HalfFault = 'missing' | 'wrong' | 'twice' | 'alike';

/** What is wrong at each place; nothing where the two are a whole code. */
export function faultsIn(halves: TypedHalves): { readonly [half in CodeHalf]?: HalfFault } {
  const [first, second] = [faultAt(halves.first), faultAt(halves.second)];
  if (first === undefined && second === undefined)
    return halfOf(halves.first) === halfOf(halves.second) ? { second: isSame(halves) ? 'twice' : 'alike' } : {};
  return { ...(first && { first }), ...(second && { second }) };
}

/** Two halves of one kind may be of two people, or one of them typed wrongly: its last character tells the kinds apart. */
function isSame({ first, second }: TypedHalves): boolean {
  return charactersOf(first) === charactersOf(second);
}

function faultAt(typed: string): HalfFault | undefined {
  if (typed.trim() === '') return 'missing';
  return halfOf(typed) === undefined ? 'wrong' : undefined;
}
