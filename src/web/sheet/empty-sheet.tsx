import type { ReactNode } from 'react';
import type { SheetForm } from './form-document.ts';
import { Sheet } from './sheet.tsx';

/** A form as a unit sees it before anything is typed. */
export function EmptySheet({ form }: { readonly form: SheetForm }): ReactNode {
  return <Sheet form={form} view={{ text: () => '', rows: () => [], computed: {}, figures: new Map(), notes: [] }} />;
}
