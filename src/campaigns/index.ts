export type * from './forms/compiled-form.ts';
export * from './forms/form-document.ts';
