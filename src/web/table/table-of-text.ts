/** A cell as it was copied. One that goes over several rows stands in each of them, and says so from the second on. */
export interface CopiedCell {
  readonly text: string;
  readonly isRepeated?: boolean;
}

export type CopiedTable = readonly (readonly CopiedCell[])[];

/** Rows and tabs. A cell with a line break or a quotation mark in it is quoted, as spreadsheets do. */
export function tableOfText(text: string): CopiedTable {
  const rows: CopiedCell[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|$)/y;
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, quoted, bare = '', end] = found;
    rows.at(-1)?.push({ text: quoted === undefined ? bare : quoted.replaceAll('""', '"').replace(/\r?\n/g, ' ') });
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  // The line break after the last row begins no row.
  return rows.at(-1)?.every(({ text: last }) => last === '') ? rows.slice(0, -1) : rows;
}
