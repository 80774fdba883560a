import type { Language } from '../../kernel/index.ts';
import { asOfText, clockTime } from '../as-of-text.ts';
import { addCode } from '../pdf/pdf-code.ts';
import type { PdfDocument } from '../pdf/pdf-document.ts';
import { openPdf } from '../pdf/pdf-document.ts';
import { addFlowingRow } from '../pdf/pdf-flow.ts';
import { addHeading, type Grid } from '../pdf/pdf-grid.ts';
import { linesOf } from '../pdf/pdf-lines.ts';
import { addParagraph, addSheet, heightOf, leading, type Sheet } from '../pdf/pdf-sheet.ts';
import { type Append, textIn } from '../report-table.ts';
import { COLON, CONTINUED, NUMBER, PRINTED, UNIT } from '../report-words.ts';
import {
  type FormFact,
  type FormFacts,
  type FormPaper,
  type FormProse,
  type FormTable,
  rowsOfFacts,
} from './form-paper.ts';
import { addOpinions, heightOfOpinions } from './form-pdf-opinions.ts';

const TITLE_SIZE = 18;
const PART_SIZE = 10;
const BODY_SIZE = 9;
const PROSE_SIZE = 11;
const PROSE_GAP = 5;
const NOTE_SIZE = 7.5;
const SHADE = '#e8ecf2';
const TOTAL_SHADE = '#f7f8fa';
const PADDING = { x: 4, y: 3 };
/** Of a row of facts, what its labels take. */
const LABEL_WIDTH = 78;

interface UnfinishedForm {
  readonly paper: FormPaper;
  readonly language: Language;
  readonly document: PdfDocument;
  sheet: Sheet;
}

interface FormWriting {
  readonly language: Language;
  readonly append: Append;
}

/**
 * A form as sheets of A4 upright: a row stays on one sheet, the heading of a table stands on every sheet that it goes on,
 * and the places to sign stay together.
 */
export async function writeFormPdf(paper: FormPaper, writing: FormWriting): Promise<void> {
  await writeFormsPdf([paper], writing);
}

/** Forms of one kind, one behind the other: each begins on a sheet of its own and is numbered by itself. */
export async function writeFormsPdf(
  papers: readonly [FormPaper, ...FormPaper[]],
  { language, append }: FormWriting,
): Promise<void> {
  const [{ title, printedAt: madeAt, gate }] = papers;
  const document = await openPdf({ title: title[language], language, layout: 'portrait', madeAt, gate }, append);
  for (const [at, paper] of papers.entries()) {
    if (at > 0) document.renumber();
    addForm({ paper, language, document, sheet: addSheet(document) });
    // What is drawn is written before the next one begins, and others are answered meanwhile.
    await document.flush();
  }
  await document.close();
}

function addForm(form: UnfinishedForm): void {
  const { paper, language, document } = form;
  addParagraph(form.sheet, paper.title[language], { size: TITLE_SIZE, font: document.fonts.bold, align: 'center' });
  form.sheet.y += 6;
  for (const part of paper.parts) {
    if (part.kind === 'prose') addProse(form, part);
    else if (part.kind === 'facts') addFacts(form, part);
    else addTable(form, part);
  }
  addClosing(form);
}

/** On every sheet but the first: what it is a part of. */
function turn(form: UnfinishedForm): void {
  const { paper, language, document } = form;
  form.sheet = addSheet(document);
  const [first] = paper.parts;
  const whose = first?.kind === 'facts' ? first.facts.slice(0, 2).map(({ value }) => textIn(value, language)) : [];
  const says = [`${paper.title[language]}${CONTINUED[language]}`, ...whose].join('\u3000');
  addParagraph(form.sheet, says, { size: NOTE_SIZE });
  form.sheet.y += 2;
}

function addPartTitle(form: UnfinishedForm, title: string, room: number): void {
  const { sheet, document } = form;
  if (sheet.y + leading(PART_SIZE) + room > sheet.bottom) turn(form);
  addParagraph(form.sheet, title, { size: PART_SIZE, font: document.fonts.bold });
  form.sheet.y += 2;
}

/** A heading of a part with less than this below it would stand alone. */
const PART_ROOM = 44;

/** A paragraph stays on one sheet, and beside the code as long as that goes down. */
function addProse(form: UnfinishedForm, { title, paragraphs, code }: FormProse): void {
  if (title) addPartTitle(form, title[form.language], code === undefined ? PART_ROOM : CODE_SIDE);
  const beside = code === undefined ? undefined : addCodeBeside(form, code);
  for (const { says, stands } of paragraphs) {
    const written = says[form.language];
    const style = { size: PROSE_SIZE, align: stands ?? ('left' as const), keepsWords: form.language === 'en' };
    if (form.sheet.y + heightOf(roomIn(form, beside), written, style) > form.sheet.bottom) turn(form);
    const room = roomIn(form, beside);
    addParagraph(room, written, style);
    form.sheet.y = room.y + PROSE_GAP;
  }
  if (beside?.sheet === form.sheet) form.sheet.y = Math.max(form.sheet.y, beside.bottom);
  form.sheet.y += PROSE_GAP;
}

const CODE_SIDE = 96;
const CODE_GAP = 12;

interface CodeBeside {
  readonly sheet: Sheet;
  readonly bottom: number;
}

function addCodeBeside(form: UnfinishedForm, code: string): CodeBeside {
  if (form.sheet.y + CODE_SIDE > form.sheet.bottom) turn(form);
  const { sheet, document } = form;
  addCode(document, code, { x: sheet.left + sheet.width - CODE_SIDE, y: sheet.y, side: CODE_SIDE });
  return { sheet, bottom: sheet.y + CODE_SIDE };
}

