import type { Text } from '../../kernel/index.ts';

/** One revision of a form as offices know it, without what it says. */
export interface PublishedForm {
  readonly key: string;
  readonly id: string;
  readonly revision: number;
  /** The form is usable there and below. */
  readonly region: string;
  readonly title: Text;
  readonly digest: string;
  /** Null for a form of the package. */
  readonly publishedAt: string | null;
  /** Since when no campaign is launched with it. */
  readonly withdrawnAt: string | null;
  readonly logIndex: number | null;
}

/** The same with its document, as canonical JSON. */
export interface StoredForm extends PublishedForm {
  readonly body: string;
}

/** How a form is called in the log. */
export function formSubject(key: string): string {
  return `form/${key}`;
}

export const FORM_PUBLISHED = 'form.published';
export const FORM_WITHDRAWN = 'form.withdrawn';
