import type { Schemas } from '../client/operation.ts';

type Basis = Schemas['Finding']['legalBasis'][number];

interface Grounds {
  /** What somebody outside the gate has written: the grounds. */
  readonly documents: readonly Basis[];
  /** How the gate applies them, which is no ground and stands apart. */
  readonly readings: readonly NonNullable<Basis['reading']>[];
  /** Documents that nobody has compared with their source yet. */
  readonly unverified: readonly string[];
}

/** The documents that a rule rests on, apart from what the gate itself makes of them. */
export function groundsOf(legalBasis: readonly Basis[]): Grounds {
  const documents = legalBasis
    .filter(({ document }) => document !== null)
    .map((basis) => ({
      ...basis,
      document: citedTitle(basis.document ?? ''),
      article: citedArticle(basis.article),
    }));
  return {
    documents,
    readings: legalBasis.flatMap(({ reading }) => reading ?? []),
    unverified: documents.flatMap(({ document, article, verified }) => (verified ? [] : [titleOf(document, article)])),
  };
}

/** Laws and regulations stand in title marks, as on the papers of the gate; what is known by its number does not. */
export function citedTitle(document: string): string {
  const isTitle = /(法|条例|办法|规定|指南|目录)$/.test(document) && !/[《〔]|^\d{4}-/.test(document);
  return isTitle ? `《${document}》` : document;
}

/** A paragraph that bears a number alone (一、) is the 第一条 of its notice. */
export function citedArticle(article: string | null | undefined): string | null {
  return article && /^[一二三四五六七八九十]+$/.test(article) ? `第${article}条` : (article ?? null);
}

function titleOf(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
