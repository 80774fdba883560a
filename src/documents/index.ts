export { asOfBody, clockTime } from './as-of-text.ts';
export { writeDocumentFile } from './document-file.ts';
export { answerDocument, type DocumentResponse, sendDocument, VARY } from './document-routes.ts';
export { fileTitle } from './file-title.ts';
export {
  type FormFact,
  type FormPaper,
  type FormPart,
  type FormTable,
  formTable,
  type Opinion,
} from './form/form-paper.ts';
export { answerForm, answerForms, formFormatOf } from './form/form-routes.ts';
export { addCode } from './pdf/pdf-code.ts';
export { openPdf } from './pdf/pdf-document.ts';
export { type Label, writeLabels } from './pdf/pdf-labels.ts';
export { linesOf } from './pdf/pdf-lines.ts';
export { addParagraph, addSheet, leading, type Sheet } from './pdf/pdf-sheet.ts';
export { percentOf } from './rate.ts';
export { allPages, type Key, pagesOf, type Reading, readingOf } from './reading.ts';
export type {
  Append,
  AsOfLog,
  Column,
  DocumentFormat,
  ReportTable,
  RowPages,
  Sections,
  TablePart,
} from './report-table.ts';
export { textIn } from './report-table.ts';
export { groupedYuan } from './shown-cell.ts';
