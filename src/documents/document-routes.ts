import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import { DOCUMENT_TYPES } from '../http/answer-format.ts';
import type { DocumentType } from '../http/operation.ts';
import type { Language } from '../kernel/index.ts';
import type { DocumentFile } from './document-file.ts';
import { fileTitle } from './file-title.ts';
import { PAGE_POLICY } from './page/print-page.ts';
import type { DocumentFormat, ReportTable, RowPages } from './report-table.ts';
import { writeDocument } from './write-document.ts';

export interface DocumentResponse {
  status(status: 200): Answer;
}

interface Answer {
  set(header: 'Content-Disposition' | 'Content-Security-Policy' | 'Vary', value: string): Answer;
  type(contentType: DocumentType): { sendFile(path: string, options: object, done: (error?: Error) => void): void };
}

export interface DocumentParts<R> {
  readonly db: Database;
  readonly format: DocumentFormat;
  readonly language: Language;
  readonly load: (tx: Tx) => Promise<LoadedDocument<R>>;
}

interface LoadedDocument<R> {
  readonly table: ReportTable<R>;
  readonly pages: RowPages<R>;
  /** Whether all of it is in memory, so that nothing is read any more while it is drawn; by default it is not. */
  readonly isRead?: boolean | undefined;
}

interface SentDocument {
  readonly file: DocumentFile;
  readonly format: DocumentFormat;
  /** Of the file, without its extension; in ASCII. */
  readonly name: string;
  /** What people call the file, for programs that can show it. */
  readonly title: string;
}

/** The file is new for every answer, so there is nothing for a cache, and no part of it to ask for. */
const OPTIONS = { acceptRanges: false, cacheControl: false, etag: false, lastModified: false, dotfiles: 'allow' };

/** Which format an answer has is for `Accept` to say, and its words for `Accept-Language`. */
export const VARY = 'Accept, Accept-Language, Authorization, Cookie';

/**
 * Writes a report inside one snapshot and then sends it, so that a slow reader does not hold the snapshot. What is in memory
 * is drawn after it, so that neither does drawing, which takes seconds for thousands of rows.
 */
export async function answerDocument<R>(
  res: DocumentResponse,
  { db, format, language, load }: DocumentParts<R>,
): Promise<void> {
  const sent = await inSnapshot(db, async (tx) => {
    const { table, pages, isRead = false } = await load(tx);
    const write = (): Promise<DocumentFile> => writeDocument({ format, language, table, pages });
    const named = { format, name: table.name, title: fileTitle(table, language) };
    return { named, write, file: isRead ? undefined : await write() };
  });
  return sendDocument(res, { ...sent.named, file: sent.file ?? (await sent.write()) });
}

/** Sends a document that was written, and removes its file whatever becomes of that. */
export async function sendDocument(res: DocumentResponse, { file, format, name, title }: SentDocument): Promise<void> {
  const answer = res.status(200).set('Vary', VARY);
  if (format === 'html') answer.set('Content-Security-Policy', PAGE_POLICY);
  else answer.set('Content-Disposition', attachment(`${name}.${format}`, `${title}.${format}`));
  try {
    await new Promise<void>((resolve, reject) => {
      answer.type(DOCUMENT_TYPES[format]).sendFile(file.path, OPTIONS, (error) => {
        // Whoever went away in the middle wants no answer any more.
        if (error && !('code' in error && error.code === 'ECONNABORTED')) reject(error);
        else resolve();
      });
    });
  } finally {
    await file.remove();
  }
}

/** RFC 6266: the name in ASCII is for programs that do not know the other. */
function attachment(name: string, title: string): string {
  const encoded = encodeURIComponent(title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name}"; filename*=UTF-8''${encoded}`;
}
