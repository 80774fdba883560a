const MEDIA_TYPES: { readonly [ending: string]: string } = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** The kind of a proof by the ending of its name: what a browser guesses differs from computer to computer. */
export function evidenceMediaOf({ name, type }: Pick<File, 'name' | 'type'>): string {
  return MEDIA_TYPES[name.split('.').pop()?.toLowerCase() ?? ''] ?? type;
}
