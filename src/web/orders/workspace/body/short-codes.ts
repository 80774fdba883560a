/** Where codes begin to differ, at the mark before it: as far as that a narrow cell leaves them out. */
function sharedLength(codes: readonly string[]): number {
  const [first = '', ...others] = codes;
  const length = others.reduce((shared, code) => {
    let at = 0;
    while (at < shared && code[at] === first[at]) at += 1;
    return at;
  }, first.length);
  const shared = first.slice(0, length);
  return others.length === 0 ? 0 : Math.max(...['-', '_', '.'].map((mark) => shared.lastIndexOf(mark))) + 1;
}

const SHARED = new WeakMap<readonly { readonly code: string }[], number>();

/** `…31002-01` for `JZ-2026-31002-01` among others of that beginning: in a narrow cell all of them would read alike. */
export function shortCode(code: string, among: readonly { readonly code: string }[]): string {
  const shared = SHARED.get(among) ?? sharedLength(among.map((one) => one.code));
  SHARED.set(among, shared);
  const isOfThem = shared > 0 && among.some((one) => one.code === code);
  return isOfThem ? `…${code.slice(shared)}` : code;
}
