/** A node is gone back to only when it has been well for so long: one that comes and goes would take everybody with it. */
const STEADY_MS = 10_000;

/**
 * Which node of a list to use, by its place: the first that is well. Who uses one leaves it at once when it is not well, and
 * goes back to an earlier one when that has been well for ten seconds. While none is well there is nowhere better to go.
 * There is no election and nothing to remember: all processes with one list come to the same node.
 */
export function placeToUse(
  wellSinceMs: readonly (number | null)[],
  { used, nowMs }: { readonly used: number; readonly nowMs: number },
): number {
  const isWell = (wellSinceMs[used] ?? null) !== null;
  const better = wellSinceMs.findIndex(
    (since, place) => since !== null && (!isWell || (place < used && nowMs - since >= STEADY_MS)),
  );
  return better < 0 ? used : better;
}
