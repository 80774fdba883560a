/**
 * Rows come as one text, since each by itself takes three times as long and a gigabyte. No name holds these. An entry ends with
 * its own mark, since what stands between texts of a `group_concat` is a comma.
 */
export const FIELD = '\u001f';
export const MARK = '\u001e';
/** For what an entry has not. */
export const NONE = '\u0018';

const END = `${MARK},`;

/**
 * Hands over each entry: the device that it begins with, and the rest. Of a list that MariaDB has cut, and it tells nobody, a
 * mark is missing. An entry that says what the one before said is not cut out again: most of them do.
 */
export function eachEntry(list: string | null, count: number, take: (device: string, rest: string) => void): void {
  const text = `${list ?? ''},`;
  let found = 0;
  let rest = '';
  for (let from = 0, end = text.indexOf(END); end >= 0; from = end + END.length, end = text.indexOf(END, from)) {
    const field = text.indexOf(FIELD, from);
    if (end - field - 1 !== rest.length || !text.startsWith(rest, field + 1)) rest = text.slice(field + 1, end);
    take(text.slice(from, field), rest);
    found += 1;
  }
  if (found !== count) throw new Error(`the database has cut a list of ${count} entries`);
}

/** The devices of a list that says nothing else of them; one that was cut in the middle is none. */
export function devicesInText(list: string): readonly string[] {
  return `${list},`.split(END).slice(0, -1);
}

/** What is said of devices, with all of which it is said. */
export function devicesByText(list: string | null, count: number): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, string[]>();
  let [before, devices]: [string | null, string[]] = [null, []];
  eachEntry(list, count, (device, rest) => {
    if (rest !== before) {
      devices = said.get(rest) ?? [];
      if (devices.length === 0) said.set(rest, devices);
      before = rest;
    }
    devices.push(device);
  });
  return said;
}

export function orNull(text: string): string | null {
  return text === NONE ? null : text;
}
