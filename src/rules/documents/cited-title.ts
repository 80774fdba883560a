const TITLED = /(法|条例|办法|规定|指南|目录)$/;
const MARKED_OR_NUMBERED = /[《〔]|^\d{4}-/;

/** How a document is cited on paper: laws and regulations stand in title marks, what is known by its number does not. */
export function citedTitle(document: string): string {
  return TITLED.test(document) && !MARKED_OR_NUMBERED.test(document) ? `《${document}》` : document;
}
