/** What an address may ask of this screen. */
export const SUM_QUESTIONS = ['by', 'basis', 'region', 'below', 'level', 'after'] as const;
export type SumsSearch = { readonly [name in (typeof SUM_QUESTIONS)[number]]?: string | undefined };
