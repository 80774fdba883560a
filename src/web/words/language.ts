/** The languages of the console, by their tags. */
export type Language = 'zh-CN' | 'en';
