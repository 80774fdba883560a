import type { Schemas } from '../client/operation.ts';

type Matter = Pick<Schemas['MatterSummary'], 'id' | 'number' | 'title' | 'source' | 'state'>;

/** A cell that says that nothing is left to put right, beside a rectification about it that is not over. */
export interface AgainstMatter<One extends Matter> {
  readonly cell: string;
  readonly matter: One;
}

/**
 * What a unit types now against its own rectifications: a form has opened each for a cell, which is called the same in every
 * revision. Nobody is refused by that, since a number may be right before its record is.
 */
export function againstMatters<One extends Matter>(
  matters: readonly One[],
  textOf: (cell: string) => string | undefined,
): readonly AgainstMatter<One>[] {
  return matters.flatMap((matter) => {
    const { source, state } = matter;
    const isOver = state === 'closed' || state === 'void';
    return source === null || isOver || textOf(source.cell) !== '0' ? [] : [{ cell: source.cell, matter }];
  });
}
