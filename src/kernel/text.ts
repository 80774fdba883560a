/** Every text a person sees exists in both languages; Chinese is the default. */
export interface Text {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Language = keyof Text;

export function text(zh: string, en: string): Text {
  return { 'zh-CN': zh, en };
}

/** Chinese, unless the terminal says that it speaks English. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return /^en(_|-|\.|$)/i.test(locale) ? 'en' : 'zh-CN';
}