/** Where the next paragraph goes. */
function roomIn({ sheet }: UnfinishedForm, beside: CodeBeside | undefined): Sheet {
  const isBeside = beside?.sheet === sheet && sheet.y < beside.bottom;
  return { ...sheet, width: isBeside ? sheet.width - CODE_SIDE - CODE_GAP : sheet.width };
}

function addFacts(form: UnfinishedForm, { title, facts }: FormFacts): void {
  if (title) addPartTitle(form, title[form.language], PART_ROOM);
  for (const row of rowsOfFacts(facts)) addFactRow(form, row);
  form.sheet.y += 8;
}

/** A value in lines; a text as long as a page is cut where the sheet ends, and the gate has all of it. */
function addFactRow(form: UnfinishedForm, row: readonly FormFact[]): void {
  const { language, document } = form;
  const { regular, bold } = document.fonts;
  const share = form.sheet.width / row.length;
  const cells = row.map(({ label, value }) => ({
    label: linesIn(label[language], LABEL_WIDTH, bold),
    value: linesIn(textIn(value, language), share - LABEL_WIDTH, regular),
  }));
  const lines = Math.max(...cells.flatMap(({ label, value }) => [label.length, value.length]));
  let from = 0;
  const heightFor = (count: number): number => count * leading(BODY_SIZE) + 2 * PADDING.y;
  if (form.sheet.y + heightFor(lines) > form.sheet.bottom) turn(form);
  while (from < lines) {
    const fits = Math.max(1, Math.floor((form.sheet.bottom - form.sheet.y - 2 * PADDING.y) / leading(BODY_SIZE)));
    const until = Math.min(lines, from + fits);
    const height = heightFor(until - from);
    for (const [at, { label, value }] of cells.entries()) {
      const left = form.sheet.left + at * share;
      drawBox(form.sheet, { left, width: LABEL_WIDTH, height, shade: SHADE });
      drawBox(form.sheet, { left: left + LABEL_WIDTH, width: share - LABEL_WIDTH, height });
      drawLines(form.sheet, label.slice(from, until), { left, font: bold });
      drawLines(form.sheet, value.slice(from, until), { left: left + LABEL_WIDTH, font: regular });
    }
    form.sheet.y += height;
    from = until;
    if (from < lines) turn(form);
  }
}

type PdfFont = PdfDocument['fonts']['regular'];

function linesIn(written: string, width: number, font: PdfFont): readonly string[] {
  const measure = (text: string): number => font.widthOf(text, BODY_SIZE);
  return written.split('\n').flatMap((line) => linesOf(font.drawable(line), width - 2 * PADDING.x, measure));
}

function drawBox(
  { document, y }: Sheet,
  { left, width, height, shade }: { left: number; width: number; height: number; shade?: string },
): void {
  const { paper } = document;
  paper.lineWidth(0.5).rect(left, y, width, height);
  if (shade === undefined) paper.stroke('#000');
  else paper.fillAndStroke(shade, '#000').fillColor('#000');
}

function drawLines(sheet: Sheet, lines: readonly string[], { left, font }: { left: number; font: PdfFont }): void {
  let y = sheet.y + PADDING.y;
  for (const line of lines) {
    sheet.document.line(line, { x: left + PADDING.x, y, size: BODY_SIZE, font });
    y += leading(BODY_SIZE);
  }
}

function addTable(form: UnfinishedForm, table: FormTable): void {
  const { language, document } = form;
  const { bold, regular } = document.fonts;
  const unit = table.hasMoney ? `${language === 'en' ? ' ' : ''}（${UNIT[language]}）` : '';
  const title = `${table.title[language]}${unit}`;
  addPartTitle(form, title, PART_ROOM);
  const rows = table.cells(language);
  if (rows.length === 0) {
    addParagraph(form.sheet, table.empty[language], { size: BODY_SIZE });
    form.sheet.y += 8;
    return;
  }
  const grid = table.grid({ language, fonts: document.fonts, width: form.sheet.width });
  addTitles(form, table, grid);
  const next = (): void => {
    turn(form);
    addParagraph(form.sheet, `${title}${CONTINUED[language]}`, { size: BODY_SIZE, font: bold });
    form.sheet.y += 2;
    addTitles(form, table, grid);
  };
  for (const [at, cells] of rows.entries()) {
    addFlowingRow(form, [String(at + 1), ...cells], { grid, style: { font: regular }, next });
  }
  const total = table.total(language);
  if (total) addFlowingRow(form, ['', ...total], { grid, style: { font: bold, shade: TOTAL_SHADE }, next });
  form.sheet.y += 8;
}

function addTitles({ sheet, language, document }: UnfinishedForm, { columns }: FormTable, grid: Grid): void {
  const { bold } = document.fonts;
  const style = { font: bold, shade: SHADE, isHeading: true };
  addHeading(sheet, { first: NUMBER[language], columns, language }, grid, style);
}

/** Who signs, how it is to be read, and by what it can be checked: these stay together. */
function addClosing(form: UnfinishedForm): void {
  const { paper, language } = form;
  const notes = paper.notes.map((note, at) => `${at + 1}. ${note[language]}`);
  const printed = `${PRINTED[language]}${COLON[language]}${clockTime(paper.printedAt)}`;
  const lines = [...notes, `${printed}\u3000${asOfText(paper)[language]}`];
  const noted = lines.reduce((sum, line) => sum + heightOf(form.sheet, line, { size: NOTE_SIZE }), 0);
  const signed = heightOfOpinions(paper.opinions);
  if (form.sheet.y + signed + noted + 8 > form.sheet.bottom) turn(form);
  addOpinions(form.sheet, paper.opinions, language);
  form.sheet.y += 6;
  for (const line of lines) addParagraph(form.sheet, line, { size: NOTE_SIZE });
}
