import type { Language } from '../../kernel/index.ts';
import type { Append, ReportTable, TablePart, TableParts } from '../report-table.ts';
import { NOTHING } from '../report-words.ts';
import { escaped, pageClosing, pageOpening, rowOf, tableOpening, totalOf } from './print-page.ts';

/** A report of several tables as a page to be printed, each below its heading. */
export async function writePageOfParts<R>(
  table: ReportTable<R> & { readonly parts: TableParts<R> },
  { language, append }: { readonly language: Language; readonly append: Append },
): Promise<void> {
  const { list, stand } = table.parts;
  const columns = list.flatMap((part) => part.columns);
  await append(pageOpening({ ...table, columns }, language));
  for (const [at, part] of list.entries()) {
    const isOnNewSheet = stand === 'apart' && at > 0;
    const heading = escaped(part.title[language]);
    await append(`<h2${isOnNewSheet ? ' class="sheet"' : ''}>${heading}</h2>\n${tableOf(part, language)}`);
  }
  await append(pageClosing(table, language));
}

function tableOf<R>({ columns, rows, total }: TablePart<R>, language: Language): string {
  const none = `<tr><td class="none" colspan="${columns.length + 1}">${escaped(NOTHING[language])}</td></tr>\n`;
  const body = rows.map((row, at) => rowOf(columns, row, { number: at + 1, language })).join('') || none;
  const sum = total && rows.length > 0 ? `<tbody class="total">\n${totalOf(columns, total, language)}</tbody>\n` : '';
  return `${tableOpening(columns, language)}${body}</tbody>\n${sum}</table>\n`;
}
