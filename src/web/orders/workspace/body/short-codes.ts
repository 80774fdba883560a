const SHORT_MAX = 10;
/** An end shorter than this is no name any more: `01` may be anything. */
const END_MIN = 5;

/** The ends of a code, at its marks, the shortest last; of one without marks its last letters. */
function endsOf(code: string): readonly string[] {
  const ends = [...code.matchAll(/[-_.]/g)].map(({ index }) => code.slice(index + 1));
  return ends.length === 0 ? [code.slice(-SHORT_MAX + 1)] : ends;
}

const SHORT = new WeakMap<readonly { readonly code: string }[], Map<string, string>>();

/** `…31002-01` for `JZ-2026-31002-01`, the shortest end that no other has: in a narrow cell codes of one beginning would read alike. */
export function shortCode(code: string, among: readonly { readonly code: string }[]): string {
  if (code.length <= SHORT_MAX || !among.some((one) => one.code === code)) return code;
  const known = SHORT.get(among) ?? new Map<string, string>();
  SHORT.set(among, known);
  const short = known.get(code) ?? shortened(code, among);
  known.set(code, short);
  return short;
}

function shortened(code: string, among: readonly { readonly code: string }[]): string {
  const others = among.filter((one) => one.code !== code);
  if (others.length === 0) return code;
  const end = endsOf(code).findLast(
    (one) => one.length >= END_MIN && !others.some((other) => other.code.endsWith(one)),
  );
  return end === undefined ? code : `…${end}`;
}
