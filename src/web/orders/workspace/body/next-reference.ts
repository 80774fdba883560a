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
  const runs = reference.match(/\d+|\D+/g) ?? [];
  const last = runs.findLastIndex((run) => /^\d/.test(run));
  return runs.map((run, at) => (at === last ? String(BigInt(run) + 1n).padStart(run.length, '0') : run)).join('');
}
