import { type Language, sha256, text } from '../kernel/index.ts';
import { asOfText, clockTime } from './as-of-text.ts';
import { PRINT_STYLE } from './print-style.ts';
import { type Append, type Column, type ReportTable, type RowPages, textIn } from './report-table.ts';

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
  await append(opening(table, language));
  let count = 0;
  for await (const rows of pages) {
    await append(rows.map((row, at) => rowOf(columns, row, { number: count + at + 1, language })).join(''));
    count += rows.length;
  }
  if (count === 0) {
    await append(`<tr><td class="none" colspan="${columns.length + 1}">${escaped(NOTHING[language])}</td></tr>\n`);
  }
  await append('</tbody>\n');
  if (total && count > 0) await append(`<tbody class="total">\n${totalOf(columns, total, language)}</tbody>\n`);
  await append(closing(table, language));
}

const NUMBER = text('序号', 'No.');
const NOTHING = text('没有符合条件的记录', 'There is nothing to report');
const UNIT = text('金额单位：元', 'Amounts in yuan');
const PRINTED = text('制表时间', 'Made at');
const SIGNATURES = [
  text('制表', 'Made by'),
  text('复核', 'Checked by'),
  text('负责人', 'In charge'),
  text('（单位盖章）', 'Seal'),
];

function opening<R>({ title, head, columns, printedAt }: ReportTable<R>, language: Language): string {
  const facts = head.map(
    ([label, value]) => `<div><dt>${escaped(label[language])}</dt><dd>${escaped(textIn(value, language))}</dd></div>`,
  );
  const printed = `<div><dt>${PRINTED[language]}</dt><dd>${clockTime(printedAt)}</dd></div>`;
  const headings = columns.map(
    (column) => `<th scope="col" class="${column.kind}">${escaped(column.title[language])}</th>`,
  );
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
<p class="unit">${UNIT[language]}</p>
<table>
<thead>
<tr><th scope="col" class="count">${NUMBER[language]}</th>${headings.join('')}</tr>
</thead>
<tbody>
`;
}

function closing<R>(table: ReportTable<R>, language: Language): string {
  const notes = table.notes.map((note) => `<li>${escaped(note[language])}</li>`);
  const signatures = SIGNATURES.map((place) => `<div>${escaped(place[language])}</div>`);
  return `</table>
<ol class="notes">${notes.join('')}</ol>
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

function rowOf<R>(columns: readonly Column<R>[], row: R, { number, language }: RowPlace): string {
  const cells = columns.map((column) => cellOf(column, row, language));
  return `<tr><td class="count">${number}</td>${cells.join('')}</tr>\n`;
}

function totalOf<R>(columns: readonly Column<R>[], total: R, language: Language): string {
  return `<tr><td></td>${columns.map((column) => cellOf(column, total, language)).join('')}</tr>\n`;
}

function cellOf<R>(column: Column<R>, row: R, language: Language): string {
  return `<td class="${column.kind}">${escaped(shown(column, row, language))}</td>`;
}

function shown<R>(column: Column<R>, row: R, language: Language): string {
  switch (column.kind) {
    case 'money': {
      const amount = column.of(row);
      return amount === null ? '' : grouped(amount);
    }
    case 'rate':
      return column.of(row) ?? '—';
    case 'count':
      return String(column.of(row) ?? '');
    case 'instant': {
      const at = column.of(row);
      return at === null ? '' : clockTime(at);
    }
    case 'text':
    case 'code':
      return column.of(row, language) ?? '';
  }
}

/** 123456789 fen as 1,234,567.89. */
function grouped(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${yuan}.${digits.slice(-2)}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
