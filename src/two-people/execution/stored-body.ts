import { textOfFile } from '../../tables/index.ts';

/** The body of a request as it can be kept: JSON as it is, a file as one text. */
export interface StoredBody {
  readonly value: unknown;
  /** Null: the body is JSON, or there is none. */
  readonly file: { readonly mediaType: string; readonly encoding: 'utf-8' | 'base64' } | null;
}

export interface ReadBody {
  readonly body: unknown;
  readonly contentType?: string | undefined;
}

/** A text file is kept as the text that was read of it, any other file as its bytes. */
export function storedBody({ body, contentType }: ReadBody, encoding: string | undefined): StoredBody {
  if (!Buffer.isBuffer(body)) return { value: body ?? null, file: null };
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType !== 'text/csv') return { value: body.toString('base64'), file: { mediaType, encoding: 'base64' } };
  return { value: textOfFile({ bytes: body, encoding, contentType }), file: { mediaType, encoding: 'utf-8' } };
}

/** What was kept, as an operation takes it: the same bytes each time it is done. */
export function readStoredBody({ value, file }: StoredBody): ReadBody {
  if (file === null) return { body: value ?? undefined };
  const { mediaType, encoding } = file;
  const contentType = encoding === 'utf-8' ? `${mediaType}; charset=utf-8` : mediaType;
  return { body: Buffer.from(String(value), encoding), contentType };
}
