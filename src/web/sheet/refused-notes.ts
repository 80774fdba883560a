import { GateProblem } from '../client/gate-problem.ts';
import type { SheetForm } from './form-document.ts';
import type { SheetNote } from './sheet-context.ts';

/** What the gate refuses of a sheet, each at its cell. What is about no cell stands with the refusal alone. */
export function refusedNotes(form: SheetForm, refusal: Error | null): readonly SheetNote[] {
  if (!(refusal instanceof GateProblem)) return [];
  return refusal.errors.flatMap(({ pointer, message, row, column }): readonly SheetNote[] => {
    const [, part, ...rest] = pointer.split('/');
    const place = part === 'rows' ? rest.join('/') : (rest.at(-1) ?? '');
    if (form.cell(rest.at(-1) ?? '') === undefined) return [];
    const where = [row, column].filter(Boolean).join(' · ');
    const says = [where, message || refusal.message].filter(Boolean).join('：');
    return [{ id: `refused-${place.replaceAll('/', '-')}`, place, kind: 'rejected', says }];
  });
}
