/** The ids of a `group_concat`. MariaDB cuts one that is too long for it, and says so to nobody. */
export function wholeList(
  list: string | null,
  { count, characters }: { count: number; characters: number },
): readonly string[] {
  const ids = (list ?? '').split(',');
  if (ids.length !== count || list?.length !== characters + count - 1) {
    throw new Error(`the database has cut a list of ${count} ids`);
  }
  return ids;
}
