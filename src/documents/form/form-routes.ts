import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { DOCUMENT_TYPES } from '../../http/answer-format.ts';
import type { Language } from '../../kernel/index.ts';
import { writeDocumentFile } from '../document-file.ts';
import { type DocumentResponse, sendDocument } from '../document-routes.ts';
import { fileTitle } from '../file-title.ts';
import { writeFormPage } from './form-page.ts';
import type { FormPaper } from './form-paper.ts';
import { writeFormPdf, writeFormsPdf } from './form-pdf.ts';

/** How a form is written; programs read JSON. */
export type FormFormat = 'html' | 'pdf';

const WRITERS = { html: writeFormPage, pdf: writeFormPdf } as const;

interface FormRequest {
  readonly query: { readonly format?: FormFormat | 'json' };
  accepts(types: string[]): string | false;
}

/** How an answer that may be a form is to be written: as `format` says, else as `Accept` prefers, else as JSON. */
export function formFormatOf(req: FormRequest): FormFormat | 'json' {
  if (req.query.format !== undefined) return req.query.format;
  const accepted = req.accepts(['application/json', DOCUMENT_TYPES.html, DOCUMENT_TYPES.pdf]);
  if (accepted === DOCUMENT_TYPES.html) return 'html';
  return accepted === DOCUMENT_TYPES.pdf ? 'pdf' : 'json';
}

export interface FormWish {
  readonly db: Database;
  readonly format: FormFormat;
  readonly language: Language;
  readonly load: (tx: Tx) => Promise<FormPaper>;
}

/** Writes a form inside one snapshot and then sends it, so that a slow reader does not hold the snapshot. */
export async function answerForm(res: DocumentResponse, { db, format, language, load }: FormWish): Promise<void> {
  const sent = await inSnapshot(db, async (tx) => {
    const paper = await load(tx);
    return {
      name: paper.name,
      title: fileTitle(paper, language),
      file: await writeDocumentFile((append) => WRITERS[format](paper, { language, append })),
    };
  });
  return sendDocument(res, { format, ...sent });
}

export interface FormsWish extends Pick<FormWish, 'db' | 'language'> {
  readonly load: (tx: Tx) => Promise<{ readonly name: string; readonly papers: readonly [FormPaper, ...FormPaper[]] }>;
}

/** The same of several forms in one file, to be printed. */
export async function answerForms(res: DocumentResponse, { db, language, load }: FormsWish): Promise<void> {
  const { name, papers } = await inSnapshot(db, load);
  const file = await writeDocumentFile((append) => writeFormsPdf(papers, { language, append }));
  // They are several people's, and of one kind.
  const [{ title, printedAt }] = papers;
  return sendDocument(res, { format: 'pdf', name, title: fileTitle({ title, printedAt }, language), file });
}
