import { createContext, type ReactNode, useContext } from 'react';
import type { Schemas } from '../client/operation.ts';
import type { FormCell } from './form-document.ts';
import type { TypedRow } from './sheet-content.ts';

export interface SheetNote {
  readonly id: string;
  /** The cell that it is about, or its place in a repeated row. */
  readonly place: string;
  readonly kind: 'rejected' | 'warning' | 'referred' | 'changed';
  readonly says: ReactNode;
  /** What is to be typed about it. */
  readonly field?: ReactNode;
}

export interface Typing {
  readonly change: (cells: Readonly<Record<string, string>>) => void;
  readonly changeRows: (section: string, rows: readonly TypedRow[]) => void;
  /** Whose files are chosen. */
  readonly agencyCode: string;
}

/** What a sheet shows, and what can be done in it. */
export interface SheetView {
  readonly text: (cell: FormCell) => string;
  readonly rows: (section: string) => readonly TypedRow[];
  readonly computed: Schemas['ComputedCells'];
  /** What the gate counted for a cell, where it counted something. */
  readonly figures: ReadonlyMap<string, string>;
  readonly notes: readonly SheetNote[];
  /** Absent where it is only read. */
  readonly typing?: Typing | undefined;
  /** What a press on a cell of a read sheet does, as choosing what is returned. */
  readonly pick?: { readonly label: (title: string) => string; readonly onPick: (cell: FormCell) => void } | undefined;
}

export const SheetContext = createContext<SheetView | undefined>(undefined);

export function useSheet(): SheetView {
  const view = useContext(SheetContext);
  if (view === undefined) throw new Error('a cell stands in a sheet');
  return view;
}

/** The id of the field of a cell, by which notes lead to it. */
export function fieldId(place: string): string {
  return `cell-${place.replaceAll('/', '-')}`;
}

export function noteIdsOf(view: SheetView, place: string): string | undefined {
  const own = view.notes.filter((note) => note.place === place).map(({ id }) => id);
  return own.length > 0 ? own.join(' ') : undefined;
}
