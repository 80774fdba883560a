/** Every text a person sees exists in both languages; Chinese is the default. */
export interface Text {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Language = keyof Text;

export function text(zh: string, en: string): Text {
  return { 'zh-CN': zh, en };
}
