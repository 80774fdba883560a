import { nameInRow } from '../body/fields.ts';
import type { RowPlace } from '../workspace-context.ts';

/** The row that a path leads into, if it leads into one. */
export function rowOf(path: string): RowPlace | undefined {
  const [, grid, index] = /^(lines|softwarePlan)\.(\d+)/.exec(path) ?? [];
  if (index === undefined) return undefined;
  return { grid: grid === 'lines' ? 'lines' : 'softwarePlan', index: Number(index) };
}

/** Puts the cursor into a field, into the nearest one that is shown, or onto the act that fills what is empty. Tells whether there was one. */
export function focusPath(path: string): boolean {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const name = CSS.escape(parts.slice(0, length).join('.'));
    const field =
      document.querySelector(`[name="${name}"]`) ??
      document.querySelector(`[name^="${name}."]`) ??
      document.querySelector(`[data-fills="${name}"]`);
    if (!(field instanceof HTMLElement)) continue;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
    return true;
  }
  return false;
}

/** The field that has the cursor, by its name or by what its act fills; empty where none has it. */
export function focusedField(): string {
  const focused = document.activeElement;
  return focused?.getAttribute('name') ?? focused?.getAttribute('data-fills') ?? '';
}

/** Puts the cursor onto a finding beside the form. */
export function focusFinding(key: string): void {
  document.querySelector<HTMLElement>(`[data-finding="${CSS.escape(key)}"] > summary`)?.focus();
}

export function pathIn({ grid, index }: RowPlace, name: string): string {
  return `${grid}.${index}.${name}`;
}

/** What a path is called: its own name, and for a part that has none that of the whole it is in. */
export function calledBy(path: string, words: { readonly [name: string]: string }): string {
  const parts = nameInRow(path).split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const word = words[parts.slice(0, length).join('.')];
    if (word !== undefined) return word;
  }
  return '';
}

/** In which row, and by which name in it, somebody types. */
export function fieldOf(target: EventTarget): { readonly row: number; readonly name: string } | undefined {
  if (!(target instanceof HTMLInputElement) && !(target instanceof HTMLSelectElement)) return undefined;
  const place = rowOf(target.name);
  return place && { row: place.index, name: target.name.split('.').slice(2).join('.') };
}
