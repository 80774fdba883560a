import type { OrderDraft } from '../body/order-draft.ts';
import { valueAt, withValue } from '../body/paths.ts';

const STEPS_MAX = 100;

/**
 * What was typed, step by step. Keys into one field are one step, and so is whatever is done to rows at once. A step shares
 * with the one before all that did not change, so that a hundred of them are little.
 */
export class DraftHistory {
  #now: OrderDraft;
  #past: readonly OrderDraft[] = [];
  #future: readonly OrderDraft[] = [];
  /** The field that the last step is about. */
  #field: string | undefined;

  constructor(draft: OrderDraft) {
    this.#now = draft;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Notes the value of one field. */
  typed(path: string, value: string): void {
    if (valueAt(this.#now, path) === value) return;
    if (this.#field === path && this.#past.length > 0) {
      this.#now = withValue(this.#now, path, value);
      return;
    }
    this.#step(withValue(this.#now, path, value));
    this.#field = path;
  }

  /** Notes the whole draft after rows or many fields changed at once. */
  changed(draft: OrderDraft): void {
    if (draft !== this.#now && JSON.stringify(draft) !== JSON.stringify(this.#now)) this.#step(draft);
  }

  /** The draft of the step before, which is the draft now; nothing at the beginning. */
  undo(): OrderDraft | undefined {
    const before = this.#past.at(-1);
    if (before === undefined) return undefined;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#now];
    return this.#go(before);
  }

  /** The draft of the step that was undone last; nothing after something else was typed. */
  redo(): OrderDraft | undefined {
    const after = this.#future.at(-1);
    if (after === undefined) return undefined;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#now];
    return this.#go(after);
  }

  #go(draft: OrderDraft): OrderDraft {
    this.#now = draft;
    this.#field = undefined;
    return draft;
  }

  #step(draft: OrderDraft): void {
    this.#past = [...this.#past, this.#now].slice(-STEPS_MAX);
    this.#future = [];
    this.#now = draft;
    this.#field = undefined;
  }
}
