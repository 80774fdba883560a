import { GateProblem } from '../client/gate-problem.ts';
import type { SheetForm } from './form-document.ts';

/** A note of a sheet that is nothing but text. */
export interface RefusedNote {
  readonly id: string;
  readonly place: string;
  readonly kind: 'rejected';
  readonly says: string;
}

/** What the gate refuses of a sheet, each at its cell. What is about no cell stands with the refusal alone. */
export function refusedNotes(form: SheetForm, refusal: Error | null): readonly RefusedNote[] {
  if (!(refusal instanceof GateProblem)) return [];
  return refusal.errors.flatMap(({ pointer, message, row, column }): readonly RefusedNote[] => {
    const [, part, ...rest] = pointer.split('/');
    const place = part === 'rows' ? rest.join('/') : (rest.at(-1) ?? '');
    if (form.cell(rest.at(-1) ?? '') === undefined) return [];
    const says = [row, column, message || refusal.message].filter(Boolean).join(' · ');
    return [{ id: `refused-${place.replaceAll('/', '-')}`, place, kind: 'rejected', says }];
  });
}
