import { createContext, useContext } from 'react';
import type { DraftForm } from './draft-form.ts';
import type { FieldStore } from './field-store.ts';
import type { Agencies, Lists } from './use-lists.ts';

export type { Mark, RowPlace } from './field-store.ts';

/** What the parts of the workspace share. What is told at single fields is in the store, so that only they are drawn again. */
export interface Workplace {
  readonly form: DraftForm;
  readonly lists: Lists;
  readonly agencies: Agencies;
  readonly store: FieldStore;
  /** Puts the cursor into a field, wherever it stands. */
  readonly goTo: (path: string) => void;
  /** Looks for products that are called so, where there are more than the lists hold. */
  readonly lookForProduct: (typed: string) => void;
}

export const WorkplaceContext = createContext<Workplace | undefined>(undefined);

export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext);
  if (workplace === undefined) throw new Error('this is part of the order workspace');
  return workplace;
}
