import type { Schemas } from '../client/operation.ts';

/** A paper as the form of a waiver takes it. */
export interface OfferedPaper {
  readonly document: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
  /** The hash of its scan; null where there is none. */
  readonly file: string | null;
}

/** The papers that an order came with, each once, so that nobody types the number of one again. One without a number cannot be named. */
export function papersOffered({ approvals }: Pick<Schemas['OrderSubmission'], 'approvals'>): readonly OfferedPaper[] {
  const papers = new Map<string, OfferedPaper>();
  for (const { document, issuedBy, issuedOn, file } of approvals ?? []) {
    const named = document?.trim() ?? '';
    if (named === '' || papers.has(named)) continue;
    papers.set(named, { document: named, issuedBy: issuedBy ?? '', issuedOn: issuedOn ?? '', file: file ?? null });
  }
  return [...papers.values()];
}
