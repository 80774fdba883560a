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

/** No name holds these. An entry ends with its own mark, since what stands between texts of a `group_concat` is a comma. */
export const FIELD = '\u001f';
export const MARK = '\u001e';
/** For what an entry has not. */
export const NONE = '\u0018';

const END = `${MARK},`;

/** Hands over each entry of such a list, its device and the rest by themselves. Of a list that was cut a mark is missing. */
export function eachEntry(list: string | null, count: number, take: (device: string, rest: string) => void): void {
  const text = `${list ?? ''},`;
  let found = 0;
  for (let from = 0, end = text.indexOf(END); end >= 0; from = end + END.length, end = text.indexOf(END, from)) {
    const field = text.indexOf(FIELD, from);
    take(text.slice(from, field), text.slice(field + 1, end));
    found += 1;
  }
  if (found !== count) throw new Error(`the database has cut a list of ${count} entries`);
}

export function orNull(text: string): string | null {
  return text === NONE ? null : text;
}
