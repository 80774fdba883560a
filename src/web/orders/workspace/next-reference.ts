/** The reference after the newest of an agency: its last digits and one more, past those that are used already. */
export function nextReference(newestFirst: readonly string[]): string {
  const used = new Set(newestFirst);
  const newest = newestFirst.find((reference) => /\d/.test(reference));
  if (newest === undefined) return '';
  let next = increased(newest);
  while (used.has(next)) next = increased(next);
  return next;
}

function increased(reference: string): string {
  return reference.replace(/(\d+)(?=\D*$)/, (digits) => String(BigInt(digits) + 1n).padStart(digits.length, '0'));
}
