import type { Schemas } from '../client/operation.ts';

/** A text in both languages, as the gate tells them. */
export type Text = Schemas['Text'];

export const both = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });
