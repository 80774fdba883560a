import type { Language } from '../kernel/index.ts';

const LANGUAGE_DEFAULT: Language = 'zh-CN';

/** The language that the caller asks for by Accept-Language; Chinese when it asks for neither of ours. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return LANGUAGE_DEFAULT;
  let best: { language: Language; quality: number } | undefined;
  for (const range of acceptLanguage.slice(0, LENGTH_MAX).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = languageNamed(tag.trim());
    const quality = qualityIn(parameters);
    if (language && quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? LANGUAGE_DEFAULT;
}

interface DocumentRequest {
  readonly query: { readonly lang?: Language };
  get(header: string): string | undefined;
}

/** The language of a document: as `lang` says, which a link can, else as Accept-Language does. */
export function documentLanguage(req: DocumentRequest): Language {
  return req.query.lang ?? languageOf(req.get('accept-language'));
}

const LENGTH_MAX = 200;

function languageNamed(tag: string): Language | undefined {
  if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
  if (tag === 'en' || tag.startsWith('en-')) return 'en';
  return tag === '*' ? LANGUAGE_DEFAULT : undefined;
}

function qualityIn(parameters: readonly string[]): number {
  const quality = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='));
  const value = quality === undefined ? 1 : Number(quality.slice(2));
  return Number.isNaN(value) ? 0 : value;
}
