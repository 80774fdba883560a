import type { Language } from '../../kernel/index.ts';
import { asOfText, clockTime } from '../as-of-text.ts';
import { codePicture } from '../page/page-code.ts';
import { escaped } from '../page/print-page.ts';
import { PRINT_STYLE } from '../page/print-style.ts';
import { type Append, textIn } from '../report-table.ts';
import { COLON, NUMBER, PRINTED, UNIT } from '../report-words.ts';
import {
  type FormFact,
  type FormFacts,
  type FormPaper,
  type FormPart,
  type FormProse,
  type FormTable,
  type Opinion,
  rowsOfFacts,
} from './form-paper.ts';
import { DAY, SEAL } from './form-words.ts';

/** A form as a page to be printed on A4 upright. Every text that comes from outside is escaped. */
export async function writeFormPage(
  paper: FormPaper,
  { language, append }: { readonly language: Language; readonly append: Append },
): Promise<void> {
  const title = escaped(paper.title[language]);
  await append(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PRINT_STYLE}</style>
</head>
<body>
<main class="form">
<h1>${title}</h1>
`);
  for (const part of paper.parts) {
    await append(partOf(part, language));
  }
  await append(closing(paper, language));
}

function partOf(part: FormPart, language: Language): string {
  if (part.kind === 'prose') return proseOf(part, language);
  return part.kind === 'facts' ? factsOf(part, language) : tableOf(part, language);
}

function proseOf({ title, paragraphs, code }: FormProse, language: Language): string {
  const heading = title ? `<h2>${escaped(title[language])}</h2>\n` : '';
  const lines = paragraphs.map(
    ({ says, stands }) => `<p class="${stands ?? 'prose'}">${escaped(says[language])}</p>\n`,
  );
  const address = escaped(code ?? '');
  const picture =
    code === undefined ? '' : `<a class="code" href="${address}" title="${address}">${codePicture(code)}</a>\n`;
  return `${heading}${picture}${lines.join('')}`;
}

function factsOf({ title, facts }: FormFacts, language: Language): string {
  const heading = title ? `<h2>${escaped(title[language])}</h2>\n` : '';
  const rows = rowsOfFacts(facts).map(
    (row) => `<tr>${row.map((fact) => factOf(fact, row.length, language)).join('')}</tr>\n`,
  );
  return `${heading}<table class="facts">\n<tbody>\n${rows.join('')}</tbody>\n</table>\n`;
}

function factOf({ label, value }: FormFact, inRow: number, language: Language): string {
  const span = inRow === 1 ? ' colspan="3"' : '';
  return `<th scope="row">${escaped(label[language])}</th><td${span}>${escaped(textIn(value, language))}</td>`;
}

function tableOf(table: FormTable, language: Language): string {
  const unit = table.hasMoney ? `<span class="unit">（${escaped(UNIT[language])}）</span>` : '';
  const heading = `<h2>${escaped(table.title[language])}${unit}</h2>\n`;
  const rows = table.cells(language);
  if (rows.length === 0) return `${heading}<p>${escaped(table.empty[language])}</p>\n`;
  const titles = table.columns.map(
    ({ title, kind }) => `<th scope="col" class="${kind}">${escaped(title[language])}</th>`,
  );
  const rowOf = (cells: readonly string[], number: string): string =>
    `<tr><td class="count">${number}</td>${cells.map((cell, at) => `<td class="${table.columns[at]?.kind}">${escaped(cell)}</td>`).join('')}</tr>\n`;
  const total = table.total(language);
  return `${heading}<table>
<thead>
<tr><th scope="col" class="count">${NUMBER[language]}</th>${titles.join('')}</tr>
</thead>
<tbody>
${rows.map((cells, at) => rowOf(cells, String(at + 1))).join('')}</tbody>
${total ? `<tbody class="total">\n${rowOf(total, '')}</tbody>\n` : ''}</table>
`;
}

function closing(paper: FormPaper, language: Language): string {
  const notes = paper.notes.map((note) => `<li>${escaped(note[language])}</li>`);
  const printed = `${PRINTED[language]}${COLON[language]}${clockTime(paper.printedAt)}`;
  return `<div class="opinions">${paper.opinions.map((opinion) => opinionOf(opinion, language)).join('')}</div>
<ol class="notes">${notes.join('')}</ol>
<p class="log">${escaped(printed)}　${escaped(asOfText(paper)[language])}</p>
</main>
</body>
</html>
`;
}

function opinionOf({ office, signs }: Opinion, language: Language): string {
  const lines = signs.map((sign) => `<p>${escaped(sign[language])}${COLON[language]}</p>`);
  const day = `<p class="${language === 'en' ? '' : 'right'}">${DAY[language]}</p>`;
  return `<section><h3>${escaped(office[language])}</h3>${lines.join('')}<p class="right">${SEAL[language]}</p>${day}</section>`;
}
