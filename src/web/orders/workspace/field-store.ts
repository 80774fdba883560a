import type { GridName, OrderDraft } from './body/order-draft.ts';
import { PathListeners } from './path-listeners.ts';

/** What is told at a field. What is only `marked` is told beside the form. */
export interface Mark {
  readonly tone: 'gap' | 'reject' | 'refer' | 'warn' | 'changed';
  readonly text: string;
}

/** What helps at a field while somebody is there; what is grave is said as soon as it is known, and stays. */
export interface FieldHint {
  readonly text: string;
  readonly isGrave: boolean;
  /** What is left of it while somebody is elsewhere; nothing of most. */
  readonly title?: string | undefined;
  /** What somebody may do about it, a click each: they stay while somebody is elsewhere. */
  readonly acts?: readonly HintAct[];
}

export interface HintAct {
  readonly does: string;
  readonly mend: (draft: OrderDraft) => OrderDraft;
  /** Where the cursor goes in the draft that it makes, as the act itself is gone afterwards. */
  readonly goesTo: (mended: OrderDraft) => string;
}

export interface RowPlace {
  readonly grid: GridName;
  readonly index: number;
}

/**
 * What is told at each field and which row is worked on. A field asks for its own part only: in an order of two hundred lines
 * the other sixteen hundred cells are not drawn again when one of them changes.
 */
export class FieldStore {
  #marks: ReadonlyMap<string, Mark> = new Map();
  #hints: ReadonlyMap<string, FieldHint> = new Map();
  #selected: RowPlace = { grid: 'lines', index: 0 };
  /** The row of each grid that was worked on last: its details stay where they are while the other grid is worked on. */
  readonly #rows: { [grid in GridName]: number } = { lines: 0, softwarePlan: 0 };
  readonly #listeners = new Set<() => void>();
  readonly #fields = new PathListeners();

  /** Listens to which row is worked on. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Listens to what is told at a field. */
  subscribeField(path: string, listener: () => void): () => void {
    return this.#fields.subscribe(path, listener);
  }

  readonly selected = (): RowPlace => this.#selected;

  readonly rowOf = (grid: GridName): number => this.#rows[grid];

  markOf(path: string): Mark | undefined {
    return this.#marks.get(path);
  }

  hintOf(path: string): FieldHint | undefined {
    return this.#hints.get(path);
  }

  readonly select = (row: RowPlace): void => {
    const { grid, index } = this.#selected;
    if (grid === row.grid && index === row.index) return;
    this.#selected = row;
    this.#rows[row.grid] = row.index;
    for (const listener of this.#listeners) listener();
  };

  /** A mark that says what it said before stays the same thing, so that its field sees no change. */
  setMarks(marks: ReadonlyMap<string, Mark>): void {
    const kept = [...marks].map(([path, mark]) => {
      const before = this.#marks.get(path);
      return [path, before?.tone === mark.tone && before.text === mark.text ? before : mark] as const;
    });
    const before = this.#marks;
    this.#marks = new Map(kept);
    this.#tellOf(before, this.#marks);
  }

  /** As with marks: a hint that says what it said before stays the same thing. */
  setHints(hints: ReadonlyMap<string, FieldHint>): void {
    const kept = [...hints].map(([path, hint]) => {
      const before = this.#hints.get(path);
      return [path, before?.isGrave === hint.isGrave && before.text === hint.text ? before : hint] as const;
    });
    const before = this.#hints;
    this.#hints = new Map(kept);
    this.#tellOf(before, this.#hints);
  }

  #tellOf<Said>(before: ReadonlyMap<string, Said>, now: ReadonlyMap<string, Said>): void {
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      if (before.get(path) !== now.get(path)) this.#fields.tell(path);
    }
  }
}
