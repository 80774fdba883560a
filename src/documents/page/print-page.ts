import { type Language, sha256 } from '../../kernel/index.ts';
import { asOfText, clockTime } from '../as-of-text.ts';
import {
  type Append,
  type Column,
  columnRuns,
  hasMoney,
  type ReportTable,
  type RowPages,
  textIn,
} from '../report-table.ts';
import { NOTHING, NUMBER, PRINTED, SIGNATURES, UNIT } from '../report-words.ts';
import { shownCell } from '../shown-cell.ts';
import { PRINT_STYLE } from './print-style.ts';

/** A page with one style sheet inside it, and nothing else that a browser would load, run or send anywhere. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${sha256(PRINT_STYLE).toString('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * A report as a page to be printed on A4 and filed: whose figures, of which moment, by which root of the log they can be
 * checked, and places to sign. Every text that comes from outside is escaped.
 */
export async function writePage<R>(
  table: ReportTable<R>,
  { pages, language, append }: { readonly pages: RowPages<R>; readonly language: Language; readonly append: Append },
): Promise<void> {
  const { columns, total } = table;
  await append(pageOpening(table, language) + tableOpening(columns, language));
  let count = 0;
  let section = '';
  let sections = 0;
  for await (const rows of pages) {
    const written = rows.map((row, at) => {
      const head = table.sections?.headOf(row, language) ?? section;
      if (head === section) return rowOf(columns, row, { number: count + at + 1, language });
      section = head;
      sections += 1;
      const isOnNewSheet = sections > 1 && (!table.sections?.flow || sections === 2);
      const heading = sectionOf(head, columns.length + 1, isOnNewSheet ? 'section sheet' : 'section');
      return heading + rowOf(columns, row, { number: count + at + 1, language });
    });
    await append(written.join(''));
    count += rows.length;
  }
  if (count === 0) {
    await append(`<tr><td class="none" colspan="${columns.length + 1}">${escaped(NOTHING[language])}</td></tr>\n`);
  }
  await append('</tbody>\n');
  if (total && count > 0) await append(`<tbody class="total">\n${totalOf(columns, total, language)}</tbody>\n`);
  await append(`</table>\n${pageClosing(table, language)}`);
}

/** What it is about, above its table. */
export function pageOpening<R>({ title, head, columns, printedAt }: ReportTable<R>, language: Language): string {
  const facts = head.map(
    ([label, value]) => `<div><dt>${escaped(label[language])}</dt><dd>${escaped(textIn(value, language))}</dd></div>`,
  );
  const printed = `<div><dt>${PRINTED[language]}</dt><dd>${clockTime(printedAt)}</dd></div>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title[language])}</title>
<style>${PRINT_STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title[language])}</h1>
<dl class="head">${facts.join('')}${printed}</dl>
${hasMoney(columns) ? `<p class="unit">${UNIT[language]}</p>\n` : ''}`;
}

export function tableOpening<R>(columns: readonly Column<R>[], language: Language): string {
  return `<table>
<thead>
${headingsOf(columns, language)}</thead>
<tbody>
`;
}

/** The titles of the columns; where some have a name above them, in two rows. */
function headingsOf<R>(columns: readonly Column<R>[], language: Language): string {
  const runs = columnRuns(columns);
  const rows = runs ? ' rowspan="2"' : '';
  const number = `<th scope="col" class="count"${rows}>${NUMBER[language]}</th>`;
  const titleOf = (column: Column<R> | undefined, more = ''): string =>
    column ? `<th scope="col" class="${column.kind}"${more}>${escaped(column.title[language])}</th>` : '';
  if (!runs) return `<tr>${number}${columns.map((column) => titleOf(column)).join('')}</tr>\n`;
  let at = 0;
  const names = runs.map(({ group, columns: count }) => {
    const first = columns[at];
    at += count;
    if (!group) return titleOf(first, rows);
    return `<th scope="colgroup" colspan="${count}">${escaped(group[language])}</th>`;
  });
  const below = columns.filter(({ group }) => group !== undefined).map((column) => titleOf(column));
  return `<tr>${number}${names.join('')}</tr>\n<tr>${below.join('')}</tr>\n`;
}

/** How it is to be read, by what it can be checked, and who signs it. */
export function pageClosing<R>(table: ReportTable<R>, language: Language): string {
  const notes = table.notes.map((note) => `<li>${escaped(note[language])}</li>`);
  const signatures = (table.signatures ?? SIGNATURES).map((place) => `<div>${escaped(place[language])}</div>`);
  return `<ol class="notes">${notes.join('')}</ol>
<p class="log">${escaped(asOfText(table)[language])}</p>
<div class="signatures">${signatures.join('')}</div>
</main>
</body>
</html>
`;
}

interface RowPlace {
  readonly number: number;
  readonly language: Language;
}

export function rowOf<R>(columns: readonly Column<R>[], row: R, { number, language }: RowPlace): string {
  const cells = columns.map((column) => cellOf(column, row, language));
  return `<tr><td class="count">${number}</td>${cells.join('')}</tr>\n`;
}

function sectionOf(head: string, width: number, name: string): string {
  return `<tr class="${name}"><th scope="colgroup" colspan="${width}">${escaped(head)}</th></tr>\n`;
}

export function totalOf<R>(columns: readonly Column<R>[], total: R, language: Language): string {
  return `<tr><td></td>${columns.map((column) => cellOf(column, total, language)).join('')}</tr>\n`;
}

function cellOf<R>(column: Column<R>, row: R, language: Language): string {
  return `<td class="${column.kind}">${escaped(shownCell(column, row, language))}</td>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What comes from outside, as a page shows it. */
export function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
