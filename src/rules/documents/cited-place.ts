const TITLED = /(法|条例|办法|规定|指南|目录)$/;
const MARKED_OR_NUMBERED = /[《〔]|^\d{4}-/;

/** How a document is cited on paper: laws and regulations stand in title marks, what is known by its number does not. */
function citedTitle(document: string): string {
  return TITLED.test(document) && !MARKED_OR_NUMBERED.test(document) ? `《${document}》` : document;
}

const BARE_NUMBER = /^[一二三四五六七八九十]+$/;

interface CitedPlace {
  readonly document: string | null;
  readonly article?: string | null | undefined;
}

/** A document with its place, as offices cite it: a paragraph that bears a number alone (一、) is the 第一条 of its notice. */
export function citedPlace({ document, article }: CitedPlace): string {
  const place = article && BARE_NUMBER.test(article) ? `第${article}条` : article;
  return [document === null ? null : citedTitle(document), place].filter(Boolean).join(' ');
}
