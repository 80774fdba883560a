import type { Schemas } from '../../client/operation.ts';

type Text = Schemas['Text'];

/** A document that the gate has judged, as far as it is told in words. */
export interface DocumentInWords {
  readonly id: string;
  readonly revision: number;
  readonly annex?: string;
  readonly reporters: readonly ('agency' | 'region')[];
  readonly title: Text;
  readonly checks: readonly { readonly id: string; readonly severity: 'error' | 'warning'; readonly message: Text }[];
  readonly opens: readonly {
    readonly id: string;
    readonly severity: 'high' | 'medium' | 'low';
    readonly dueDays: number;
    readonly title: Text;
  }[];
  readonly tests: readonly { readonly says: string }[];
}

/** The gate judged it when it was proposed; nothing is judged here. */
export function inWords(document: Schemas['FormDocument']): DocumentInWords {
  return document as unknown as DocumentInWords;
}
