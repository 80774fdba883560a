import { percentOf } from '../../documents/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import type { Text } from '../../kernel/index.ts';
import { cellText, EMPTY } from '../forms/cell-text.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import type { Cell } from '../forms/form-document.ts';
import type { GroupSum } from './roll-up.ts';

type Schemas = components['schemas'];

/** The cells that sums have. */
export function isSummed({ sum, type }: Pick<Cell, 'sum' | 'type'>): boolean {
  return sum === 'add' || type === 'rate';
}

export function toRollUpColumns({ form }: CompiledForm): Schemas['RollUpColumn'][] {
  return form.cells.filter(isSummed).map(({ id, type, title }) => ({ id, type, title: { ...title } }));
}

export function toRollUpRow(form: CompiledForm, { key, counts, cells }: GroupSum, name: Text): Schemas['RollUpRow'] {
  const texts = Object.entries(cells).map(([id, { value, reported }]) => {
    const cell = form.cell(id);
    return [id, { value: cell ? cellText(cell, value) : EMPTY, reported }] as const;
  });
  return {
    ...{ key, name: { ...name }, ...counts },
    completeness: percentOf(counts.filed, counts.expected) ?? EMPTY,
    timeliness: percentOf(counts.onTime, counts.expected) ?? EMPTY,
    cells: Object.fromEntries(texts),
  };
}
