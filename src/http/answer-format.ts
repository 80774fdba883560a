import type { DocumentType } from './operation.ts';

export type AnswerFormat = 'json' | 'csv' | 'xlsx' | 'html' | 'pdf';
export type DocumentFormat = Exclude<AnswerFormat, 'json'>;

export const DOCUMENT_TYPES: Readonly<Record<DocumentFormat, DocumentType>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  pdf: 'application/pdf',
};

const FORMATS: readonly DocumentFormat[] = ['csv', 'xlsx', 'html', 'pdf'];

interface FormatRequest {
  readonly query: { readonly format?: AnswerFormat };
  accepts(types: string[]): string | false;
}

/** How an answer is to be written: as `format` says, else as `Accept` prefers, else as JSON. */
export function formatOf(req: FormatRequest): AnswerFormat {
  if (req.query.format !== undefined) return req.query.format;
  const accepted = req.accepts(['application/json', ...FORMATS.map((format) => DOCUMENT_TYPES[format])]);
  return FORMATS.find((format) => DOCUMENT_TYPES[format] === accepted) ?? 'json';
}
