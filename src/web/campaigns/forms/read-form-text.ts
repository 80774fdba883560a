interface Says {
  readonly empty: string;
  readonly noObject: string;
  readonly badJson: (where: string) => string;
}

/** The document that a text writes, or why it is none. */
export function readFormText(
  text: string,
  says: Says,
): { readonly document?: object; readonly fault?: string | undefined } {
  // Editors of some systems begin a file with a mark of its order of bytes.
  const written = text.replace(/^\uFEFF/, '').trim();
  if (written === '') return { fault: says.empty };
  try {
    const document: unknown = JSON.parse(written);
    const isObject = typeof document === 'object' && document !== null && !Array.isArray(document);
    return isObject ? { document } : { fault: says.noObject };
  } catch (error) {
    return { fault: says.badJson(error instanceof Error ? error.message : '') };
  }
}
