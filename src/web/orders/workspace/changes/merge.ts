import { draftFields, numberOf, type RowDraft, rowsIn, withRows } from '../body/draft-rows.ts';
import type { GridName, OrderDraft } from '../body/order-draft.ts';
import { textAt, withValue } from '../body/paths.ts';

/** A place where both have changed the same thing to different values. */
export interface Conflict {
  /** Names it whatever its row is now: `supplier.name`, `lines#2#quantity`, or `lines#2` for a whole row. */
  readonly key: string;
  readonly grid?: GridName;
  /** The number of the row. */
  readonly row?: string;
  /** Its name in its row or in the order; absent of a whole row. */
  readonly name?: string;
  readonly was: string;
  readonly mine: string;
  readonly theirs: string;
}

export type Choices = { readonly [key: string]: 'mine' | 'theirs' };

interface Three {
  /** What both began from. */
  readonly base: OrderDraft;
  readonly mine: OrderDraft;
  readonly theirs: OrderDraft;
}

export interface Merge {
  readonly draft: OrderDraft;
  /** Settled by the choices, or mine where none is made. */
  readonly conflicts: readonly Conflict[];
  /** How many changes of theirs are in the draft without a question. */
  readonly taken: number;
}

const GRIDS: readonly GridName[] = ['lines', 'softwarePlan'];

/** Both changes in one draft. What only one of them changed is as he changed it; where both did, the choice decides. */
export function mergeOf({ base, mine, theirs }: Three, choices: Choices = {}): Merge {
  const merging = new Merging(choices);
  const head = merging.fields({ base, mine, theirs }, draftFields(), '');
  const draft = GRIDS.reduce((all, grid) => withRows(all, grid, merging.rows(grid, { base, mine, theirs })), head);
  return { draft, conflicts: merging.conflicts, taken: merging.taken };
}

class Merging {
  readonly conflicts: Conflict[] = [];
  taken = 0;
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** Field by field. What the form does not show is theirs: nobody can have changed it here. */
  fields<Draft extends { readonly kept: string }>(
    { base, mine, theirs }: { readonly base: Draft; readonly mine: Draft; readonly theirs: Draft },
    names: readonly string[],
    prefix: string,
  ): Draft {
    const merged = names.reduce((draft, name) => {
      const [was, my, their] = [textAt(base, name), textAt(mine, name), textAt(theirs, name)];
      if (their === was || their === my) return draft;
      if (my === was) {
        this.taken += 1;
        return withValue(draft, name, their);
      }
      const key = `${prefix}${name}`;
      return this.#isTheirs({ key, ...placeIn(prefix), name, was, mine: my, theirs: their })
        ? withValue(draft, name, their)
        : draft;
    }, mine);
    return { ...merged, kept: theirs.kept };
  }

  rows(grid: GridName, { base, mine, theirs }: Three): readonly RowDraft[] {
    const [before, here, there] = [rowsIn(base, grid), rowsIn(mine, grid), rowsIn(theirs, grid)];
    const kept = here.flatMap((row) => this.#row(grid, row, { before, there }));
    const numbers = new Set(here.map(numberOf));
    const added = there.flatMap((row) => {
      const number = numberOf(row);
      const stood = before.find((one) => numberOf(one) === number);
      if (numbers.has(number)) return [];
      if (stood === undefined) {
        this.taken += 1;
        return [row];
      }
      // I removed it. Who has left it as it was has no objection; who has changed it is asked.
      if (sameRow(grid, stood, row)) return [];
      const values = { was: saidOf(grid, stood), mine: '', theirs: saidOf(grid, row) };
      return this.#isTheirs({ key: `${grid}#${number}`, grid, row: number, ...values }) ? [row] : [];
    });
    return [...kept, ...added];
  }

  #row(
    grid: GridName,
    row: RowDraft,
    { before, there }: { readonly before: readonly RowDraft[]; readonly there: readonly RowDraft[] },
  ): readonly RowDraft[] {
    const number = numberOf(row);
    const [stood, their] = [before, there].map((rows) => rows.find((one) => numberOf(one) === number));
    if (their === undefined) {
      if (stood === undefined) return [row];
      if (sameRow(grid, stood, row)) {
        this.taken += 1;
        return [];
      }
      const values = { was: saidOf(grid, stood), mine: saidOf(grid, row), theirs: '' };
      return this.#isTheirs({ key: `${grid}#${number}`, grid, row: number, ...values }) ? [] : [row];
    }
    if (stood === undefined && !sameRow(grid, row, their)) return this.#twins(grid, row, their);
    return [this.fields({ base: stood ?? row, mine: row, theirs: their }, draftFields(grid), `${grid}#${number}#`)];
  }

  /** Both added a row under the same number. They are two rows, so mine is kept and theirs comes under a number of its own. */
  #twins(_grid: GridName, mine: RowDraft, theirs: RowDraft): readonly RowDraft[] {
    this.taken += 1;
    return [mine, theirs];
  }

  #isTheirs(conflict: Conflict): boolean {
    this.conflicts.push(conflict);
    return this.#choices[conflict.key] === 'theirs';
  }
}

function placeIn(prefix: string): Pick<Conflict, 'grid' | 'row'> {
  const [grid, row] = prefix.split('#');
  return row === undefined ? {} : { grid: grid === 'lines' ? 'lines' : 'softwarePlan', row };
}

function sameRow(grid: GridName, one: RowDraft, other: RowDraft): boolean {
  return draftFields(grid).every((name) => textAt(one, name) === textAt(other, name));
}

function saidOf(grid: GridName, row: RowDraft): string {
  return draftFields(grid)
    .map((name) => textAt(row, name))
    .filter((text) => text !== '')
    .slice(0, 4)
    .join(' ');
}
