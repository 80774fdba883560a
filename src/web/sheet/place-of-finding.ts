import type { Schemas } from '../client/operation.ts';

/** A cell in repeated rows has its place in the pointer: `/rows/machines/0/machine.os`. Empty where it is about no cell. */
export function placeOfFinding({ cell, pointer }: Pick<Schemas['CellFinding'], 'cell' | 'pointer'>): string {
  const [, ofRows] = /^\/rows\/(.+)$/.exec(pointer ?? '') ?? [];
  return ofRows ?? cell ?? '';
}
