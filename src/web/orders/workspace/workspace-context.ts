import { createContext, useContext } from 'react';
import type { Schemas } from '../../client/operation.ts';
import type { GridName } from './body/order-draft.ts';
import type { Lists } from './use-lists.ts';

export type Agency = Pick<Schemas['Agency'], 'code' | 'name'>;

/** What is told at a field. What is only `marked` is told beside the form. */
export interface Mark {
  readonly tone: 'gap' | 'reject' | 'refer' | 'warn' | 'changed';
  readonly text: string;
}

export interface RowPlace {
  readonly grid: GridName;
  readonly index: number;
}

export interface Workplace {
  readonly lists: Lists;
  readonly agencies: readonly Agency[];
  readonly marks: ReadonlyMap<string, Mark>;
  readonly selected: RowPlace;
  readonly select: (row: RowPlace) => void;
  /** Puts the cursor into a field, wherever it stands. */
  readonly goTo: (path: string) => void;
}

export const WorkplaceContext = createContext<Workplace | undefined>(undefined);

export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext);
  if (workplace === undefined) throw new Error('this is part of the order workspace');
  return workplace;
}
