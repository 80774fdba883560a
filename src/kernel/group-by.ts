/** Rows by key, in their order. Node has `Map.groupBy` only from version 21 on. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Rows in their order, so many at a time; the last portion may have fewer. */
export function portionsOf<T>(rows: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, at) => rows.slice(at * most, (at + 1) * most));
}

/** The sum of a number over all rows. */
export function sumBy<T>(rows: readonly T[], numberOf: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + numberOf(row), 0);
}
