import type { Text } from '../../kernel/index.ts';
import { NOTHING } from '../words.ts';
import type { DossierBody } from './dossier-body.ts';

/** What one line of a dossier says. */
export interface DossierEntry {
  /** Short: it stands in a narrow column. */
  readonly what: Text;
  readonly content: Text;
  readonly state: Text;
  /** The legal basis, the remedy, the part of the order: what the line rests on. */
  readonly basis: Text;
  readonly on: string | null;
  readonly leaf: number | null;
}

type EntryDetails = Partial<Pick<DossierEntry, 'state' | 'basis' | 'on' | 'leaf'>>;

export function entry(what: Text, content: Text, beside: EntryDetails = {}): DossierEntry {
  return { what, content, state: NOTHING, basis: NOTHING, on: null, leaf: null, ...beside };
}

/** A person's name where the dossier has it, else the number; a dash where nobody acted. */
export function nameIn(people: DossierBody['people'], id: string | null): string {
  return people.find((person) => person.id === id)?.name ?? id ?? '—';
}
