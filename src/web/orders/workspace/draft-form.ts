import type { OrderDraft } from './body/order-draft.ts';
import { valueAt, withValue } from './body/paths.ts';
import { PathListeners } from './path-listeners.ts';

/** Told after a change: the field that was typed into, or nothing where rows or many fields changed at once. */
type OnChange = (path: string | undefined) => void;

/**
 * An order while it is typed. A draft is never changed in place: each has all that did not change in common with the one before.
 * A field listens to itself only, so that a key costs the same in an order of one line and of two hundred.
 */
export class DraftForm {
  #draft: OrderDraft;
  readonly #listeners = new Set<OnChange>();
  readonly #fields = new PathListeners();

  constructor(draft: OrderDraft) {
    this.#draft = draft;
  }

  readonly getValues = (): OrderDraft => this.#draft;

  /** What stands in a field; nothing where there is no such field. */
  valueOf(path: string): string | undefined {
    const value = valueAt(this.#draft, path);
    return typeof value === 'string' ? value : undefined;
  }

  /** Types into one field. A row that is gone takes nothing more: its last cell is left when it goes. */
  setValue(path: string, value: string): void {
    const row = /^(lines|softwarePlan)\.\d+/.exec(path)?.[0];
    if (this.valueOf(path) === value || (row !== undefined && valueAt(this.#draft, row) === undefined)) return;
    this.#draft = withValue(this.#draft, path, value);
    this.#fields.tell(path);
    for (const listener of this.#listeners) listener(path);
  }

  /** Puts another draft into the form, whatever it changes. */
  reset(draft: OrderDraft): void {
    const before = this.#draft;
    this.#draft = draft;
    for (const path of this.#fields.paths) if (valueAt(before, path) !== valueAt(draft, path)) this.#fields.tell(path);
    for (const listener of this.#listeners) listener(undefined);
  }

  readonly subscribe = (listener: OnChange): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  subscribeField(path: string, listener: () => void): () => void {
    return this.#fields.subscribe(path, listener);
  }
}
